import { Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Holiday } from '#shared/schema/types/calendar';
import type { SeasonEntry } from './year-entry';

interface ListProps<T> {
  readonly value: readonly T[];
  readonly onChange: (value: readonly T[]) => void;
}

/** The list with one place changed. */
const put = <T,>(list: readonly T[], at: number, part: Partial<T>): readonly T[] =>
  list.map((each, place) => (place === at ? { ...each, ...part } : each));
const without = <T,>(list: readonly T[], at: number): readonly T[] => list.filter((_, place) => place !== at);

/** Days off: a name, and the first and last day. */
export function HolidayFields({ value, onChange }: ListProps<Holiday>) {
  const { t } = useTranslation('workingCalendar');
  return (
    <Group
      legend={t('holidays')}
      add={t('holiday.add')}
      onAdd={() => onChange([...value, { name: '', from: '', until: '' }])}
    >
      {value.map((holiday, at) => (
        <li key={at} className="year-span">
          <Input
            aria-label={t('holiday.name')}
            value={holiday.name}
            onChange={({ target }) => onChange(put(value, at, { name: target.value }))}
          />
          <Dates span={holiday} onChange={(part) => onChange(put(value, at, part))} />
          <Remove label={t('holiday.remove', { name: holiday.name })} onClick={() => onChange(without(value, at))} />
        </li>
      ))}
    </Group>
  );
}

/** Days of a weekend that are worked. */
export function WorkdayFields({ value, onChange }: ListProps<string>) {
  const { t } = useTranslation('workingCalendar');
  return (
    <Group legend={t('workdays')} add={t('workday.add')} onAdd={() => onChange([...value, ''])}>
      {value.map((date, at) => (
        <li key={at} className="year-day">
          <Input
            type="date"
            aria-label={t('workday.date', { n: at + 1 })}
            value={date}
            onChange={({ target }) => onChange(value.map((each, place) => (place === at ? target.value : each)))}
          />
          <Remove label={t('workday.remove', { date })} onClick={() => onChange(without(value, at))} />
        </li>
      ))}
    </Group>
  );
}

/** Parts of the year with hours of their own. */
export function SeasonFields({ value, onChange }: ListProps<SeasonEntry>) {
  const { t } = useTranslation('workingCalendar');
  const fresh = { name: '', from: '', until: '', hours: '' };
  return (
    <Group
      legend={t('seasons')}
      text={t('seasons.text')}
      add={t('season.add')}
      onAdd={() => onChange([...value, fresh])}
    >
      {value.map((season, at) => (
        <li key={at} className="year-span has-hours">
          <Input
            aria-label={t('season.name')}
            value={season.name}
            onChange={({ target }) => onChange(put(value, at, { name: target.value }))}
          />
          <Dates span={season} onChange={(part) => onChange(put(value, at, part))} />
          <Remove label={t('season.remove', { name: season.name })} onClick={() => onChange(without(value, at))} />
          <Input
            aria-label={t('field.hours')}
            placeholder={t('field.hours.hint')}
            value={season.hours}
            onChange={({ target }) => onChange(put(value, at, { hours: target.value }))}
          />
        </li>
      ))}
    </Group>
  );
}

interface DatesProps {
  readonly span: { readonly from: string; readonly until: string };
  readonly onChange: (part: { readonly from?: string; readonly until?: string }) => void;
}

/** The last day follows the first as long as nobody has set it. */
function Dates({ span: { from, until }, onChange }: DatesProps) {
  const { t } = useTranslation('workingCalendar');
  return (
    <>
      <Input
        type="date"
        aria-label={t('holiday.from')}
        value={from}
        onChange={({ target }) => onChange({ from: target.value, ...(until === '' && { until: target.value }) })}
      />
      <Input
        type="date"
        aria-label={t('holiday.until')}
        value={until}
        onChange={({ target }) => onChange({ until: target.value })}
      />
    </>
  );
}

function Remove({ label, onClick }: { readonly label: string; readonly onClick: () => void }) {
  return (
    <button type="button" className="icon-button" aria-label={label} onClick={onClick}>
      <X size={16} aria-hidden="true" />
    </button>
  );
}

interface GroupProps {
  readonly legend: string;
  readonly text?: string;
  readonly add: string;
  readonly onAdd: () => void;
  readonly children: ReactNode;
}

function Group({ legend, text, add, onAdd, children }: GroupProps) {
  return (
    <fieldset className="table-group">
      <legend>{legend}</legend>
      {text !== undefined && <p className="field-hint">{text}</p>}
      <ul className="year-list">{children}</ul>
      <Button className="year-add" icon={<Plus size={16} aria-hidden="true" />} onClick={onAdd}>
        {add}
      </Button>
    </fieldset>
  );
}
