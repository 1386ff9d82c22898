import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { BrokerView } from '#shared/ipc/sensor-api';
import { Field } from '#renderer/ui/index';
import { AddressField, AuthorityField, SecretField } from '../components/ConnectionFields';
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
      <AddressField
        label={t('url')}
        hint={t('url.hint')}
        error={told('url')}
        value={entry.url}
        maxLength={200}
        onChange={(url) => onChange({ url })}
      />
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
      <SecretField
        label={t('password')}
        hint={t(external?.hasPassword ? 'password.kept' : 'password.hint')}
        error={told('password')}
        value={entry.password}
        onChange={(password) => onChange({ password })}
      />
      <AuthorityField
        label={t('authority')}
        hint={t('authority.hint')}
        value={entry.authority}
        onChange={(authority) => onChange({ authority })}
      />
    </>
  );
}
