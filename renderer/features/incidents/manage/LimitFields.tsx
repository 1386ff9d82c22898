import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { LIMIT_STARTS, LIMIT_UNITS } from '#shared/schema/types/incident-category';
import { Field, Select } from '#renderer/ui/index';
import type { CategoryRecord } from '../queries';
import { readLimit, type CategoryEntry } from './category-entry';

interface PartProps {
  readonly entry: CategoryEntry;
  readonly change: (part: Partial<CategoryEntry>) => void;
}

/** How long it may take: typed, or taken from one of the sources. */
export function LimitFields({
  entry,
  change,
  error,
  row,
}: PartProps & { readonly error: string | null; readonly row: CategoryRecord | null }) {
  const { t } = useTranslation(['incidentTables', 'incidents']);
  return (
    <>
      <div className="table-limit">
        <Field label={t('field.limit')} error={error}>
          {(ties) => (
            <Input
              {...ties}
              inputMode="decimal"
              placeholder={t('limit.none', { ns: 'incidents' })}
              value={entry.amount}
              onChange={({ target }) => change({ amount: target.value })}
            />
          )}
        </Field>
        <Select
          label={t('field.unit-of-time')}
          value={entry.unit}
          onChange={(value) => change({ unit: LIMIT_UNITS.find((each) => each === value) ?? 'hours' })}
        >
          {LIMIT_UNITS.map((each) => (
            <option key={each} value={each}>
              {t(`time.${each}`)}
            </option>
          ))}
        </Select>
        <Select
          label={t('field.from')}
          value={entry.from}
          onChange={(value) => change({ from: LIMIT_STARTS.find((each) => each === value) ?? 'dispatch' })}
        >
          {LIMIT_STARTS.map((each) => (
            <option key={each} value={each}>
              {t(`from.${each}`)}
            </option>
          ))}
        </Select>
      </div>
      <Sources row={row} onTake={(part) => change(part)} />
    </>
  );
}

/** What sources give for a limit, word for word; one that can be read is taken with a press. */
function Sources({
  row,
  onTake,
}: {
  readonly row: CategoryRecord | null;
  readonly onTake: (part: Partial<CategoryEntry>) => void;
}) {
  const { t } = useTranslation('incidentTables');
  if (!row || row.limitsSeen.length === 0) return <p className="quiet">{t('sources.none')}</p>;
  return (
    <ul className="table-sources" aria-label={t('sources')}>
      {row.limitsSeen.map(({ text, source }) => {
        const read = readLimit(text);
        return (
          <li key={`${text} ${source}`}>
            <span>
              <b>{text}</b> <small>{source}</small>
            </span>
            {read && (
              <Button size="small" onClick={() => onTake({ amount: String(read.amount), unit: read.unit })}>
                {t('sources.take')}
              </Button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
