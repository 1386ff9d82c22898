import { FONT_STACK, PALETTES, type ThemeName } from '../tokens';

/** Colours of the base map in one theme, and those of the product's own that the map draws with. */
export interface MapColours {
  readonly land: string;
  readonly block: string;
  readonly building: string;
  readonly buildingEdge: string;
  readonly road: string;
  readonly casing: string;
  readonly water: string;
  readonly park: string;
  readonly label: string;
  /** Around labels, so that they are read on anything. */
  readonly halo: string;
  /** The disc of a cluster. */
  readonly paper: string;
  readonly ink: string;
  /** The ring of a cluster. */
  readonly ring: string;
  readonly accent: string;
  readonly onAccent: string;
  readonly crit: string;
  readonly onCrit: string;
  readonly warn: string;
  readonly ok: string;
  /** Key people. */
  readonly person: string;
  readonly onPerson: string;
  /** Walls of the 2.5-D view, the side in the light and the one in the shade. */
  readonly wallLight: string;
  readonly wallShade: string;
}

const LIGHT = PALETTES.light;
const DARK = PALETTES.dark;

const MAP_COLOURS: Readonly<Record<ThemeName, MapColours>> = {
  light: {
    land: LIGHT.mapLand,
    block: '#F5F2EB',
    building: '#E4DED2',
    buildingEdge: '#D5CDBF',
    road: '#FFFFFF',
    casing: '#DDD6C8',
    water: '#CFE0E5',
    park: '#DFE8D6',
    label: LIGHT.ink3,
    halo: LIGHT.surface,
    paper: LIGHT.surface,
    ink: LIGHT.ink,
    ring: LIGHT.s5,
    accent: LIGHT.accent,
    onAccent: LIGHT.onAccent,
    crit: LIGHT.critFill,
    onCrit: LIGHT.onCrit,
    warn: LIGHT.warnFill,
    ok: LIGHT.okFill,
    person: LIGHT.s2,
    onPerson: '#FFFFFF',
    wallLight: '#D8D0C1',
    wallShade: '#C8BFAE',
  },
  dark: {
    land: DARK.mapLand,
    block: '#23211E',
    building: '#302D28',
    buildingEdge: '#3D3932',
    road: '#3A362F',
    casing: '#171614',
    water: '#1B333C',
    park: '#233024',
    label: DARK.ink3,
    halo: DARK.bg,
    paper: DARK.surface,
    ink: DARK.ink,
    ring: DARK.s5,
    accent: DARK.accent,
    onAccent: DARK.onAccent,
    crit: DARK.critFill,
    onCrit: DARK.onCrit,
    warn: DARK.warnFill,
    ok: DARK.okFill,
    person: DARK.s2,
    onPerson: '#1F1424',
    wallLight: '#3A362F',
    wallShade: '#26241F',
  },
};

/** The map's colours in a theme. */
export const mapColours = (theme: ThemeName): MapColours => MAP_COLOURS[theme];

/** A font of the product for a canvas. */
export const canvasFont = (px: number, weight: 400 | 600 = 400): string => `${weight} ${px}px ${FONT_STACK}`;
