/** Colours of the light and the dark theme. Every other file names them as CSS variables, `var(--ink2)`, or takes them from here. */
export interface Palette {
  readonly bg: string;
  readonly sunk: string;
  readonly surface: string;
  readonly raised: string;
  readonly line: string;
  readonly line1: string;
  readonly line2: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  /** Disabled only, never information. */
  readonly ink4: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly accentLine: string;
  readonly crit: string;
  readonly critFill: string;
  readonly onCrit: string;
  readonly critSoft: string;
  readonly critLine: string;
  readonly warn: string;
  readonly warnFill: string;
  readonly warnSoft: string;
  readonly warnLine: string;
  readonly ok: string;
  readonly okFill: string;
  readonly okSoft: string;
  readonly okLine: string;
  /** Of the chart series the second, which stands for key people too, and the fifth, the ring of clusters on maps. */
  readonly s2: string;
  readonly s5: string;
  /** The ground of maps. */
  readonly mapLand: string;
}

export const LIGHT: Palette = {
  bg: '#F6F4EF',
  sunk: '#EEEAE2',
  surface: '#FFFEFC',
  raised: '#FFFFFF',
  line: '#E5E0D6',
  line1: '#D6CFC2',
  line2: '#8F887B',
  ink: '#24221E',
  ink2: '#565148',
  ink3: '#6B655A',
  ink4: '#A69F92',
  accent: '#17607A',
  accentHover: '#104C62',
  onAccent: '#FFFFFF',
  accentSoft: '#E2EDF0',
  accentLine: '#A9CAD4',
  crit: '#A3281C',
  critFill: '#BF3A2B',
  onCrit: '#FFFFFF',
  critSoft: '#FBEBE7',
  critLine: '#EBC3BA',
  warn: '#7D4F08',
  warnFill: '#B97A12',
  warnSoft: '#FAF0DB',
  warnLine: '#E6CF9E',
  ok: '#2A6342',
  okFill: '#3A8257',
  okSoft: '#E5F0E8',
  okLine: '#B5D5C0',
  s2: '#7A5785',
  s5: '#5F7D90',
  mapLand: '#EFEBE2',
};

export const DARK: Palette = {
  bg: '#171614',
  sunk: '#121110',
  surface: '#201E1B',
  raised: '#282622',
  line: '#36332D',
  line1: '#46423A',
  line2: '#7E776B',
  ink: '#EDE9E1',
  ink2: '#BBB4A8',
  ink3: '#9E978A',
  ink4: '#6A645A',
  accent: '#74BACF',
  accentHover: '#8FCADB',
  onAccent: '#0E2129',
  accentSoft: '#17333D',
  accentLine: '#2E5F70',
  crit: '#F2958A',
  critFill: '#E0685A',
  onCrit: '#2A0E0A',
  critSoft: '#3B201C',
  critLine: '#6B342C',
  warn: '#E3B660',
  warnFill: '#D49A35',
  warnSoft: '#372B15',
  warnLine: '#66501F',
  ok: '#82C59B',
  okFill: '#5FAE7E',
  okSoft: '#1B3125',
  okLine: '#2F5A41',
  s2: '#B795C2',
  s5: '#9DB6C6',
  mapLand: '#1D1C19',
};

export const PALETTES = { light: LIGHT, dark: DARK } as const;
export type ThemeName = keyof typeof PALETTES;

/** What floats over the page casts this; nothing else casts a shadow. */
const FLOATING_SHADOW: Readonly<Record<ThemeName, string>> = {
  light: '0 2px 6px rgba(36,34,30,.08), 0 12px 32px rgba(36,34,30,.10)',
  dark: '0 2px 6px rgba(0,0,0,.35), 0 12px 32px rgba(0,0,0,.45)',
};

export const FONT_STACK =
  '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei UI", sans-serif';

/** Style rules that give each theme its variables, for `<html data-theme>`. */
export function themeVariables(): string {
  return (Object.keys(PALETTES) as ThemeName[])
    .map((name) => {
      const colours = Object.entries(PALETTES[name]).map(([token, value]) => `--${kebab(token)}:${value}`);
      const rules = [...colours, `--floating:${FLOATING_SHADOW[name]}`, `color-scheme:${name}`];
      return `[data-theme="${name}"]{${rules.join(';')}}`;
    })
    .join('\n');
}

const kebab = (token: string): string => token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
