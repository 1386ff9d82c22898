import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coverage } from '#shared/domain/grids/coverage';
import type { KeyKind } from '#shared/domain/people/key-people';
import { boundsOf, boundsOfPositions, type Bounds } from '#shared/geo/contains';
import type { BoundaryFinding } from '#shared/geo/validate';
import type { Position } from '#shared/schema/types/place';
import { SWITCHED_LAYERS, type MapControl, type SwitchedLayer } from '#renderer/ui/map/index';
import { markedBy } from './finding-words';
import { coveredBuildings } from './overlays/covered-buildings';
import { incidentSymbols, marksOf, type IncidentOnMap } from './overlays/incident-symbols';
import type { SensorOnMap } from './overlays/sensor-symbols';
import { useSensorSymbols } from './overlays/use-sensors-on-map';
import { areasOf, householdPoints, keySymbols, namesOf } from './layers';
import type { MapChoices } from './places';
import type { BuildingOnMap, GridOnMap } from './queries';
import { gridsOf } from './use-findings';
import type { HomeOnMap } from './use-homes';
import { useGridName, useSymbolWords } from './words';
import type { WorkerOnMap } from './workers/use-workers';
import { useWorkerSymbols } from './workers/worker-symbols';

interface Shown {
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
  readonly homes: readonly HomeOnMap[] | undefined;
  readonly incidents: readonly IncidentOnMap[];
  readonly sensors: readonly SensorOnMap[];
  readonly coverage: ReadonlyMap<string, Coverage> | undefined;
  readonly workers: readonly WorkerOnMap[] | undefined;
  readonly findings: readonly BoundaryFinding[] | undefined;
  readonly choices: MapChoices;
  readonly kinds: ReadonlySet<KeyKind>;
  readonly shown: Readonly<Record<SwitchedLayer, boolean>>;
  /** What the base map covers, where no grid says where to look. */
  readonly bounds: Bounds | null;
}

/** What the layers hand back. */
export interface ShownLayers {
  /** Uid of the building that a point or a symbol stands for; undefined for one that is gone. */
  readonly buildingOfPoint: (index: number) => string | undefined;
  readonly buildingOfSymbol: (uid: string) => string | undefined;
  /** Where homes stand, by uid. */
  readonly positions: ReadonlyMap<string, Position>;
}

