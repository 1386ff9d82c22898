import { Cloud, Monitor, Server, TabletSmartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { SyncView } from '#renderer/data/index';
import { momentText, Pill, useLanguage, useLayout } from '#renderer/ui/index';

interface WayProps {
  readonly sync: SyncView;
  readonly today: CalendarDate;
}

/** The way a record takes: this device, the station's host, the district. A station has no district above it until one is set up. */
export function Way({ sync, today }: WayProps) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const Device = useLayout() === 'tablet' ? TabletSmartphone : Monitor;
  const { link } = sync.status;
  const lineText =
    link.kind === 'away'
      ? t('way.link.away', { moment: momentText(link.sinceMs, today, language) })
      : t(`way.link.${link.kind}`);
  return (
    <section className="card way" aria-label={t('way.title')}>
      <div className="way-stop">
        <Device size={30} strokeWidth={1.4} aria-hidden="true" />
        <div>
          <b>{t('way.device')}</b>
          <DeviceWords sync={sync} />
        </div>
      </div>
      <div className={`way-line is-${link.kind}`}>
        <span>{lineText}</span>
        <i aria-hidden="true" />
        <span>{t('way.lan')}</span>
      </div>
      <div className="way-stop">
        <Server size={30} strokeWidth={1.4} aria-hidden="true" />
        <div>
          <b>{t('way.hub')}</b>
          <HubWords sync={sync} />
        </div>
      </div>
      <div className="way-line">
        <span>{t('way.upstream.none')}</span>
        <i aria-hidden="true" />
        <span>{t('way.wan')}</span>
      </div>
      <div className="way-stop">
        <Cloud size={30} strokeWidth={1.4} aria-hidden="true" />
        <div>
          <b>{t('way.district')}</b>
          <Pill shape="idle">{t('way.district.none')}</Pill>
        </div>
      </div>
    </section>
  );
}

function DeviceWords({ sync: { waiting, refused, held } }: Pick<WayProps, 'sync'>) {
  const { t } = useTranslation('sync');
  if (waiting > 0) return <Pill shape="outgoing">{t('way.device.waiting', { count: waiting })}</Pill>;
  const stuck = refused + held;
  if (stuck > 0) return <Pill shape="alert">{t('way.device.stuck', { count: stuck })}</Pill>;
  return <Pill shape="done">{t('way.device.none')}</Pill>;
}

function HubWords({ sync: { status } }: Pick<WayProps, 'sync'>) {
  const { t } = useTranslation('sync');
  if (status.link.kind !== 'live') return <Pill shape="offline">{t('way.hub.away')}</Pill>;
  return status.databases.every(({ state }) => state === 'current') ? (
    <Pill shape="done">{t('way.hub.current')}</Pill>
  ) : (
    <Pill shape="progress">{t('way.hub.receiving')}</Pill>
  );
}
