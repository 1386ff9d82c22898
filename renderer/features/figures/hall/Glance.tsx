import { useTranslation } from 'react-i18next';
import type { QueueStatisticsView } from '#shared/ipc/queue-api';
import { useMinutes } from '../words';
import { useKeyNames } from './heaps';

interface GlanceProps {
  readonly figures: QueueStatisticsView;
  /** Undefined while it is being counted. */
  readonly rated: number | undefined;
}

/** What somebody with five minutes before a meeting has to know: a sentence, and six figures. */
export function Glance({ figures, rated }: GlanceProps) {
  const { t } = useTranslation('figures');
  const minutes = useMinutes();
  const nameOf = useKeyNames();
  const { taken, finished, gone, waitMs, waitP90Ms, serviceMs } = figures.whole;
  const busiest = figures.byHour.reduce(
    (most, hour) => (hour.taken > most.taken ? hour : most),
    figures.byHour[0] ?? NONE,
  );
  const slowest = [...figures.byGroup].sort((a, b) => (b.waitMs ?? -1) - (a.waitMs ?? -1))[0];
  const isSlower = slowest?.waitMs !== null && slowest !== undefined && waitMs !== null && slowest.waitMs > waitMs;
  return (
    <>
      <p className="card figures-glance" role="status">
        {waitMs === null
          ? t('glance.unserved', { count: taken })
          : t('glance.waits', { count: taken, half: minutes(waitMs), nine: minutes(waitP90Ms) })}{' '}
        {t('glance.busiest', { hour: nameOf('byHour', busiest.key), count: busiest.taken })}{' '}
        {isSlower && t('glance.slowest', { group: nameOf('byGroup', slowest.key), half: minutes(slowest.waitMs) })}
      </p>
      <dl className="card figures-numbers">
        <Figure name={t('hall.col.taken')} value={String(taken)} />
        <Figure name={t('hall.col.finished')} value={String(finished)} />
        <Figure name={t('hall.col.gone')} value={String(gone)} note={t('glance.gone')} />
        <Figure
          name={t('hall.col.wait')}
          value={minutes(waitMs)}
          note={waitP90Ms === null ? '' : t('glance.nine', { nine: minutes(waitP90Ms) })}
        />
        <Figure name={t('hall.col.service')} value={minutes(serviceMs)} />
        <Figure
          name={t('glance.rated')}
          value={rated === undefined ? '…' : String(Math.min(rated, finished))}
          note={rated === undefined ? '' : t('glance.unrated', { count: Math.max(0, finished - rated) })}
        />
      </dl>
    </>
  );
}

const NONE = { key: '00', taken: 0 } as const;

function Figure({ name, value, note = '' }: { readonly name: string; readonly value: string; readonly note?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {value} {note !== '' && <small>{note}</small>}
      </dd>
    </div>
  );
}
