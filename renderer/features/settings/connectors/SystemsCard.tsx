import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SystemTrial, SystemView } from '#shared/ipc/messages-api';
import { useStation } from '#renderer/data/index';
import { Card, Empty, ErrorNotice, momentText, Pill, StatusShape, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useCodeText } from './words';

interface SystemsCardProps {
  readonly systems: readonly SystemView[];
  readonly selected: string;
  readonly onOpen: (name: string) => void;
  readonly onAdd: () => void;
  readonly onChanged: () => void;
}

/** Other systems that get messages: where each is, what it gets, how it went last; to be tried and switched. */
export function SystemsCard({ systems, selected, onOpen, onAdd, onChanged }: SystemsCardProps) {
  const { t } = useTranslation('connectors');
  const add = (
    <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={onAdd}>
      {t('system.add')}
    </Button>
  );
  return (
    <Card title={t('systems')} aside={systems.length > 0 && add}>
      {systems.length === 0 ? (
        <Empty title={t('systems.empty')} text={t('systems.empty.text')} action={add} />
      ) : (
        <ul className="systems">
          {systems.map((system) => (
            <System
              key={system.name}
              system={system}
              isSelected={system.name === selected}
              onOpen={() => onOpen(system.name)}
              onChanged={onChanged}
            />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface SystemProps {
  readonly system: SystemView;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
  readonly onChanged: () => void;
}

function System({ system, isSelected, onOpen, onChanged }: SystemProps) {
  const { t } = useTranslation('connectors');
  const { admin } = useStation();
  const { name, url, authority, kinds, on } = system;
  const [busy, setBusy] = useState<'try' | 'switch' | null>(null);
  const [trial, setTrial] = useState<SystemTrial | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const run = async (what: 'try' | 'switch', task: () => Promise<void>) => {
    if (busy) return;
    setBusy(what);
    setTrial(null);
    setFailure(null);
    try {
      await task();
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(null);
    }
  };
  const tryOut = () => run('try', async () => setTrial(await admin.messages.trySystem(name)));
  const turn = () =>
    run('switch', async () => {
      await admin.messages.setSystem({ name, url, authority, kinds, on: !on, isNew: false });
      onChanged();
    });
  return (
    <li className={isSelected ? 'is-chosen' : ''}>
      <div className="system-what">
        <button type="button" className="system-name" aria-current={isSelected || undefined} onClick={onOpen}>
          {name}
        </button>
        <code>{url}</code>
        <small>{t('system.gets', { kinds: kinds.map((kind) => t(`kind.${kind}`)).join(t('join')) })}</small>
        <Standing system={system} />
      </div>
      <span className="system-do">
        <Button
          size="small"
          loading={busy === 'try'}
          aria-label={t('system.try.named', { name })}
          onClick={() => void tryOut()}
        >
          {t('system.try')}
        </Button>
        <Button
          size="small"
          loading={busy === 'switch'}
          aria-label={t(on ? 'system.off.named' : 'system.on.named', { name })}
          onClick={() => void turn()}
        >
          {t(on ? 'system.off' : 'system.on')}
        </Button>
      </span>
      <div className="system-tried" role="status">
        {trial && <Tried trial={trial} />}
        {failure && <ErrorNotice error={failure.error} />}
      </div>
    </li>
  );
}

function Standing({ system: { on, last, waiting } }: { readonly system: SystemView }) {
  const { t } = useTranslation('connectors');
  const language = useLanguage();
  const today = useToday();
  const codeText = useCodeText();
  const waits = waiting > 0 ? t('system.waiting', { count: waiting }) : '';
  if (!on) return <Pill shape="paused">{t('system.is-off', { waits })}</Pill>;
  if (!last) return <Pill shape="idle">{t('system.never', { waits })}</Pill>;
  const moment = momentText(last.atMs, today, language);
  return last.hasArrived ? (
    <Pill shape="done">{t('system.arrived', { moment, waits })}</Pill>
  ) : (
    <Pill shape="due">{t('system.failed', { moment, reason: codeText(last.code), waits })}</Pill>
  );
}

function Tried({ trial: { hasArrived, code, tookMs } }: { readonly trial: SystemTrial }) {
  const { t } = useTranslation('connectors');
  const codeText = useCodeText();
  return (
    <p>
      <StatusShape shape={hasArrived ? 'done' : 'due'} size={16} />
      <span>{hasArrived ? t('tried.arrived', { ms: tookMs }) : t('tried.failed', { reason: codeText(code) })}</span>
    </p>
  );
}
