import type { ChartConfiguration, Plugin } from 'chart.js';
import { FONT_STACK, PALETTES, type Palette, type ThemeName } from '../tokens';
import { FONT, STILL } from './draw';

/** Lines over days, 0 to 100; null where there was nothing to measure. */
export interface TrendFigures {
  /** Name of each day, in order. */
  readonly days: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly lines: readonly number[];
}

/** Series are told apart by colour, dashes and points. */
const LOOKS = [
  { colour: 'accent', dash: [], point: 'circle' },
  { colour: 's2', dash: [6, 3], point: 'rect' },
  { colour: 'ok', dash: [2, 3], point: 'triangle' },
] as const;

/** What `createTrend` makes: a line for each series, named at its end. */
export function trendConfig({ days, series, lines }: TrendFigures, theme: ThemeName): ChartConfiguration {
  const palette = PALETTES[theme];
  return {
    type: 'line',
    data: {
      labels: [...days],
      datasets: [
        ...series.map(({ name, values }, at) => {
          const look = LOOKS[at % LOOKS.length] ?? LOOKS[0];
          const colour = palette[look.colour];
          return {
            label: name,
            data: [...values],
            borderColor: colour,
            backgroundColor: colour,
            borderWidth: 2,
            borderDash: [...look.dash],
            pointStyle: look.point,
            // The newest has a point, and whatever stands alone between gaps, which could not be seen else.
            pointRadius: values.map((value, index) =>
              index === values.length - 1 || (value !== null && isAlone(values, index)) ? 4 : 0,
            ),
          };
        }),
        ...lines.map((line) => ({
          data: days.map(() => line),
          borderColor: palette.critLine,
          borderWidth: 1,
          borderDash: [3, 3],
          pointRadius: 0,
        })),
      ],
    },
    options: {
      ...STILL,
      layout: { padding: { right: endWidth(series.map(({ name }) => name)), top: 8 } },
      scales: {
        x: {
          grid: { display: false },
          border: { color: palette.line1 },
          ticks: { color: palette.ink3, font: FONT, maxTicksLimit: 4, maxRotation: 0, autoSkipPadding: 16 },
        },
        y: {
          min: 0,
          max: 100,
          grid: { color: palette.line },
          border: { display: false },
          ticks: { color: palette.ink3, font: FONT, stepSize: 50 },
        },
      },
    },
    plugins: [
      endNames(
        series.map(({ name }) => name),
        palette,
      ),
    ],
  };
}

const isAlone = (values: readonly (number | null)[], at: number): boolean =>
  (values[at - 1] ?? null) === null && (values[at + 1] ?? null) === null;

/** Room for the longest of them and a figure, px. */
const endWidth = (names: readonly string[]): number =>
  Math.max(64, ...names.map((name) => 48 + [...name].reduce((sum, letter) => sum + (letter > '~' ? 12 : 7), 0)));

/** Writes each series' name and newest figure beside its end, one below the other where they are close. */
function endNames(names: readonly string[], palette: Palette): Plugin {
  return {
    id: 'end-names',
    afterDatasetsDraw: (chart) => {
      const ends = names.flatMap((name, at) => {
        const value = chart.data.datasets[at]?.data.at(-1);
        const point = chart.getDatasetMeta(at).data.at(-1);
        const look = LOOKS[at % LOOKS.length] ?? LOOKS[0];
        return point && typeof value === 'number' ? [{ text: `${name} ${value}`, x: point.x, y: point.y, look }] : [];
      });
      ends.sort((a, b) => a.y - b.y);
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${FONT_STACK}`;
      ctx.textBaseline = 'middle';
      let lowest = -Infinity;
      for (const { text, x, y, look } of ends) {
        lowest = Math.max(y, lowest + 16);
        ctx.fillStyle = palette[look.colour];
        ctx.fillText(text, x + 9, lowest);
      }
      ctx.restore();
    },
  };
}
