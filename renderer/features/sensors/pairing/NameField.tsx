import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeardDevice } from '#shared/ipc/sensor-api';
import { momentText, Field, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';

interface NameFieldProps {
  readonly value: string;
  /** A device that is hung elsewhere keeps its name. */
  readonly isFixed: boolean;
  /** Devices that were heard of and hang nowhere. */
  readonly unpaired: readonly HeardDevice[];
  readonly error: string | null;
  /** `adapterId` is what its messages are known by, where that is known. */
  readonly onChange: (name: string, adapterId: string | null) => void;
}

const SHOWN = 6;

/** How the device names itself: as printed on it, or one of those that the host has heard already. */
export function NameField({ value, isFixed, unpaired, error, onChange }: NameFieldProps) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const titleId = useId();
  const typed = value.trim().toLowerCase();
  const offered = unpaired.filter(({ name }) => name !== value && name.toLowerCase().includes(typed)).slice(0, SHOWN);
  if (isFixed) {
    return (
      <div className="field">
        <span>{t('field.name')}</span>
        <code>{value}</code>
      </div>
    );
  }
  return (
    <>
      <Field label={t('field.name')} hint={t('field.name.hint')} error={error}>
        {(ties) => (
          <Input
            {...ties}
            autoFocus
            maxLength={64}
            value={value}
            onChange={({ target }) => onChange(target.value, null)}
          />
        )}
      </Field>
      {offered.length > 0 && (
        <section className="unpaired" aria-labelledby={titleId}>
          <h3 id={titleId}>{t('unpaired.choose')}</h3>
          <ul>
            {offered.map(({ name, adapterId, heardAtMs }) => (
              <li key={name}>
                <button type="button" className="link-button" onClick={() => onChange(name, adapterId)}>
                  {name}
                </button>
                <small>{heardAtMs === null ? '' : momentText(heardAtMs, today, language)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
