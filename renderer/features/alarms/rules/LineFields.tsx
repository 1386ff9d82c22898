import { Button, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { figuresToSet } from '#shared/domain/devices/watch-check';
import { WATCHED, type WatchLine } from '#shared/domain/devices/watch-table';
import { Field, Select } from '#renderer/ui/index';
import type { HoursEntry, LineEntry, Wrong } from './line-entry';

interface LineFieldsProps {
  readonly line: WatchLine;
  readonly entry: LineEntry;
  readonly wrong: readonly Wrong[];
  readonly onChange: (part: Partial<LineEntry>) => void;
}

const MOST_QUIET = 6;
const NIGHT: HoursEntry = { from: '22:00', to: '06:00' };

/** The figures of a rule that a station may set; none for what rings at once. */
export function LineFields({ line, entry, wrong, onChange }: LineFieldsProps) {
  const { t } = useTranslation('alarmRules');
  const figures = figuresToSet(line.rule);
  const errorOf = (field: Wrong) => (wrong.includes(field) ? t(`wrong.${field}`) : null);
  return (
    <div className="rule-fields">
      {line.rule.id !== 'silent' && (
        <Field label={t('field.whom')}>
          {(ties) => (
            <Select
              {...ties}
              value={entry.whom}
              onChange={(value) => onChange({ whom: WATCHED.find((each) => each === value) ?? 'everybody' })}
            >
              {WATCHED.map((each) => (
                <option key={each} value={each}>
                  {t(`whom.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {(['afterMs', 'thresholdLitres', 'systolic', 'diastolic'] as const)
        .filter((field) => figures.includes(field))
        .map((field) => (
          <Field key={field} label={t(`field.${field}`)} error={errorOf(field)}>
            {(ties) => (
              <Input
                {...ties}
                inputMode="decimal"
                value={entry[field]}
                onChange={({ target }) => onChange({ [field]: target.value })}
              />
            )}
          </Field>
        ))}
      {figures.includes('hours') && (
        <Hours
          label={t('field.hours')}
          hours={entry.hours}
          error={errorOf('hours')}
          onChange={(hours) => onChange({ hours })}
        />
      )}
      {line.rule.id === 'no-water' && (
        <Quiet quiet={entry.quiet} error={errorOf('quiet')} onChange={(quiet) => onChange({ quiet })} />
      )}
    </div>
  );
}

interface HoursProps {
  readonly label: string;
  readonly hours: HoursEntry;
  readonly error: string | null;
  readonly onChange: (hours: HoursEntry) => void;
}

function Hours({ label, hours, error, onChange }: HoursProps) {
  const { t } = useTranslation('alarmRules');
  return (
    <fieldset className="rule-hours">
      <legend>{label}</legend>
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={t(`field.${end}`)} error={end === 'to' ? error : null}>
          {(ties) => (
            <Input
              {...ties}
              type="time"
              value={hours[end]}
              onChange={({ target }) => onChange({ ...hours, [end]: target.value })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  );
}

interface QuietProps {
  readonly quiet: readonly HoursEntry[];
  readonly error: string | null;
  readonly onChange: (quiet: readonly HoursEntry[]) => void;
}

function Quiet({ quiet, error, onChange }: QuietProps) {
  const { t } = useTranslation('alarmRules');
  return (
    <div className="rule-quiet">
      {quiet.length === 0 && <p className="quiet">{t('quiet.none')}</p>}
      {quiet.map((hours, place) => (
        <div key={place} className="rule-quiet-row">
          <Hours
            label={t('field.quiet')}
            hours={hours}
            error={place === quiet.length - 1 ? error : null}
            onChange={(changed) => onChange(quiet.map((each, at) => (at === place ? changed : each)))}
          />
          <button
            type="button"
            className="link-button"
            onClick={() => onChange(quiet.filter((_each, at) => at !== place))}
          >
            {t('quiet.remove')}
          </button>
        </div>
      ))}
      {quiet.length < MOST_QUIET && <Button onClick={() => onChange([...quiet, NIGHT])}>{t('quiet.add')}</Button>}
    </div>
  );
}
