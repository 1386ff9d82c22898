import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { goTo, useLayout, usePlace } from '#renderer/ui/index';
import { MapCanvas, type MapControl, type MapPress } from '#renderer/ui/map/index';
import { BaseNotice } from './components/BaseNotice';
import { LayerPanel } from './components/LayerPanel';
import { Legend } from './components/Legend';
import { MapSearch } from './components/MapSearch';
import { PrintSheet } from './components/PrintSheet';
import { Toolbar } from './components/Toolbar';
import { MapSide } from './MapSide';
import { useCoverage } from './overlays/use-coverage';
import { useIncidentsOnMap } from './overlays/use-incidents-on-map';
import { useLayerChoices } from './overlays/use-layer-choices';
import { useSensorsOnMap } from './overlays/use-sensors-on-map';
import { choicesOf, mapPlace, type MapChoices } from './places';
import { sensorsPlace } from '../sensors/index';
import type { BuildingOnMap, GridOnMap } from './queries';
import { useBaseMap } from './use-base-map';
import { useKeptTiles } from './use-kept-tiles';
import { usePrinting } from './use-printing';
import { useFindings, type Checks } from './use-findings';
import type { HomeOnMap } from './use-homes';
import { useShownLayers } from './use-shown-layers';
import { useWorkers } from './workers/use-workers';

interface MapBoardProps {
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
  /** Undefined while they are being read. */
  readonly homes: readonly HomeOnMap[] | undefined;
  readonly checks: Checks;
}

/** The map with its tools, and beside it what is opened. */
export function MapBoard({ grids, buildings, homes, checks }: MapBoardProps) {
  const { t } = useTranslation('mapPage');
  const choices = choicesOf(usePlace().query);
  const isWide = useLayout() === 'wide';
  const base = useBaseMap();
  useKeptTiles(base, grids);
  const [control, setControl] = useState<MapControl | null>(null);
  const wanted = useLayerChoices();
  const { shown, kinds } = wanted;
  const incidents = useIncidentsOnMap(buildings);
  const sensors = useSensorsOnMap(buildings, homes);
  const coverage = useCoverage(shown.coverage, homes);
  const { workers, isAllowed: seesWorkers } = useWorkers(shown.workers);
  const [isBaseBroken, setIsBaseBroken] = useState(false);
  const findings = useFindings(checks, grids);
  const printing = usePrinting(control, grids);
  const go = (change: Partial<MapChoices>, { replace = false } = {}) =>
    goTo(mapPlace({ ...choices, ...change }), { replace });

  const layers = useShownLayers(control, {
    ...{ grids, buildings, homes, incidents, sensors, coverage, workers, findings, choices, kinds, shown },
    bounds: base.bounds,
  });
  /** One thing is opened at a time. */
  const open = (what: Partial<MapChoices>) => go({ grid: null, building: null, incident: null, ...what });
  const chooseToMerge = ({ number, boundary }: GridOnMap) => {
    const without = choices.merge.filter((each) => each !== number);
    const isChosen = without.length < choices.merge.length;
    if (boundary) go({ merge: isChosen ? without : [...without, number] }, { replace: true });
  };
  const onPress = (press: MapPress) => {
    switch (press.kind) {
      case 'area': {
        const grid = grids.find(({ record }) => record.uid === press.uid);
        if (!grid) return;
        if (choices.tool === 'merge') return chooseToMerge(grid);
        return open({ grid: grid.number, tool: choices.tool === 'list' ? 'browse' : choices.tool });
      }
      case 'incident':
        return open({ incident: press.uid, tool: 'browse' });
      case 'stop':
        return;
      case 'worker':
        return open({ tool: 'workers' });
      case 'sensor': {
        // A symbol bears the uid of its building, or the `_id` of its device.
        const isBuilding = buildings.some(({ record }) => record.uid === press.uid);
        return isBuilding ? open({ building: press.uid, tool: 'building' }) : goTo(sensorsPlace({ open: press.uid }));
      }
      case 'building':
        if (choices.tool === 'merge') return;
        return open({ building: press.uid, tool: 'building' });
      case 'point':
      case 'symbol': {
        const building =
          press.kind === 'point' ? layers.buildingOfPoint(press.index) : layers.buildingOfSymbol(press.uid);
        if (building !== undefined) open({ building, tool: 'building' });
        return;
      }
      case 'ground':
        return;
    }
  };
  const side = (
    <MapSide
      {...{
        control,
        grids,
        buildings,
        homes,
        incidents,
        sensors,
        coverage,
        seesWorkers,
        checks,
        findings,
        choices,
        go,
      }}
      homePositions={layers.positions}
    />
  );
  const isOpen =
    choices.grid !== null || choices.building !== null || choices.incident !== null || choices.tool !== 'browse';
  const counts = useMemo(
    () => ({
      areas: grids.length,
      points: grids.reduce((sum, { counts: counted }) => sum + (counted?.households ?? 0), 0),
      symbols: homes?.filter((home) => home.kinds.some((kind) => kinds.has(kind))).length ?? 0,
      incidents: incidents.length,
      sensors: sensors.length,
      coverage: coverage?.size ?? null,
      workers: workers?.length ?? null,
    }),
    [grids, homes, kinds, incidents, sensors, coverage, workers],
  );
  return (
    <div className={`map-page${isOpen ? ' has-side' : ''}${printing.isPrinting ? ' is-printing' : ''}`}>
      <h1 className="visually-hidden">{t('title')}</h1>
      <div className="map-main">
        <MapCanvas
          base={base.source}
          attribution={base.attribution}
          onPress={onPress}
          onBaseFailure={() => setIsBaseBroken(true)}
          onReady={setControl}
        >
          <Toolbar
            choices={choices}
            onPrint={printing.print}
            onTool={(tool) => go({ tool, incident: null, ...(tool === 'building' ? {} : { building: null }) })}
          />
          <MapSearch
            control={control}
            buildings={buildings}
            onBuilding={(building) => open({ building, tool: 'building' })}
          />
          <LayerPanel
            {...{ counts, shown, kinds, seesWorkers }}
            base={base}
            look={choices.look}
            startsFolded={!isWide}
            hasFailed={wanted.hasFailed}
            onShown={(layer, isShown) => wanted.change({ shown: { ...shown, [layer]: isShown } })}
            onKinds={(next) => wanted.change({ kinds: next })}
            onLook={(look) => go({ look }, { replace: true })}
          />
          <Legend control={control} shown={shown} seesWorkers={seesWorkers} />
          <BaseNotice state={base.state} isBroken={isBaseBroken} />
        </MapCanvas>
      </div>
      {isOpen && side}
      <PrintSheet grids={grids} attribution={base.attribution} />
    </div>
  );
}
