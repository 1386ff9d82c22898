import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_QUOTAS, KEY_SCOPES } from '#shared/ipc/incoming-api';
import { useStation } from '#renderer/data/index';
import { Chips, ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { NEW_KEY, readKey, type KeyEntry, type KeyField } from './key-entry';
import { SecretOnce } from './SecretOnce';

interface KeyPanelProps {
  /** Names of keys that hold. */
  readonly taken: readonly string[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

/** A key for another system: what it may do, and then the key itself, shown this once. */
export function KeyPanel({ taken, onChanged, onClose }: KeyPanelProps) {
  const { t } = useTranslation('incoming');
  const { admin } = useStation();
  const [entry, setEntry] = useState<KeyEntry>(NEW_KEY);
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const reading = readKey(entry, taken);
  const wrong = (...fields: readonly KeyField[]): string | null => {
    const found = wasTried && reading.kind === 'wrong' && reading.fields.find((each) => fields.includes(each));
    return found ? t(`wrong.${found}`) : null;
  };
  const change = (part: Partial<KeyEntry>) => setEntry({ ...entry, ...part });
  const make = async (form: HTMLFormElement) => {
    setWasTried(true);
    if (reading.kind === 'wrong')
      return requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    setFailure(null);
    setIsBusy(true);
    try {
      const { key } = await admin.incoming.makeKey(reading.wanted);
      setMade(key);
      onChanged();
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  if (made !== null)
    return (
      <SidePanel title={entry.name.trim()} onClose={onClose}>
        <SecretOnce secret={made} text={t('secret.text', { name: entry.name.trim() })} onDone={onClose} />
      </SidePanel>
    );
  return (
    <SidePanel title={t('key.new')} onClose={onClose}>
      <PrivateForm
        className="panel-form"
        aria-label={t('key.new')}
        onSubmit={(event) => void make(event.currentTarget)}
      >
        <Field label={t('field.name')} hint={t('field.name.hint')} error={wrong('name', 'taken')}>
          {(ties) => (
            <Input
              {...ties}
              maxLength={40}
              value={entry.name}
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </Field>
        <div className="field">
          <span className="field-label">{t('field.scopes')}</span>
          <Chips
            label={t('field.scopes')}
            options={KEY_SCOPES.map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))}
            value={entry.scopes}
            onChange={(scopes) => change({ scopes })}
          />
          {wrong('scopes') && <p className="field-error">{wrong('scopes')}</p>}
        </div>
        <Field label={t('field.quota')}>
          {(ties) => (
            <Select
              {...ties}
              value={String(entry.perMinute)}
              onChange={(value) =>
                change({ perMinute: KEY_QUOTAS.find((each) => String(each) === value) ?? entry.perMinute })
              }
            >
              {KEY_QUOTAS.map((each) => (
                <option key={each} value={each}>
                  {t(`quota.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('key.make')}
          </Button>
        </div>
      </PrivateForm>
    </SidePanel>
  );
}
