import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Coverage } from '#shared/domain/grids/coverage';
import type { BoundaryFinding } from '#shared/geo/validate';
import type { Position } from '#shared/schema/types/place';
import { Empty, Loading } from '#renderer/ui/index';
import type { MapControl } from '#renderer/ui/map/index';
import { loadIncidentBeside } from '../incidents/index';
import { BuildingChoice } from './building/BuildingChoice';
import { BuildingPanel } from './building/BuildingPanel';
import { GridChoice } from './components/GridChoice';
import { ListPanel } from './components/ListPanel';
import { MapPanel } from './components/MapPanel';
import { DrawPanel } from './drawing/DrawPanel';
import { FilePanel } from './drawing/FilePanel';
import { MeasurePanel } from './drawing/MeasurePanel';
import { GridPanel } from './grid/GridPanel';
import type { IncidentOnMap } from './overlays/incident-symbols';
import type { SensorOnMap } from './overlays/sensor-symbols';
import type { MapChoices } from './places';
import { useMayDraw, type BuildingOnMap, type GridOnMap } from './queries';
import { MergePanel } from './reshape/MergePanel';
import { ReshapesPanel } from './reshape/ReshapesPanel';
import { SplitPanel } from './reshape/SplitPanel';
import type { Checks } from './use-findings';
import type { HomeOnMap } from './use-homes';
import { WorkersPanel } from './workers/WorkersPanel';

const IncidentBeside = lazy(loadIncidentBeside);

/** What every panel beside the map may need. */
export interface SideProps {
  readonly control: MapControl | null;
  readonly grids: readonly GridOnMap[];
  readonly buildings: readonly BuildingOnMap[];
  readonly homes: readonly HomeOnMap[] | undefined;
  readonly incidents: readonly IncidentOnMap[];
  /** Devices in use, whether their layer is shown or not. */
  readonly sensors: readonly SensorOnMap[];
  /** By building; undefined while nobody asks for it. */
  readonly coverage: ReadonlyMap<string, Coverage> | undefined;
  /** Whether this person may see where colleagues were last. */
  readonly seesWorkers: boolean;
  readonly checks: Checks;
  readonly findings: readonly BoundaryFinding[] | undefined;
  readonly homePositions: ReadonlyMap<string, Position>;
  readonly choices: MapChoices;
  readonly go: (change: Partial<MapChoices>, how?: { readonly replace?: boolean }) => void;
}

/** Beside the map: what is opened, or the tool that is in the hand. */
export function MapSide(props: SideProps) {
  const { control, grids, seesWorkers, choices, go } = props;
  const { t } = useTranslation(['mapPage', 'mapReshape']);
  const { edits, adds } = useMayDraw();
  const grid = grids.find(({ number }) => number === choices.grid);
  const close = () => go({ grid: null, building: null, incident: null, merge: [], tool: 'browse' });
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
      if (!edits || !adds) return <Refused text={t('draw.denied')} onClose={close} />;
      if (!grid?.boundary) return chooser(t('tool.split'), t('split.choose', { ns: 'mapReshape' }));
      return <SplitPanel key={grid.number} {...props} grid={grid} boundary={grid.boundary} onClose={browse} />;
    case 'merge':
      if (!edits || !adds) return <Refused text={t('draw.denied')} onClose={close} />;
      return <MergePanel {...props} onClose={close} />;
    case 'reshapes':
      if (!edits || !adds) return <Refused text={t('draw.denied')} onClose={close} />;
      return <ReshapesPanel {...props} onClose={close} />;
    case 'workers':
      return seesWorkers ? <WorkersPanel control={control} onClose={close} /> : null;
    case 'building':
    case 'browse':
      if (choices.incident !== null) return <Incident id={choices.incident} onClose={close} />;
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

/** An incident beside the map, as beside its list. */
function Incident({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation('mapPage');
  return (
    <div className="map-panel">
      <Suspense fallback={<Loading label={t('loading')} />}>
        <IncidentBeside id={id} onClose={onClose} />
      </Suspense>
    </div>
  );
}

function Refused({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  const { t } = useTranslation('mapPage');
  return (
    <MapPanel title={t('tool.draw')} onClose={onClose}>
      <p className="map-panel-text">{text}</p>
    </MapPanel>
  );
}
