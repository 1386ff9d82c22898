import { useTranslation } from 'react-i18next';
import { addressOf, StatusShape } from '#renderer/ui/index';
import { useSight, type MapControl } from '#renderer/ui/map/index';
import type { SideProps } from '../MapSide';
import { SensorLines } from '../overlays/SensorLines';
import { mapPlace } from '../places';
import { gridsOf } from '../use-findings';
import { useGridName } from '../words';
import { FindingList } from './FindingList';
import { MapPanel, PanelPart } from './MapPanel';

const MOST_LISTED = 60;

/** What is on the map, in words: the same grids, discs and symbols, each a way to them. */
export function ListPanel({
  control,
  grids,
  homes,
  findings,
  incidents,
  sensors,
  buildings,
  coverage,
  homePositions,
  onClose,
}: SideProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('mapPage');
  const nameOf = useGridName();
  const general = findings?.filter((finding) => gridsOf(finding).length !== 1);
  return (
    <MapPanel title={t('list.title')} onClose={onClose}>
      <p className="map-panel-text">{t('list.text')}</p>
      <PanelPart title={t('list.grids')}>
        <ul className="map-buildings">
          {grids.map((grid) => (
            <li key={grid.number}>
              <a href={addressOf(mapPlace({ grid: grid.number }))}>
                <span>{nameOf(grid)}</span>
                <small>
                  {grid.counts ? t('name.households', { count: grid.counts.households }) : t('unit.unknown')}
                </small>
              </a>
            </li>
          ))}
        </ul>
      </PanelPart>
      <PanelPart title={t('grid.findings')}>
        <FindingList control={control} grids={grids} findings={general} homePositions={homePositions} />
      </PanelPart>
      {coverage && <Covered buildings={buildings} coverage={coverage} />}
      {control && <Seen control={control} homes={homes} incidents={incidents} sensors={sensors} />}
    </MapPanel>
  );
}

/** The heat of visits: buildings with their shares, the least first. */
function Covered({
  buildings,
  coverage,
}: Pick<SideProps, 'buildings'> & { readonly coverage: NonNullable<SideProps['coverage']> }) {
  const { t } = useTranslation('mapPage');
  const rows = buildings
    .flatMap(({ record }) => {
      const known = coverage.get(record.uid);
      return known ? [{ record, ...known, share: known.visited / known.people }] : [];
    })
    .sort((a, b) => a.share - b.share);
  return (
    <PanelPart title={t('layers.coverage')}>
      <p className="map-panel-quiet">{t('coverage.text')}</p>
      {rows.length === 0 && <p className="map-panel-quiet">{t('coverage.none')}</p>}
      <ul className="map-buildings">
        {rows.slice(0, MOST_LISTED).map(({ record, people: count, visited, band }) => (
          <li key={record.uid}>
            <a href={addressOf(mapPlace({ building: record.uid, tool: 'building' }))}>
              <span>
                <StatusShape shape={BAND_SHAPES[band]} />{' '}
                {t('coverage.label', { building: `${record.street} ${record.name}`, count, visited })}
              </span>
            </a>
          </li>
        ))}
      </ul>
      <More count={rows.length - MOST_LISTED} />
    </PanelPart>
  );
}

const BAND_SHAPES = { low: 'alert', middle: 'due', high: 'done' } as const;

/** Discs and key people in the part of the map that is seen. */
function Seen({
  control,
  homes,
  incidents,
  sensors,
}: Pick<SideProps, 'homes' | 'incidents' | 'sensors'> & { readonly control: MapControl }) {
  const { t } = useTranslation('mapPage');
  // What is drawn changes with the part that is seen.
  useSight(control);
  const { clusters, symbols, incidents: seen, sensors: devices } = control.seen();
  const single = new Map(sensors.map(({ sensor }) => [sensor.id, sensor]));
  const shapes = new Map(incidents.map(({ incident, shape }) => [incident.id, shape]));
  const byId = new Map(homes?.map((home) => [home.row.id, home]));
  return (
    <>
      <PanelPart title={t('layers.incidents')}>
        {seen.length === 0 && <p className="map-panel-quiet">{t('list.none')}</p>}
        <ul className="map-buildings">
          {[...seen]
            .reverse()
            .slice(0, MOST_LISTED)
            .map(({ uid, label }) => (
              <li key={uid}>
                <a href={addressOf(mapPlace({ incident: uid }))}>
                  <span>
                    <StatusShape shape={shapes.get(uid) ?? 'idle'} /> {label}
                  </span>
                </a>
              </li>
            ))}
        </ul>
        <More count={seen.length - MOST_LISTED} />
      </PanelPart>
      {devices.length > 0 && (
        <PanelPart title={t('layers.sensors')}>
          <ul className="map-buildings">
            {devices
              .filter(({ uid }) => !single.has(uid))
              .slice(0, MOST_LISTED)
              .map(({ uid, label }) => (
                <li key={uid}>
                  <a href={addressOf(mapPlace({ building: uid, tool: 'building' }))}>
                    <span>{label}</span>
                  </a>
                </li>
              ))}
          </ul>
          <SensorLines sensors={devices.flatMap(({ uid }) => single.get(uid) ?? []).slice(0, MOST_LISTED)} />
          <More count={devices.length - MOST_LISTED} />
        </PanelPart>
      )}
      <PanelPart title={t('list.clusters')}>
        {clusters.length === 0 && <p className="map-panel-quiet">{t('list.none')}</p>}
        <ul className="map-rows">
          {clusters.slice(0, MOST_LISTED).map(({ at, count }) => (
            <li key={at.join()}>
              <button type="button" onClick={() => control.goTo(at, Math.min(18, control.sight().zoom + 1))}>
                <span>{t('list.cluster', { count })}</span>
                <small>{t('grid.show')}</small>
              </button>
            </li>
          ))}
        </ul>
        <More count={clusters.length - MOST_LISTED} />
      </PanelPart>
      <PanelPart title={t('list.homes')}>
        {symbols.length === 0 && <p className="map-panel-quiet">{t('list.homes.zoom')}</p>}
        <ul className="map-buildings">
          {symbols.slice(0, MOST_LISTED).map(({ uid, label }) => (
            <li key={uid}>
              <a href={addressOf(mapPlace({ building: byId.get(uid)?.row.buildingUid ?? uid, tool: 'building' }))}>
                <span>{label}</span>
              </a>
            </li>
          ))}
        </ul>
        <More count={symbols.length - MOST_LISTED} />
      </PanelPart>
    </>
  );
}

function More({ count }: { readonly count: number }) {
  const { t } = useTranslation('mapPage');
  return count > 0 ? <p className="map-panel-quiet">{t('list.more', { count })}</p> : null;
}
