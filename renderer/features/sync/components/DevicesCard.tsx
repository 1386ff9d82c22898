import { Monitor, TabletSmartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { HostState } from '#shared/ipc/admin-api';
import { useSession } from '#renderer/data/index';
import { Card, momentText, Pill, useLanguage } from '#renderer/ui/index';

interface DevicesCardProps {
  readonly state: HostState;
  readonly today: CalendarDate;
}

const ICONS = { workstation: Monitor, tablet: TabletSmartphone } as const;

/** A device that called within this long counts as there. */
const THERE_MS = 5 * 60_000;

/** The station's devices and when each was last in touch, as the host knows it. */
export function DevicesCard({ state: { devices, nowMs }, today }: DevicesCardProps) {
  const { t } = useTranslation('sync');
  const language = useLanguage();
  const { deviceId } = useSession();
  return (
    <Card
      title={t('devices.title')}
      aside={<span className="end quiet">{t('devices.count', { count: devices.length })}</span>}
    >
      <ul className="pending">
        {devices.map(({ id, name, kind, lastSeenMs }) => {
          const Icon = ICONS[kind];
          return (
            <li key={id}>
              <Icon size={16} aria-hidden="true" />
              <span>{id === deviceId ? t('devices.own', { name }) : name}</span>
              <span className="end">
                <Pill shape={nowMs - lastSeenMs < THERE_MS ? 'done' : 'offline'}>
                  {momentText(lastSeenMs, today, language)}
                </Pill>
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
