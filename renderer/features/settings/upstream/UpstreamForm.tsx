import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetUpstream, UpstreamTrial, UpstreamView } from '#shared/ipc/upstream-api';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Field, Pill, PrivateForm } from '#renderer/ui/index';
import { AddressField, AuthorityField, SecretField } from '../components/ConnectionFields';
import { entryOf, readEntry, usesFile, withFile, type UpstreamEntry, type UpstreamField } from './entry';
import { StationFileDrop } from './StationFileDrop';
import { Tried } from './Tried';

interface UpstreamFormProps {
  readonly view: UpstreamView;
  readonly onChanged: () => void;
}

/** Address, user and switch of the district's centre. The password that is kept is never shown. */
export function UpstreamForm({ view: { set }, onChanged }: UpstreamFormProps) {
  const { t } = useTranslation('upstream');
  const { admin } = useStation();
  const [edited, setEdited] = useState<UpstreamEntry | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const [busy, setBusy] = useState<'try' | 'save' | null>(null);
  const [trial, setTrial] = useState<UpstreamTrial | null>(null);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entry = edited ?? entryOf(set);
  const reading = readEntry(entry, set);
  const wrong = (field: UpstreamField): string | null =>
    wasTried && reading.kind === 'wrong' && reading.fields.includes(field)
      ? t(field === 'user' || field === 'password' ? `${field}.missing` : `${field}.wrong`)
      : null;
  const change = (part: Partial<UpstreamEntry>) => {
    setEdited({ ...entry, ...part });
    setTrial(null);
    setIsSaved(false);
    setFailure(null);
  };
  const run = async (
    what: 'try' | 'save',
    form: HTMLFormElement | null,
    task: (wanted: SetUpstream) => Promise<void>,
  ) => {
    setWasTried(true);
    setFailure(null);
    if (busy) return;
    if (reading.kind === 'wrong') {
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    setBusy(what);
    try {
      await task(reading.wanted);
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(null);
    }
  };
  const save = (form: HTMLFormElement) =>
    run('save', form, async (wanted) => {
      await admin.setUpstream(wanted);
      setEdited(null);
      setWasTried(false);
      setTrial(null);
      setIsSaved(true);
      onChanged();
    });
  const tryOut = (form: HTMLFormElement | null) =>
    run('try', form, async (wanted) => setTrial(await admin.tryUpstream(wanted)));

  return (
    <Card title={t('form')}>
      <PrivateForm
        className="upstream-form"
        aria-label={t('form')}
        onSubmit={(event) => void save(event.currentTarget)}
      >
        <StationFileDrop onRead={(file) => change(withFile(entry, file))} />
        <Choice
          label={t('on')}
          options={[
            { value: 'yes', label: t('on.yes') },
            { value: 'no', label: t('on.no') },
          ]}
          value={entry.on ? 'yes' : 'no'}
          onChange={(value) => change({ on: value === 'yes' })}
        />
        <AddressField
          label={t('url')}
          hint={t('url.hint')}
          error={wrong('url')}
          value={entry.url}
          onChange={(url) => change({ url })}
        />
        <Field label={t('user')} hint={t('user.hint')} error={wrong('user')}>
          {(ties) => (
            <Input
              {...ties}
              maxLength={100}
              value={entry.user}
              onChange={(event) => change({ user: event.target.value })}
            />
          )}
        </Field>
        <SecretField
          label={t('password')}
          hint={usesFile(entry) ? t('password.file') : set === null ? t('password.hint') : t('password.kept')}
          error={wrong('password')}
          value={entry.password}
          onChange={(password) => change({ password })}
        />
        <AuthorityField
          label={t('authority')}
          hint={t('authority.hint')}
          error={wrong('authority')}
          value={entry.authority}
          onChange={(authority) => change({ authority })}
        />
        <Tried trial={trial} />
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
          <Button loading={busy === 'try'} onClick={(event) => void tryOut(event.currentTarget.closest('form'))}>
            {t('try')}
          </Button>
          <Button type="primary" htmlType="submit" loading={busy === 'save'}>
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Card>
  );
}
