import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Field } from '#renderer/ui/index';
import { AddressField, AuthorityField, SecretField } from '../components/ConnectionFields';
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
      <AddressField
        label={t('url')}
        hint={t('url.hint')}
        error={told('url')}
        value={entry.url}
        onChange={(url) => onChange({ url })}
      />
      <SecretField
        label={t('key')}
        hint={t(isKept ? 'key.kept' : 'key.hint')}
        error={told('key')}
        value={entry.key}
        maxLength={500}
        onChange={(key) => onChange({ key })}
      />
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
      <AuthorityField
        label={t('authority')}
        hint={t('authority.hint')}
        error={told('authority')}
        value={entry.authority}
        onChange={(authority) => onChange({ authority })}
      />
    </>
  );
}
