import { Cloud, Monitor, Server, TabletSmartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { SyncView } from '#renderer/data/index';
import { momentText, Pill, useLanguage, useLayout } from '#renderer/ui/index';
import type { Reach } from '../reach';

interface WayProps {
  readonly sync: SyncView;
  readonly reach: Reach;
  readonly today: CalendarDate;
}

/** The way a record takes: this device, the station's host, the district. A station has no district above it until one is set up. */
export function Way({ sync, reach, today }: WayProps) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const Device = useLayout() === 'tablet' ? TabletSmartphone : Monitor;
  const { link } = sync.status;
  const lineText =
    link.kind === 'away'
      ? t('way.link.away', { moment: momentText(link.sinceMs, today, language) })
      : t(`way.link.${link.kind}`);
  const upstreamText = (at: Reach): string =>
    at.kind === 'there' && at.atMs !== null
      ? t('way.upstream.there', { moment: momentText(at.atMs, today, language) })
      : t(`way.upstream.${at.kind === 'there' ? 'left' : at.kind}`);
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
      <div className={`way-line is-${reach.kind === 'there' ? 'live' : reach.kind}`}>
        <span>{upstreamText(reach)}</span>
        <i aria-hidden="true" />
        <span>{t('way.wan')}</span>
      </div>
      <div className="way-stop">
        <Cloud size={30} strokeWidth={1.4} aria-hidden="true" />
        <div>
          <b>{t('way.district')}</b>
          <DistrictWords reach={reach} />
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

function DistrictWords({ reach }: Pick<WayProps, 'reach'>) {
  const { t } = useTranslation('sync');
  switch (reach.kind) {
    case 'none':
      return <Pill shape="idle">{t('way.district.none')}</Pill>;
    case 'unknown':
      return <Pill shape="idle">{t('way.district.unknown')}</Pill>;
    case 'there':
      return <Pill shape="done">{t('way.district.there')}</Pill>;
    case 'left':
      if (reach.left > 0) return <Pill shape="outgoing">{t('way.district.left', { count: reach.left })}</Pill>;
      return reach.refused > 0 ? (
        <Pill shape="due">{t('way.district.refused', { count: reach.refused })}</Pill>
      ) : (
        <Pill shape="progress">{t('way.district.asking')}</Pill>
      );
  }
}
