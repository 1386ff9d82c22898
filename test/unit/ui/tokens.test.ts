import { readdirSync, readFileSync } from 'node:fs';
import { theme } from 'antd';
import { describe, expect, it } from 'vitest';
import { antdTheme } from '#renderer/ui/theme';
import { DARK, LIGHT, PALETTES, themeVariables, type Palette } from '#renderer/ui/tokens';

/** WCAG 2 relative luminance. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return Math.round(((light + 0.05) / (dark + 0.05)) * 100) / 100;
}

type Pair = readonly [front: keyof Palette, back: keyof Palette, light: number, dark: number];

/** The published table: what is written on what, and how far apart they stand. */
const TABLE: readonly Pair[] = [
  ['line2', 'surface', 3.49, 3.75],
  ['line2', 'bg', 3.2, 4.08],
  ['ink', 'surface', 15.75, 13.73],
  ['ink', 'bg', 14.45, 14.93],
  ['ink2', 'surface', 7.81, 8.08],
  ['ink2', 'bg', 7.17, 8.79],
  ['ink3', 'surface', 5.73, 5.74],
  ['ink3', 'bg', 5.26, 6.24],
  ['ink3', 'sunk', 4.82, 6.51],
  ['ink3', 'critSoft', 4.99, 5.14],
  ['ink4', 'surface', 2.61, 2.84],
  ['accent', 'surface', 6.97, 7.65],
  ['accent', 'bg', 6.39, 8.32],
  ['onAccent', 'accent', 7.02, 7.62],
  ['accent', 'accentSoft', 5.89, 6.13],
  ['crit', 'surface', 7.24, 7.48],
  ['crit', 'bg', 6.64, 8.13],
  ['onCrit', 'critFill', 5.45, 5.4],
  ['crit', 'critSoft', 6.3, 6.7],
  ['warn', 'surface', 6.96, 8.81],
  ['warnFill', 'surface', 3.56, 6.71],
  ['warn', 'warnSoft', 6.2, 7.33],
  ['ok', 'surface', 7.03, 8.24],
  ['ok', 'okSoft', 6.06, 6.88],
];

/** What words are written in; `ink4` is for what cannot be used. */
const WRITTEN = ['ink', 'ink2', 'ink3', 'accent', 'accentHover', 'crit', 'warn', 'ok'] as const;
/** What words stand on. */
const GROUNDS = ['bg', 'sunk', 'surface', 'raised', 'accentSoft', 'critSoft', 'warnSoft', 'okSoft'] as const;
/** What is told by its outline or its shape. */
const SHAPES = ['line2', 'critFill', 'warnFill', 'okFill', 'accent'] as const;

/** A colour that is spelled out. */
const COLOUR = /#[\da-f]{3,8}\b|\b(rgb|hsl)a?\(/i;
const WEIGHT = /font-weight:(?!\s*(400|600|inherit|var\())/;
/** Shadows, and the veil behind a dialog, darken whatever lies below them in either theme. */
const SHADE = /box-shadow:|rgb\(23 22 20 \/ 32%\)/;

function styleSheets(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return styleSheets(file);
    return file.endsWith('.css') ? [file] : [];
  });
}

describe('the colours', () => {
  it.each(TABLE)('%s stands out from %s as the table says', (front, back, light, dark) => {
    expect(contrast(LIGHT[front], LIGHT[back])).toBeCloseTo(light, 1);
    expect(contrast(DARK[front], DARK[back])).toBeCloseTo(dark, 1);
  });

  const pairs = (fronts: readonly (keyof Palette)[], backs: readonly (keyof Palette)[]) =>
    Object.values(PALETTES).flatMap((palette) =>
      fronts.flatMap((front) =>
        backs.map((back) => ({ what: `${front} on ${back}`, ratio: contrast(palette[front], palette[back]) })),
      ),
    );

  it('can be read on every ground there is', () => {
    for (const { what, ratio } of pairs(WRITTEN, GROUNDS)) expect(ratio, what).toBeGreaterThanOrEqual(4.5);
    for (const { what, ratio } of pairs(['onAccent'], ['accent', 'accentHover']))
      expect(ratio, what).toBeGreaterThanOrEqual(4.5);
    for (const { what, ratio } of pairs(['onCrit'], ['critFill'])) expect(ratio, what).toBeGreaterThanOrEqual(4.5);
  });

  it('leave edges, shapes and the ring of the focus to be seen', () => {
    for (const { what, ratio } of pairs(SHAPES, ['bg', 'surface', 'raised']))
      expect(ratio, what).toBeGreaterThanOrEqual(3);
    for (const { what, ratio } of pairs(['accent'], GROUNDS)) expect(ratio, what).toBeGreaterThanOrEqual(3);
  });

  it('say less where something cannot be used than where it says something', () => {
    for (const { what, ratio } of pairs(['ink4'], ['bg', 'surface', 'raised'])) expect(ratio, what).toBeLessThan(4.5);
  });

  it('stand in the tokens alone, and type in two weights', () => {
    const wrong = styleSheets('renderer').flatMap((file) =>
      readFileSync(file, 'utf8')
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .filter(
          (line) => (COLOUR.test(line) && !SHADE.test(line)) || WEIGHT.test(line) || /font-style:\s*italic/.test(line),
        )
        .map((line) => `${file}: ${line.trim()}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reach antd unshaded in both themes', () => {
    for (const name of ['light', 'dark'] as const) {
      const token = theme.getDesignToken(antdTheme(name, 'desk'));
      const palette = PALETTES[name];
      expect(token.colorPrimary).toBe(palette.accent);
      expect(token.colorPrimaryHover).toBe(palette.accentHover);
      expect(token.colorError).toBe(palette.critFill);
      expect(token.colorBgContainer).toBe(palette.raised);
      expect(token.colorTextLightSolid).toBe(palette.onAccent);
      expect(token.colorBorder).toBe(palette.line2);
    }
  });

  it('stand as variables for both themes', () => {
    const css = themeVariables();
    expect(css).toContain('[data-theme="dark"]{--bg:#171614');
    expect(css).toContain('--accent-hover:#104C62');
  });
});
