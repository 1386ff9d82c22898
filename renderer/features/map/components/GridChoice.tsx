import { useTranslation } from 'react-i18next';
import { Pill } from '#renderer/ui/index';
import type { GridOnMap } from '../queries';
import { useGridName } from '../words';
import { MapPanel } from './MapPanel';

interface GridChoiceProps {
  readonly grids: readonly GridOnMap[];
  readonly title: string;
  readonly text: string;
  readonly onChoose: (number: number) => void;
  readonly onClose: () => void;
}

/** Which grid is meant, for a tool that needs one. */
export function GridChoice({ grids, title, text, onChoose, onClose }: GridChoiceProps) {
  const { t } = useTranslation('mapPage');
  const nameOf = useGridName();
  return (
    <MapPanel title={title} onClose={onClose}>
      <p className="map-panel-text">{text}</p>
      <ul className="map-rows">
        {grids.map((grid) => (
          <li key={grid.number}>
            <button type="button" onClick={() => onChoose(grid.number)}>
              <b>{nameOf(grid)}</b>
              <Pill shape={grid.boundary ? 'done' : 'idle'}>{t(grid.boundary ? 'draw.drawn' : 'draw.undrawn')}</Pill>
            </button>
          </li>
        ))}
      </ul>
    </MapPanel>
  );
}
