import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isWaiting } from '#shared/domain/messages/state';
import type { IncomingView } from '#shared/ipc/incoming-api';
import type { MessagesView } from '#shared/ipc/messages-api';
import type { BrokerView } from '#shared/ipc/sensor-api';
import { useStation } from '#renderer/data/index';
import { goTo, StatusShape, useLayout, usePlace } from '#renderer/ui/index';
import { loadPlatformsCard } from '../../platforms/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { BrokerCard } from './BrokerCard';
import { Keeping } from './Keeping';
import { KeyPanel } from './KeyPanel';
import { KeysCard } from './KeysCard';
import { QuietHoursCard } from './QuietHoursCard';
import { ResidentReportsCard } from './ResidentReportsCard';
import { SmsCard } from './SmsCard';
import { SystemPanel } from './SystemPanel';
import { SystemsCard } from './SystemsCard';
import { UndeliveredCard } from './UndeliveredCard';

const PlatformsCard = lazy(loadPlatformsCard);

/** While it is looked at, it shows what has gone out meanwhile. */
const EVERY_MS = 10_000;
/** What the address names for a system that is not there yet. */
const NEW = 'new';

/** What goes out and what comes in: what the station sends and what has not arrived, keys of other systems, residents' phones, and the way in for devices. */
export function ConnectorsSection() {
  const { admin, sensors } = useStation();
  const loaded = useLoaded('connectors', async (): Promise<Views> => {
    const [messages, incoming, broker] = await Promise.all([
      admin.messages.view(),
      admin.incoming.view(),
      sensors.broker(),
    ]);
    return { messages, incoming, broker };
  });
  const { reload } = loaded;
  useEffect(() => {
    const timer = setInterval(reload, EVERY_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return <Asked loaded={loaded}>{(views) => <Connectors {...views} onChanged={reload} />}</Asked>;
}

interface Views {
  readonly messages: MessagesView;
  readonly incoming: IncomingView;
  readonly broker: BrokerView;
}

function Connectors({ messages: view, incoming, broker, onChanged }: Views & { readonly onChanged: () => void }) {
  const isTablet = useLayout() === 'tablet';
  const { system = '', key = '' } = usePlace().query;
  const chosen = view.systems.find(({ name }) => name === system) ?? null;
  const isOpen = chosen !== null || system === NEW;
  const show = (next: string) => goTo(settingsPlace('connectors', { system: next }), { replace: isOpen });
  const showKey = (next: string) => goTo(settingsPlace('connectors', { key: next }), { replace: key === NEW });
  const held = incoming.keys.filter(({ revokedAtMs }) => revokedAtMs === null);
  const keyPanel = key === NEW && (
    <KeyPanel taken={held.map(({ name }) => name)} onChanged={onChanged} onClose={() => showKey('')} />
  );
  const panel =
    keyPanel ||
    (isOpen && (
      <SystemPanel
        key={system}
        system={chosen}
        taken={view.systems.map(({ name }) => name)}
        onChanged={onChanged}
        onClose={() => show('')}
      />
    ));
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;
  return (
    <div className="settings-columns">
      <div className="connectors-page">
        <Headline view={view} />
        <UndeliveredCard view={view} onChanged={onChanged} />
        <SystemsCard
          systems={view.systems}
          selected={system}
          onOpen={show}
          onAdd={() => show(NEW)}
          onChanged={onChanged}
        />
        <Suspense fallback={null}>
          <PlatformsCard />
        </Suspense>
        <SmsCard gateway={view.sms} onChanged={onChanged} />
        {view.channels.map(({ name, quietHours }) => (
          <QuietHoursCard key={name} channel={name} hours={quietHours} onChanged={onChanged} />
        ))}
        <Keeping days={view.keepDays} onChanged={onChanged} />
        <KeysCard keys={incoming.keys} onAdd={() => showKey(NEW)} onChanged={onChanged} />
        <ResidentReportsCard setting={incoming.residents} onChanged={onChanged} />
        <BrokerCard view={broker} onChanged={onChanged} />
      </div>
      {panel}
    </div>
  );
}

/** How it stands in a sentence. */
function Headline({ view: { undelivered, more } }: { readonly view: MessagesView }) {
  const { t } = useTranslation('connectors');
  const stuck = undelivered.filter(({ state }) => !isWaiting(state)).length;
  const waiting = undelivered.length + more - stuck;
  const kind = stuck > 0 ? 'stuck' : waiting > 0 ? 'waiting' : 'well';
  const shapes = { stuck: 'due', waiting: 'outgoing', well: 'done' } as const;
  return (
    <header className="connectors-headline">
      <h2 aria-live="polite">
        <StatusShape shape={shapes[kind]} size={18} />
        {kind === 'well' ? t('state.well') : t(`state.${kind}`, { count: kind === 'stuck' ? stuck : waiting })}
      </h2>
      <p>{t(`state.${kind}.text`)}</p>
    </header>
  );
}
