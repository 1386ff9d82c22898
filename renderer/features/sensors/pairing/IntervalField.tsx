import { useTranslation } from 'react-i18next';
import { Field, Select } from '#renderer/ui/index';
import { INTERVAL_CHOICES, type IntervalChoice } from './entry';

interface IntervalFieldProps {
  readonly value: IntervalChoice;
  readonly onChange: (choice: IntervalChoice) => void;
}

/** How often it speaks when all is well: by that the station knows whether it has fallen silent. */
export function IntervalField({ value, onChange }: IntervalFieldProps) {
  const { t } = useTranslation('sensors');
  const choices: readonly IntervalChoice[] = value === 'other' ? ['other', ...INTERVAL_CHOICES] : INTERVAL_CHOICES;
  return (
    <Field label={t('field.interval')} hint={t('field.interval.hint')}>
      {(ties) => (
        <Select
          {...ties}
          value={value}
          onChange={(text) => {
            const choice = choices.find((each) => each === text);
            if (choice) onChange(choice);
          }}
        >
          {choices.map((each) => (
            <option key={each} value={each}>
              {t(`interval.${each}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
