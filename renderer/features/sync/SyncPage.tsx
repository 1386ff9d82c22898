import { Button } from 'antd';
import { Download, RefreshCw } from 'lucide-react';
import { useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable, useStation, useSync } from '#renderer/data/index';
import { Loading, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../people/index';
import { SignInAgain } from '../sign-in/index';
import { badgeOf } from './badge';
import { DataCard } from './components/DataCard';
import { DeviceCard } from './components/DeviceCard';
import { DevicesCard } from './components/DevicesCard';
import { HubCard } from './components/HubCard';
import { PendingCard } from './components/PendingCard';
import { RefusedCard } from './components/RefusedCard';
import { Way } from './components/Way';
import { downloadUnsent } from './download-unsent';
import { useHostView } from './health';
import { useReach } from './reach';
import { useBadgeWords } from './words';

interface SyncPageProps {
  /** What waits for a decision; handed in, because it leads back to records as this part names them. */
  readonly Conflicts: ComponentType;
}

/** Where this device's work is: a sentence, the way it takes, what waits and what came back. */
export function SyncPage({ Conflicts }: SyncPageProps) {
  const { t } = useTranslation(['sync', 'ui']);
  const language = useLanguage();
  const today = useToday();
  const station = useStation();
  const sync = useSync();
  const others = useObservable(station.othersWaiting$) ?? 0;
  const contested = useObservable(station.contested.open$)?.length ?? 0;
  const words = useBadgeWords();
  const host = useHostView();
  const reach = useReach();
  const [isSigningIn, setIsSigningIn] = useState(false);
  if (!sync) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;

  const badge = badgeOf({ ...sync, contested, reach });
  const { link, lastCurrentMs } = sync.status;
  const last =
    lastCurrentMs === null ? t('text.never') : t('text.last', { moment: momentText(lastCurrentMs, today, language) });
  return (
    <div className="sync-page">
      <header className="page-head">
        <div>
          <h1 aria-live="polite">
            {words(badge, 'lead')}
            {badge.kind === 'act' && sync.waiting > 0 && t('lead.also', { count: sync.waiting })}
          </h1>
          <p>
            {last}
            {language === 'en' ? ' ' : ''}
            {t('text.safe')}
          </p>
          {others > 0 && <p>{t('text.others', { count: others })}</p>}
        </div>
        <div className="page-actions">
          {sync.outbox.length > 0 && (
            <Button
              icon={<Download size={16} aria-hidden="true" />}
              onClick={() => downloadUnsent(sync.outbox, station.nowMs())}
            >
              {t('export')}
            </Button>
          )}
          {link.kind === 'sign-in' ? (
            <Button type="primary" onClick={() => setIsSigningIn(true)}>
              {t('sign-in')}
            </Button>
          ) : (
            <Button
              type="primary"
              icon={<RefreshCw size={16} aria-hidden="true" />}
              onClick={() => station.retrySync()}
            >
              {t('retry')}
            </Button>
          )}
        </div>
      </header>
      <Way sync={sync} reach={reach} today={today} />
      <div className="sync-columns">
        <div>
          <PendingCard sync={sync} today={today} />
          {host.kind === 'known' && <DevicesCard state={host.state} today={today} />}
          <DataCard databases={sync.status.databases} reach={reach} />
        </div>
        <div>
          <RefusedCard rows={sync.outbox.filter((row) => row.state === 'refused')} state="refused" />
          <Conflicts />
          {sync.held > 0 && <RefusedCard rows={sync.outbox.filter((row) => row.state === 'held')} state="held" />}
          <div className="health">
            <DeviceCard />
            <HubCard sync={sync} host={host} today={today} />
          </div>
        </div>
      </div>
      <SignInAgain open={isSigningIn} onClose={() => setIsSigningIn(false)} />
    </div>
  );
}
