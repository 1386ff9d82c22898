import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Label } from '#shared/schema/envelope';
import { Field } from '#renderer/ui/index';

interface NameFieldsProps {
  readonly name: Label;
  /** What is wrong with the Chinese one, without which there is none. */
  readonly error: string | null;
  readonly onChange: (name: Label) => void;
}

/** The name of a line or window as screens say it: in Chinese, and in English where somebody gave it. */
export function NameFields({ name, error, onChange }: NameFieldsProps) {
  const { t } = useTranslation('hall');
  return (
    <>
      <Field label={t('name')} error={error}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={40}
            value={name.zh}
            onChange={({ target }) => onChange({ ...name, zh: target.value })}
          />
        )}
      </Field>
      <Field label={t('name.en')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={60}
            value={name.en ?? ''}
            onChange={({ target }) => onChange({ ...name, en: target.value })}
          />
        )}
      </Field>
    </>
  );
}
