import { useTranslation } from 'react-i18next';
import type { BoundaryFinding } from '#shared/geo/validate';
import type { Position } from '#shared/schema/types/place';
import { Empty } from '#renderer/ui/index';
import type { MapControl } from '#renderer/ui/map/index';
import { BuildingChoice } from './building/BuildingChoice';
import { BuildingPanel } from './building/BuildingPanel';
import { GridChoice } from './components/GridChoice';
import { ListPanel } from './components/ListPanel';
import { MapPanel } from './components/MapPanel';
import { DrawPanel } from './drawing/DrawPanel';
import { FilePanel } from './drawing/FilePanel';
import { MeasurePanel } from './drawing/MeasurePanel';
import { SplitPanel } from './drawing/SplitPanel';
import { GridPanel } from './grid/GridPanel';
import type { MapChoices } from './places';
import { useMayDraw, type BuildingOnMap, type GridOnMap } from './queries';
import type { Checks } from './use-findings';
import type { HomeOnMap } from './use-homes';

/** What every panel beside the map may need. */
export interface SideProps {
  readonly control: MapControl | null;
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
  readonly homes: readonly HomeOnMap[] | undefined;
  readonly checks: Checks;
  readonly findings: readonly BoundaryFinding[] | undefined;
  readonly homePositions: ReadonlyMap<string, Position>;
  readonly choices: MapChoices;
  readonly go: (change: Partial<MapChoices>, how?: { readonly replace?: boolean }) => void;
}

/** Beside the map: what is opened, or the tool that is in the hand. */
export function MapSide(props: SideProps) {
  const { control, grids, choices, go } = props;
  const { t } = useTranslation('mapPage');
  const { edits } = useMayDraw();
  const grid = grids.find(({ number }) => number === choices.grid);
  const close = () => go({ grid: null, building: null, tool: 'browse' });
  const browse = () => go({ tool: 'browse' });
  const chooser = (title: string, text: string) => (
    <GridChoice {...{ grids, title, text }} onChoose={(number) => go({ grid: number })} onClose={close} />
  );
  switch (choices.tool) {
    case 'list':
      return <ListPanel {...props} onClose={close} />;
    case 'measure':
      return <MeasurePanel control={control} onClose={close} />;
    case 'files':
      return edits ? <FilePanel {...props} onClose={browse} /> : null;
    case 'draw':
      if (!edits) return <Refused text={t('draw.denied')} onClose={close} />;
      if (!grid) return chooser(t('draw.choose'), t('draw.choose.text'));
      return <DrawPanel key={grid.number} {...props} grid={grid} onClose={browse} />;
    case 'split':
      if (!edits) return <Refused text={t('draw.denied')} onClose={close} />;
      if (!grid?.boundary) return chooser(t('tool.split'), t('split.choose'));
      return <SplitPanel key={grid.number} {...props} grid={grid} boundary={grid.boundary} onClose={browse} />;
    case 'building':
    case 'browse':
      if (choices.building !== null) return <BuildingPanel {...props} uid={choices.building} onClose={close} />;
      if (choices.tool === 'building') return <BuildingChoice {...props} onClose={close} />;
      if (grid) return <GridPanel key={grid.number} {...props} grid={grid} onClose={close} />;
      return (
        <MapPanel title={t('grid.unknown')} onClose={close}>
          <Empty title={t('grid.unknown')} text={t('grid.unknown.text')} />
        </MapPanel>
      );
  }
}

function Refused({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { t } = useTranslation('mapPage');
  return (
    <MapPanel title={t('tool.draw')} onClose={onClose}>
      <p className="map-panel-text">{text}</p>
    </MapPanel>
  );
}
