import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BrokerView } from '#shared/ipc/sensor-api';
import { Field } from '#renderer/ui/index';
import type { BrokerEntry, BrokerFault } from './broker-entry';

interface BrokerFieldsProps {
  readonly entry: BrokerEntry;
  readonly external: BrokerView['external'];
  readonly wrong: BrokerFault | null;
  readonly onChange: (part: Partial<BrokerEntry>) => void;
}

/** Address, user, password and authority of an external message server. */
export function BrokerFields({ entry, external, wrong, onChange }: BrokerFieldsProps) {
  const { t } = useTranslation('broker');
  const told = (field: BrokerFault): string | null => (wrong === field ? t(`wrong.${field}`) : null);
  return (
    <>
      <Field label={t('url')} hint={t('url.hint')} error={told('url')}>
        {(ties) => (
          <Input
            {...ties}
            inputMode="url"
            maxLength={200}
            value={entry.url}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('user')} hint={t('user.hint')}>
        {(ties) => (
          <Input
            {...ties}
            maxLength={120}
            value={entry.user}
            onChange={(event) => onChange({ user: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={t('password')}
        hint={t(external?.hasPassword ? 'password.kept' : 'password.hint')}
        error={told('password')}
      >
        {(ties) => (
          <Input
            {...ties}
            type="password"
            autoComplete="new-password"
            maxLength={200}
            value={entry.password}
            onChange={(event) => onChange({ password: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('authority')} hint={t('authority.hint')}>
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
