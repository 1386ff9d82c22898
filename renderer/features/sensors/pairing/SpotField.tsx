import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SensorKind } from '#shared/schema/types/sensor';
import { Field } from '#renderer/ui/index';
import { SPOTS } from './entry';

interface SpotFieldProps {
  readonly kind: SensorKind;
  readonly value: string;
  readonly onChange: (spot: string) => void;
}

/** Where in the home or building it hangs: usual spots by one press, any other in words. */
export function SpotField({ kind, value, onChange }: SpotFieldProps) {
  const { t } = useTranslation('sensors');
  return (
    <>
      <Field label={t('field.spot')}>
        {(ties) => <Input {...ties} maxLength={60} value={value} onChange={({ target }) => onChange(target.value)} />}
      </Field>
      <div className="spots" role="group" aria-label={t('field.spot.usual')}>
        {SPOTS[kind].map((spot) => (
          <button
            key={spot}
            type="button"
            aria-pressed={value === t(`spot.${spot}`)}
            onClick={() => onChange(t(`spot.${spot}`))}
          >
            {t(`spot.${spot}`)}
          </button>
        ))}
      </div>
    </>
  );
}
