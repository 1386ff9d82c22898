import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { bandPlaceOf } from '#shared/domain/grids/household-band';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import { boundsOf } from '#shared/geo/contains';
import { areaSquareMeters } from '#shared/geo/meters';
import { addressOf, Pill } from '#renderer/ui/index';
import { FindingList } from '../components/FindingList';
import { Figures, MapPanel, PanelPart } from '../components/MapPanel';
import { RESIDENTS_PATH } from '../../people/index';
import type { SideProps } from '../MapSide';
import { mapPlace } from '../places';
import { useMayDraw, type GridOnMap } from '../queries';
import { gridsOf } from '../use-findings';
import { useGridName } from '../words';

interface GridPanelProps extends SideProps {
  readonly grid: GridOnMap;
  readonly onClose: () => void;
}

const POSTS = [
  ['grid-worker', 'worker'],
  ['building-head', 'building-head'],
  ['volunteer', 'volunteer'],
] as const;

/** One grid: how many live in it, the key people among them, who looks after it, and what is wrong. */
export function GridPanel({ grid, grids, control, findings, homePositions, go, onClose, ...rest }: GridPanelProps) {
  const { t } = useTranslation(['mapPage', 'people']);
  const { edits } = useMayDraw();
  const nameOf = useGridName();
  const { boundary, counts, team } = grid;
  const hectares = useMemo(() => boundary && Math.round(areaSquareMeters(boundary) / 1000) / 10, [boundary]);
  const own = findings?.filter((finding) => gridsOf(finding).includes(grid.number));
  const band = counts ? bandPlaceOf(counts.households) : null;
  const number = (value: number | undefined) => value?.toLocaleString('en') ?? t('unit.unknown');
  const bounds = boundary && boundsOf(boundary);
  return (
    <MapPanel
      caption={t('grid.caption', { number: grid.number })}
      title={nameOf(grid)}
      pills={
        band && (
          <Pill shape={band === 'within' ? 'done' : 'due'} filled>
            {t(`band.${band}`)}
          </Pill>
        )
      }
      onClose={onClose}
      actions={
        <>
          {edits && (
            <Button type="primary" onClick={() => go({ tool: 'draw' })}>
              {t(boundary ? 'grid.edit' : 'grid.draw')}
            </Button>
          )}
          {bounds && control && <Button onClick={() => control.fit(bounds)}>{t('grid.show')}</Button>}
          {edits && <Button onClick={() => go({ tool: 'files' })}>{t('tool.files')}</Button>}
        </>
      }
    >
      <Figures
        figures={[
          { label: t('grid.households'), value: number(counts?.households), ...(counts && { unit: t('unit') }) },
          { label: t('grid.people'), value: number(counts?.people), ...(counts && { unit: t('unit.people') }) },
          {
            label: t('grid.area'),
            value: hectares === null ? t('unit.none') : hectares.toLocaleString('en'),
            ...(hectares !== null && { unit: t('unit.hectares') }),
          },
        ]}
      />
      {counts === null ? (
        <p className="map-panel-text">{t('grid.not-here')}</p>
      ) : (
        <PanelPart title={t('grid.kinds')}>
          <ul className="map-kind-counts">
            {KEY_KINDS.map((kind) => (
              <li key={kind}>
                <a href={addressOf({ path: RESIDENTS_PATH, query: { grid: String(grid.number), kind } })}>
                  <span>{t(`kind.${kind}`, { ns: 'people' })}</span>
                  <b>{counts.byKind[kind].toLocaleString('en')}</b>
                </a>
              </li>
            ))}
          </ul>
        </PanelPart>
      )}
      <PanelPart title={t('grid.team')}>
        <dl className="map-team">
          {POSTS.map(([post, word]) => (
            <div key={post}>
              <dt>{t(`post.${word}`)}</dt>
              <dd>
                {team[post].length > 0 ? (
                  team[post].map(({ name }) => name).join(t('and'))
                ) : (
                  <Pill shape="due">{t('team.missing')}</Pill>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </PanelPart>
      <PanelPart title={t('grid.findings')}>
        <FindingList control={control} grids={grids} findings={own} homePositions={homePositions} />
      </PanelPart>
      <PanelPart title={t('grid.buildings')}>
        <Buildings gridNumber={grid.number} {...rest} />
      </PanelPart>
    </MapPanel>
  );
}

/** The buildings of a grid, each a way to its floors and rooms. */
function Buildings({
  gridNumber,
  buildings,
  homes,
}: Pick<SideProps, 'buildings' | 'homes'> & { readonly gridNumber: number }) {
  const { t } = useTranslation('mapPage');
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { row } of homes ?? []) found.set(row.buildingUid, (found.get(row.buildingUid) ?? 0) + 1);
    return found;
  }, [homes]);
  const own = buildings.filter((building) => building.gridNumber === gridNumber);
  if (own.length === 0) return <p className="map-panel-quiet">{t('grid.buildings.none')}</p>;
  return (
    <ul className="map-buildings">
      {own.map(({ record }) => (
        <li key={record.uid}>
          <a href={addressOf(mapPlace({ building: record.uid, tool: 'building' }))}>
            <span>
              {record.street} {record.name}
            </span>
            <small>{t('grid.building.homes', { count: counts.get(record.uid) ?? 0 })}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
