import { useTranslation } from 'react-i18next';
import { addDays, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { HostState } from '#shared/ipc/admin-api';
import type { SyncView } from '#renderer/data/index';
import { Card, dayText, momentText, useLanguage, type Shape } from '#renderer/ui/index';
import { bytesText, roomOf, type HostView } from '../health';
import { ROOM_SHAPES } from './DeviceCard';
import { Fact, Facts } from './Facts';

interface HubCardProps {
  readonly sync: SyncView;
  readonly host: HostView;
  readonly today: CalendarDate;
}

/** How the station's host is, as far as this person may see it. */
export function HubCard({ sync, host, today }: HubCardProps) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const { link, lastCurrentMs } = sync.status;
  const isLive = link.kind === 'live';
  return (
    <Card title={t('hub.title')} className="health-card">
      <Facts>
        <Fact
          name={t('hub.reach')}
          shape={isLive ? 'done' : link.kind === 'connecting' ? 'progress' : 'offline'}
          state={
            link.kind === 'away'
              ? t('hub.reach.away', { moment: momentText(link.sinceMs, today, language) })
              : t(`hub.reach.${link.kind}`)
          }
        />
        <Fact
          name={t('hub.level')}
          shape={lastCurrentMs === null ? 'idle' : 'done'}
          state={lastCurrentMs === null ? t('hub.level.never') : momentText(lastCurrentMs, today, language)}
        />
        {host.kind === 'known' && <HostFacts state={host.state} today={today} />}
      </Facts>
      {host.kind === 'hidden' && <p className="card-text quiet">{t('hub.hidden')}</p>}
      {host.kind === 'away' && <p className="card-text quiet">{t('hub.away')}</p>}
    </Card>
  );
}

/** Certificates with less than this left should be looked at. */
const CERTIFICATE_DAYS = 30;

function HostFacts({ state, today }: { readonly state: HostState; readonly today: CalendarDate }) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const { data, databases, services, certificate, version, startedAtMs } = state;
  const room = roomOf(data.freeBytes, data.diskBytes);
  const records = databases.reduce((sum, { documents }) => sum + documents, 0);
  const stopped = services.filter(({ ok }) => !ok).map(({ name }) => name);
  const until = dateAtStation(certificate.untilMs);
  const certificateShape: Shape = until < today ? 'alert' : until < addDays(today, CERTIFICATE_DAYS) ? 'due' : 'done';
  const sizes = { free: bytesText(data.freeBytes), total: bytesText(data.diskBytes) };
  return (
    <>
      <Fact
        name={t('hub.disk')}
        shape={ROOM_SHAPES[room]}
        state={t('hub.disk.state', sizes)}
        {...(room !== 'ample' && { text: t(`hub.disk.${room}`) })}
      />
      <Fact
        name={t('hub.records')}
        shape="done"
        state={t('hub.records.state', { count: records, size: bytesText(data.bytes) })}
      />
      <Fact name={t('hub.backup')} shape="due" state={t('hub.backup.none')} text={t('hub.backup.none.text')} />
      <Fact
        name={t('hub.parts')}
        shape={stopped.length === 0 ? 'done' : 'alert'}
        state={stopped.length === 0 ? t('hub.parts.ok') : t('hub.parts.stopped', { names: stopped.join(', ') })}
      />
      <Fact
        name={t('hub.certificate')}
        shape={certificateShape}
        state={t('hub.certificate.until', { day: dayText(until, today, language) })}
      />
      <Fact
        name={t('hub.version')}
        shape="done"
        state={t('hub.version.state', { version, moment: momentText(startedAtMs, today, language) })}
      />
    </>
  );
}
