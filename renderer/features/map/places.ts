import type { Place } from '#renderer/ui/index';

/** Grids, homes and key people on a map. */
export const MAP_PATH = '/map';

/** What somebody does on the map. */
const MAP_TOOLS = [
  'browse',
  'draw',
  'split',
  'merge',
  'reshapes',
  'workers',
  'measure',
  'building',
  'list',
  'files',
] as const;
export type MapTool = (typeof MAP_TOOLS)[number];

/** How the ground is drawn: as streets, or with buildings that stand up. */
export const MAP_LOOKS = ['streets', 'raised'] as const;
export type MapLook = (typeof MAP_LOOKS)[number];

/** What stands in the address of the map. */
export interface MapChoices {
  /** Number of the grid that is opened. */
  readonly grid: number | null;
  /** Uid of the building that is opened. */
  readonly building: string | null;
  /** `_id` of the incident that is opened. */
  readonly incident: string | null;
  /** Numbers of the grids that are chosen to be put together. */
  readonly merge: readonly number[];
  readonly tool: MapTool;
  readonly look: MapLook;
}

/** The map with something opened. */
export const mapPlace = ({ grid, building, incident, merge = [], tool, look }: Partial<MapChoices> = {}): Place => ({
  path: MAP_PATH,
  query: {
    grid: grid ? String(grid) : '',
    building: building ?? '',
    incident: incident ?? '',
    merge: merge.join(),
    tool: tool === undefined || tool === 'browse' ? '' : tool,
    look: look === undefined || look === 'streets' ? '' : look,
  },
});

/** What an address asks for; what it says wrongly counts as not said. */
export function choicesOf(query: Readonly<Record<string, string>>): MapChoices {
  return {
    grid: numberIn(query['grid']),
    building: query['building'] || null,
    incident: query['incident'] || null,
    merge: [...new Set((query['merge'] ?? '').split(',').flatMap((each) => numberIn(each) ?? []))],
    tool: MAP_TOOLS.find((tool) => tool === query['tool']) ?? 'browse',
    look: MAP_LOOKS.find((look) => look === query['look']) ?? 'streets',
  };
}

function numberIn(text: string | undefined): number | null {
  const number = Number(text);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}
