import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_KINDS } from '#shared/domain/messages/kinds';
import type { SystemView } from '#shared/ipc/messages-api';
import { useStation } from '#renderer/data/index';
import { Chips, ErrorNotice, Field, PrivateForm } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { AddressField, AuthorityField } from '../components/ConnectionFields';
import { readSystem, systemEntryOf, type SystemEntry, type SystemField } from './entry';
import { SecretOnce } from './SecretOnce';

interface SystemPanelProps {
  /** Null for one that is being set up. */
  readonly system: SystemView | null;
  /** Names there are. */
  readonly taken: readonly string[];
  readonly onChanged: () => void;
  readonly onClose: () => void;
}

type Question = 'secret' | 'remove';

/** One system: where it is and what it gets. A new secret is shown once, and then never again. */
export function SystemPanel({ system, taken, onChanged, onClose }: SystemPanelProps) {
  const { t } = useTranslation(['connectors', 'settings']);
  const { admin } = useStation();
  const [entry, setEntry] = useState<SystemEntry>(() => systemEntryOf(system));
  // By the time the secret is shown, the system is there.
  const [before] = useState(system);
  const [wasTried, setWasTried] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [question, setQuestion] = useState<Question | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const reading = readSystem(entry, before && (system ?? before), before ? [] : taken);
  const wrong = (...fields: readonly SystemField[]): string | null => {
    const found = wasTried && reading.kind === 'wrong' && reading.fields.find((each) => fields.includes(each));
    return found ? t(`wrong.${found}`) : null;
  };
  const change = (part: Partial<SystemEntry>) => setEntry({ ...entry, ...part });
  /** Runs something that may make a secret; the panel closes unless there is one to show. */
  const run = async (task: () => Promise<{ readonly secret: string | null }>) => {
    setFailure(null);
    setQuestion(null);
    setIsBusy(true);
    try {
      const made = await task();
      onChanged();
      if (made.secret === null) onClose();
      else setSecret(made.secret);
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  const save = (form: HTMLFormElement) => {
    setWasTried(true);
    if (reading.kind === 'right') return void run(() => admin.messages.setSystem(reading.wanted));
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
  };
  const answer = {
    secret: (name: string) => run(() => admin.messages.renewSecret(name)),
    remove: (name: string) => run(async () => ({ ...(await admin.messages.removeSystem(name)), secret: null })),
  } as const;
  const title = before ? before.name : t('system.new');
  if (secret !== null)
    return (
      <SidePanel title={title} onClose={onClose}>
        <SecretOnce secret={secret} text={t('secret.text')} onDone={onClose} />
      </SidePanel>
    );
  return (
    <SidePanel title={title} onClose={onClose}>
      <PrivateForm className="panel-form" aria-label={title} onSubmit={(event) => save(event.currentTarget)}>
        {!before && (
          <Field label={t('field.name')} hint={t('field.name.hint')} error={wrong('name', 'taken')}>
            {(ties) => (
              <Input
                {...ties}
                maxLength={40}
                spellCheck={false}
                value={entry.name}
                onChange={(event) => change({ name: event.target.value })}
              />
            )}
          </Field>
        )}
        <AddressField
          label={t('field.url')}
          hint={t(before ? 'field.url.new-secret' : 'field.url.hint')}
          error={wrong('url')}
          value={entry.url}
          onChange={(url) => change({ url })}
        />
        <div className="field">
          <span className="field-label">{t('field.kinds')}</span>
          <Chips
            label={t('field.kinds')}
            options={MESSAGE_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            value={entry.kinds}
            onChange={(kinds) => change({ kinds })}
          />
          {wrong('kinds') && <p className="field-error">{wrong('kinds')}</p>}
        </div>
        <AuthorityField
          label={t('field.authority')}
          hint={t('field.authority.hint')}
          error={wrong('authority')}
          value={entry.authority}
          onChange={(authority) => change({ authority })}
        />
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          {before && (
            <>
              <Button danger onClick={() => setQuestion('remove')}>
                {t('system.remove')}
              </Button>
              <Button onClick={() => setQuestion('secret')}>{t('system.secret')}</Button>
            </>
          )}
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('save', { ns: 'settings' })}
          </Button>
        </div>
      </PrivateForm>
      {question && before && (
        <Modal
          open
          width={440}
          title={t(`system.${question}.title`, { name: before.name })}
          okText={t(`system.${question}.confirm`)}
          okButtonProps={{ danger: question === 'remove' }}
          cancelText={t('cancel', { ns: 'settings' })}
          onOk={() => void answer[question](before.name)}
          onCancel={() => setQuestion(null)}
        >
          <p>{t(`system.${question}.consequence`)}</p>
        </Modal>
      )}
    </SidePanel>
  );
}
