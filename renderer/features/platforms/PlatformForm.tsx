import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PLATFORM_FIELDS } from '#shared/domain/platforms/payload';
import { platformPaths, platformSetSchema, platformsViewSchema, type PlatformsView } from '#shared/ipc/platforms-api';
import { useStation } from '#renderer/data/index';
import { Chips, Choice, ErrorNotice, Field, PrivateForm } from '#renderer/ui/index';
import { entryOf, readEntry, type PlatformEntry, type PlatformFault, type PlatformView } from './entry';

interface PlatformFormProps {
  /** Null for one that is being set up. */
  readonly platform: PlatformView | null;
  readonly taken: readonly string[];
  /** With the secret where one was made now. */
  readonly onDone: (view: PlatformsView | null, secret: string | null) => void;
}

/** One platform: where it is, whose items go there, under which agreement, and what it may be told of a person. */
export function PlatformForm({ platform, taken, onDone }: PlatformFormProps) {
  const { t } = useTranslation('platforms');
  const { host } = useStation();
  const [entry, setEntry] = useState<PlatformEntry>(() => entryOf(platform));
  const [hasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isRemoving, setRemoving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const reading = readEntry(entry, platform, taken);
  const change = (part: Partial<PlatformEntry>) => setEntry({ ...entry, ...part });
  const wrong = (fault: PlatformFault): string | null =>
    hasTried && reading.kind === 'wrong' && reading.faults.includes(fault) ? t(`wrong.${fault}`) : null;
  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  const save = (form: HTMLFormElement) => {
    setTried(true);
    if (reading.kind === 'wrong') {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    void run(async () => {
      const { view, secret } = await host.post(platformPaths.platforms, reading.wanted, platformSetSchema);
      onDone(view, secret);
    });
  };
  const remove = (name: string) =>
    run(async () => onDone(await host.post(platformPaths.removal, { name }, platformsViewSchema), null));
  const line = (field: 'title' | 'name' | 'url' | 'agreement', hint: boolean) => (
    <Field label={t(`field.${field}`)} hint={hint ? t(`field.${field}.hint`) : undefined} error={wrong(field)}>
      {(ties) => (
        <Input
          {...ties}
          spellCheck={false}
          value={entry[field]}
          onChange={({ target }) => change({ [field]: target.value })}
        />
      )}
    </Field>
  );
  return (
    <PrivateForm
      className="platform-form"
      aria-label={t('set.title')}
      onSubmit={({ currentTarget }) => save(currentTarget)}
    >
      <div className="platform-two">
        {line('title', true)}
        {!platform && line('name', true)}
      </div>
      {line('url', true)}
      <Field label={t('field.authority')} hint={t('field.authority.hint')} error={wrong('authority')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            rows={2}
            spellCheck={false}
            maxLength={20_000}
            value={entry.authority}
            onChange={({ target }) => change({ authority: target.value })}
          />
        )}
      </Field>
      <Field label={t('field.departments')} hint={t('field.departments.hint')} error={wrong('departments')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 8 }}
            value={entry.departments}
            onChange={({ target }) => change({ departments: target.value })}
          />
        )}
      </Field>
      <div className="platform-two">
        {line('agreement', false)}
        <Field label={t('field.until')}>
          {(ties) => (
            <Input
              {...ties}
              type="date"
              value={entry.until}
              onChange={({ target }) => change({ until: target.value })}
            />
          )}
        </Field>
      </div>
      <div className="field">
        <span className="field-label">{t('field.fields')}</span>
        <Chips
          label={t('field.fields')}
          options={PLATFORM_FIELDS.map((value) => ({ value, label: t(`fields.${value}`) }))}
          value={entry.fields}
          onChange={(fields) => change({ fields })}
        />
      </div>
      <Choice
        label={t('field.on')}
        options={(['on', 'off'] as const).map((value) => ({ value, label: t(`field.on.${value}`) }))}
        value={entry.on ? 'on' : 'off'}
        onChange={(value) => change({ on: value === 'on' })}
      />
      {error !== null && <ErrorNotice error={error} />}
      {isRemoving && <p role="status">{t('remove.ask')}</p>}
      <div className="form-actions">
        {platform && (
          <Button danger onClick={() => (isRemoving ? void remove(platform.name) : setRemoving(true))}>
            {t(isRemoving ? 'remove.yes' : 'remove')}
          </Button>
        )}
        <Button onClick={() => onDone(null, null)}>{t('cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {t('save')}
        </Button>
      </div>
    </PrivateForm>
  );
}
