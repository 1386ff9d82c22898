import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/index';
import type { SmsEntry, SmsField } from './sms-entry';

interface SmsFieldsProps {
  readonly entry: SmsEntry;
  /** A key for this address is kept. */
  readonly isKept: boolean;
  readonly told: (field: SmsField) => string | null;
  readonly onChange: (part: Partial<SmsEntry>) => void;
}

/** Address, key, signature, registered text and authority of a gateway for text messages. */
export function SmsFields({ entry, isKept, told, onChange }: SmsFieldsProps) {
  const { t } = useTranslation('sms');
  return (
    <>
      <Field label={t('url')} hint={t('url.hint')} error={told('url')}>
        {(ties) => (
          <Input
            {...ties}
            inputMode="url"
            maxLength={300}
            value={entry.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('key')} hint={t(isKept ? 'key.kept' : 'key.hint')} error={told('key')}>
        {(ties) => (
          <Input
            {...ties}
            type="password"
            autoComplete="new-password"
            maxLength={500}
            value={entry.key}
            onChange={(event) => onChange({ key: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('sign')} hint={t('sign.hint')} error={told('sign')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={22}
            value={entry.sign}
            onChange={(event) => onChange({ sign: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('template')} hint={t('template.hint')} error={told('template')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={64}
            spellCheck={false}
            value={entry.template}
            onChange={(event) => onChange({ template: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('authority')} hint={t('authority.hint')} error={told('authority')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            rows={2}
            spellCheck={false}
            maxLength={20_000}
            value={entry.authority}
            onChange={(event) => onChange({ authority: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
