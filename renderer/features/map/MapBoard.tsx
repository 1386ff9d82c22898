import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import { goTo, useLayout, usePlace } from '#renderer/ui/index';
import { MapCanvas, type MapControl, type MapPress } from '#renderer/ui/map/index';
import { BaseNotice } from './components/BaseNotice';
import { LayerPanel } from './components/LayerPanel';
import { Legend } from './components/Legend';
import { MapSearch } from './components/MapSearch';
import { PrintSheet } from './components/PrintSheet';
import { Toolbar } from './components/Toolbar';
import { MapSide } from './MapSide';
import { choicesOf, mapPlace, type MapChoices } from './places';
import type { BuildingOnMap, GridOnMap } from './queries';
import { useBaseMap } from './use-base-map';
import { usePrinting } from './use-printing';
import { useFindings, type Checks } from './use-findings';
import type { HomeOnMap } from './use-homes';
import { useShownLayers } from './use-shown-layers';

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
  const [control, setControl] = useState<MapControl | null>(null);
  const [shown, setShown] = useState({ areas: true, points: true, symbols: true });
  const [kinds, setKinds] = useState<ReadonlySet<KeyKind>>(() => new Set(KEY_KINDS));
  const [isBaseBroken, setIsBaseBroken] = useState(false);
  const findings = useFindings(checks, grids);
  const printing = usePrinting(control, grids);
  const go = (change: Partial<MapChoices>, { replace = false } = {}) =>
    goTo(mapPlace({ ...choices, ...change }), { replace });

  const layers = useShownLayers(control, {
    ...{ grids, buildings, homes, findings, choices, kinds, shown },
    bounds: base.bounds,
  });
  const onPress = (press: MapPress) => {
    switch (press.kind) {
      case 'area': {
        const grid = grids.find(({ record }) => record.uid === press.uid);
        if (grid) go({ grid: grid.number, building: null, tool: choices.tool === 'list' ? 'browse' : choices.tool });
        return;
      }
      case 'building':
        return go({ building: press.uid, grid: null, tool: 'building' });
      case 'point':
      case 'symbol': {
        const building =
          press.kind === 'point' ? layers.buildingOfPoint(press.index) : layers.buildingOfSymbol(press.uid);
        if (building !== undefined) go({ building, grid: null, tool: 'building' });
        return;
      }
      case 'ground':
        return;
    }
  };
  const side = (
    <MapSide
      {...{ control, grids, buildings, homes, checks, findings, choices, go }}
      homePositions={layers.positions}
    />
  );
  const isOpen = choices.grid !== null || choices.building !== null || choices.tool !== 'browse';
  const counts = useMemo(
    () => ({
      areas: grids.length,
      points: grids.reduce((sum, { counts: counted }) => sum + (counted?.households ?? 0), 0),
      symbols: homes?.filter((home) => home.kinds.some((kind) => kinds.has(kind))).length ?? 0,
    }),
    [grids, homes, kinds],
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
            onTool={(tool) => go({ tool, ...(tool === 'building' ? {} : { building: null }) })}
          />
          <MapSearch
            control={control}
            buildings={buildings}
            onBuilding={(building) => go({ building, grid: null, tool: 'building' })}
          />
          <LayerPanel
            {...{ counts, shown, kinds }}
            base={base}
            look={choices.look}
            startsFolded={!isWide}
            onShown={(layer, isShown) => setShown({ ...shown, [layer]: isShown })}
            onKinds={setKinds}
            onLook={(look) => go({ look }, { replace: true })}
          />
          <Legend control={control} />
          <BaseNotice state={base.state} isBroken={isBaseBroken} />
        </MapCanvas>
      </div>
      {isOpen && side}
      <PrintSheet grids={grids} attribution={base.attribution} />
    </div>
  );
}
