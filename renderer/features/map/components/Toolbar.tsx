import {
  Building,
  Combine,
  FileInput,
  Hand,
  History,
  List,
  Pencil,
  Printer,
  Ruler,
  Slash,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MapChoices, MapTool } from '../places';
import { useMayDraw } from '../queries';

interface ToolbarProps {
  readonly choices: MapChoices;
  readonly onTool: (tool: MapTool) => void;
  readonly onPrint: () => void;
}

const ICONS: Readonly<Record<MapTool, LucideIcon>> = {
  browse: Hand,
  draw: Pencil,
  split: Slash,
  merge: Combine,
  reshapes: History,
  workers: UserRound,
  measure: Ruler,
  building: Building,
  list: List,
  files: FileInput,
};

/** What can be done on the map, top left. Drawing is for whoever may change boundaries. */
export function Toolbar({ choices, onTool, onPrint }: ToolbarProps) {
  const { t } = useTranslation('mapPage');
  const { edits, adds } = useMayDraw();
  const groups: readonly (readonly MapTool[])[] = [
    ['browse', ...(edits ? (['draw'] as const) : []), ...(edits && adds ? (['split', 'merge'] as const) : [])],
    ['measure', 'building', 'list'],
  ];
  return (
    <div className="map-toolbar map-over" role="toolbar" aria-label={t('tool.label')}>
      {groups.map((tools, at) => (
        <div key={tools.join()} className={at === 0 ? undefined : 'map-tool-group'}>
          {tools.map((tool) => {
            const Icon = ICONS[tool];
            return (
              <button key={tool} type="button" aria-pressed={choices.tool === tool} onClick={() => onTool(tool)}>
                <Icon size={16} strokeWidth={1.7} aria-hidden="true" />
                <span>{t(`tool.${tool}`)}</span>
              </button>
            );
          })}
        </div>
      ))}
      <div className="map-tool-group">
        <button type="button" onClick={onPrint}>
          <Printer size={16} strokeWidth={1.7} aria-hidden="true" />
          <span>{t('tool.print')}</span>
        </button>
      </div>
    </div>
  );
}
