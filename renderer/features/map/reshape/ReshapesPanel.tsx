import { useTranslation } from 'react-i18next';
import type { ReshapeView } from '#shared/ipc/reshape-api';
import { addressOf, Loading, momentText, Pill, StatusShape, useLanguage } from '#renderer/ui/index';
import { MapPanel } from '../components/MapPanel';
import { useStaffNames, useToday } from '../../people/index';
import { mapPlace } from '../places';
import type { BuildingOnMap, GridOnMap } from '../queries';
import { useGridNameByNumber } from '../words';
import { useReshapes } from './use-reshapes';

interface ReshapesPanelProps {
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
  readonly onClose: () => void;
}

/** How far splits and merges have come, and where everything went. */
export function ReshapesPanel({ grids, buildings, onClose }: ReshapesPanelProps) {
  const { t } = useTranslation('mapReshape');
  const { all, isAway } = useReshapes();
  return (
    <MapPanel title={t('progress.title')} onClose={onClose}>
      <p className="map-panel-text">{t('progress.text')}</p>
      {isAway && (
        <p className="map-panel-note" role="status">
          <StatusShape shape="offline" /> {t('progress.away')}
        </p>
      )}
      {!all && !isAway && <Loading label={t('progress.reading')} />}
      {all?.length === 0 && <p className="map-panel-quiet">{t('progress.none')}</p>}
      {all?.map((reshape) => (
        <Reshaping key={reshape.id} reshape={reshape} grids={grids} buildings={buildings} />
      ))}
    </MapPanel>
  );
}

/** One of them: under way, or done. */
function Reshaping({
  reshape,
  grids,
  buildings,
}: Omit<ReshapesPanelProps, 'onClose'> & { readonly reshape: ReshapeView }) {
  const { t } = useTranslation(['mapReshape', 'mapPage']);
  const language = useLanguage();
  const staffName = useStaffNames();
  const today = useToday();
  const nameOf = useGridNameByNumber(grids);
  const { kind, state, gone, waiting, counts, by, startedAtMs, endedAtMs } = reshape;
  const isDone = state === 'done';
  const names = (numbers: readonly (number | null)[]) =>
    numbers.map((number) => (number === null ? t('grid.new') : nameOf(number))).join(t('and', { ns: 'mapPage' }));
  const title = t(`progress.${kind}`, { grids: names(reshape.grids), to: names(reshape.to) });
  const progress = t('progress.buildings', { gone, count: reshape.buildings });
  const waits = buildings.filter(({ record }) => waiting.includes(record.uid));
  return (
    <section className="map-panel-part map-reshape" aria-label={title}>
      <h3>{title}</h3>
      <p>
        <Pill shape={isDone ? 'done' : 'progress'}>{t(isDone ? 'progress.done' : 'progress.moving')}</Pill>
        <span role="status">{progress}</span>
      </p>
      {!isDone && <progress max={Math.max(1, reshape.buildings)} value={gone} aria-label={progress} />}
      {!isDone && waiting.length > 0 && (
        <div className="map-finding">
          <StatusShape shape="paused" />
          <span>
            {t('progress.waiting', { count: waiting.length })}{' '}
            {waits.map(({ record }) => `${record.street} ${record.name}`).join(t('and', { ns: 'mapPage' }))}
          </span>
        </div>
      )}
      <p className="map-panel-links">
        {t('progress.to')}{' '}
        {reshape.to.map((number, at) =>
          number === null ? (
            <span key={at}>{t('grid.new')}</span>
          ) : (
            <a key={number} href={addressOf(mapPlace({ grid: number }))}>
              {nameOf(number)}
            </a>
          ),
        )}
      </p>
      <p className="map-panel-quiet">{t('progress.counts', counts)}</p>
      {counts.unreadable > 0 && (
        <p className="map-panel-quiet">{t('progress.unreadable', { count: counts.unreadable })}</p>
      )}
      {isDone && kind === 'merge' && (
        <p className="map-panel-quiet">{t('progress.empty', { grids: names(reshape.grids) })}</p>
      )}
      <p className="map-panel-quiet">
        {t('progress.when', {
          who: staffName(by) ?? t('progress.somebody'),
          time: momentText(endedAtMs ?? startedAtMs, today, language),
        })}
      </p>
    </section>
  );
}