/** Brings grids, homes and buildings onto the map, and the map to where they are. */
export function useShownLayers(control: MapControl | null, data: Shown): ShownLayers {
  const { grids, buildings, homes, incidents, sensors, coverage, workers, findings, choices, kinds, shown, bounds } =
    data;
  const { t } = useTranslation('mapPage');
  const nameOf = useGridName();
  const words = useSymbolWords();
  // What lies under the hand would hide the line.
  const isDrawing = choices.tool === 'draw' || choices.tool === 'split';
  const isMerging = choices.tool === 'merge';
  const selected = grids.find(({ number }) => number === choices.grid);

  const areas = useMemo(() => areasOf(grids), [grids]);
  const names = useMemo(() => namesOf(grids, nameOf, t), [grids, nameOf, t]);
  const symbols = useMemo(() => keySymbols(homes ?? [], buildings, kinds, words), [homes, buildings, kinds, words]);
  const standing = useMemo(
    () =>
      buildings.flatMap(({ record, ring }) =>
        ring ? [{ uid: record.uid, ring, floors: record.floors, name: record.name }] : [],
      ),
    [buildings],
  );
  const happened = useMemo(
    () =>
      incidentSymbols(incidents, ({ incident, shape }) =>
        t('incident.label', { title: incident.record.title, state: t(`incident.${shape}`) }),
      ),
    [incidents, t],
  );
  const covered = useMemo(() => coveredBuildings(buildings, coverage), [buildings, coverage]);
  const colleagues = useWorkerSymbols(workers);
  const devices = useSensorSymbols(shown.sensors, sensors, buildings);
  // Households are drawn anew only when other incidents mark others.
  const marking = incidents.map(({ incident, shape, buildingUid }) => `${incident.id} ${shape} ${buildingUid}`).join();
  const marked = useMemo(
    () =>
      choices.grid === null || choices.tool !== 'browse'
        ? []
        : markedBy((findings ?? []).filter((finding) => gridsOf(finding).includes(choices.grid ?? 0))),
    [findings, choices.grid, choices.tool],
  );
  const ofPoints = useRef<readonly HomeOnMap[]>([]);

  useEffect(() => control?.setAreas(areas), [control, areas]);
  useEffect(() => control?.setNames(shown.areas ? names : []), [control, names, shown.areas]);
  useEffect(() => control?.setSymbols(symbols), [control, symbols]);
  useEffect(() => control?.setBuildings(standing, choices.look === 'raised'), [control, standing, choices.look]);
  useEffect(() => control?.setIncidents(happened), [control, happened]);
  useEffect(() => control?.setCoverage(covered), [control, covered]);
  useEffect(() => control?.setWorkers(colleagues), [control, colleagues]);
  useEffect(() => control?.setSensors(devices), [control, devices]);
  useEffect(() => {
    // The panel of that tool marks what is chosen.
    if (!isMerging) control?.setMarked(marked);
  }, [control, marked, isMerging]);
  useEffect(() => {
    if (!control || !homes) return;
    const { points, homes: each } = householdPoints(homes, (all) => marksOf(all, incidents));
    ofPoints.current = each;
    void control.setPoints(points);
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [control, homes, marking]);
  const area = selected?.record.uid ?? null;
  useEffect(
    () => control?.setSelected({ area, symbol: null, building: choices.building, incident: choices.incident }),
    [control, area, choices.building, choices.incident, names],
  );
  useEffect(() => {
    for (const layer of SWITCHED_LAYERS) {
      control?.setShown(layer, shown[layer] && !(isDrawing && layer !== 'areas'));
    }
  }, [control, shown, isDrawing]);
  useStartingPlace(control, data, bounds);

  const byId = useMemo(() => new Map(homes?.map((home) => [home.row.id, home])), [homes]);
  const positions = useMemo(() => new Map(homes?.map((home) => [home.row.uid, home.position])), [homes]);
  return {
    buildingOfPoint: (index) => ofPoints.current[index]?.row.buildingUid,
    // A symbol bears the uid of its building, or the `_id` of its home.
    buildingOfSymbol: (id) =>
      byId.get(id)?.row.buildingUid ?? buildings.find(({ record }) => record.uid === id)?.record.uid,
    positions,
  };
}

/** Nearer than this, homes no longer stand together in discs. */
const OVERVIEW_ZOOM = 17.5;

/** Where the map begins: at what the address names, else at all grids, else at the base map. Once; after that it is the hand's. */
function useStartingPlace(control: MapControl | null, { grids, buildings, choices }: Shown, base: Bounds | null): void {
  const placed = useRef<MapControl | null>(null);
  const fitted = useRef(false);
  useEffect(() => {
    if (!control || (placed.current === control && fitted.current)) return;
    const building = buildings.find(({ record }) => record.uid === choices.building);
    const own = grids.find(({ number }) => number === choices.grid)?.boundary;
    const drawn = grids.flatMap(({ boundary }) => boundary ?? []);
    const known = own
      ? boundsOf(own)
      : drawn.length > 0
        ? boundsOf(drawn)
        : boundsOfPositions(buildings.map(({ center }) => center));
    if (building) control.goTo(building.center, 18);
    else if (known ?? base) control.fit((known ?? base) as Bounds, own ? undefined : OVERVIEW_ZOOM);
    else return;
    placed.current = control;
    fitted.current = true;
    // Later choices do not move the map; what opens them does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [control, grids, buildings, base]);
}
