import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  RadarController,
  RadialLinearScale,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import { FONT_STACK, PALETTES, type Palette, type ThemeName } from '../tokens';

// What is not named here stays out of the bundle.
Chart.register(
  BarController,
  BarElement,
  RadarController,
  LineController,
  LineElement,
  PointElement,
  Filler,
  RadialLinearScale,
  LinearScale,
  CategoryScale,
);

/** Figures of one thing by axis, 0 to 100, and of the time before as far as there was one. */
export interface RadarFigures {
  readonly axes: readonly string[];
  readonly now: readonly number[];
  readonly before: readonly number[] | null;
  /** Values at which something begins: drawn as rings. */
  readonly lines: readonly number[];
}

/** How many of something by name, from 0. */
export interface BarFigures {
  /** In order. */
  readonly names: readonly string[];
  readonly values: readonly number[];
}

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

const FONT = { family: FONT_STACK, size: 12 } as const;

/** What `createRadar` makes: a polygon over its axes, with the one before dotted behind it. */
export function radarConfig(figures: RadarFigures, theme: ThemeName): ChartConfiguration {
  const palette = PALETTES[theme];
  const { axes, now, before, lines } = figures;
  return {
    type: 'radar',
    data: {
      labels: axes.map((axis, at) => `${axis} ${now[at] ?? ''}`),
      datasets: [
        {
          data: [...now],
          borderColor: palette.accent,
          backgroundColor: `${palette.accent}24`,
          borderWidth: 2,
          pointBackgroundColor: palette.surface,
          pointRadius: 4,
          fill: true,
        },
        ...(before
          ? [{ data: [...before], borderColor: palette.ink2, borderWidth: 1.5, borderDash: [2, 3], pointRadius: 0 }]
          : []),
        ...lines.map((line) => ({
          data: axes.map(() => line),
          borderColor: palette.critLine,
          borderWidth: 1,
          borderDash: [3, 3],
          pointRadius: 0,
        })),
      ],
    },
    options: {
      ...STILL,
      layout: { padding: { top: CORNER_ROOM } },
      scales: {
        r: {
          min: 0,
          max: 100,
          ticks: { display: false, stepSize: 50 },
          grid: { color: palette.line1 },
          angleLines: { color: palette.line1 },
          // Beside the corners they would take half of the width.
          pointLabels: { display: false },
        },
      },
    },
    plugins: [ringNames(lines, palette), cornerNames(palette)],
  };
}

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

/** What `BarChart` draws: a bar for each name, with its figure above. */
export function barConfig({ names, values }: BarFigures, theme: ThemeName): ChartConfiguration {
  const palette = PALETTES[theme];
  return {
    type: 'bar',
    data: {
      labels: [...names],
      datasets: [{ data: [...values], backgroundColor: palette.accent, borderWidth: 0, maxBarThickness: 36 }],
    },
    options: {
      ...STILL,
      layout: { padding: { top: 20 } },
      scales: {
        x: {
          grid: { display: false },
          border: { color: palette.line1 },
          ticks: { color: palette.ink3, font: FONT, maxRotation: 0 },
        },
        y: {
          beginAtZero: true,
          grid: { color: palette.line },
          border: { display: false },
          ticks: { color: palette.ink3, font: FONT, precision: 0, maxTicksLimit: 5 },
        },
      },
    },
    plugins: [barFigures(values, palette)],
  };
}

/** Writes each bar's figure above it. */
function barFigures(values: readonly number[], palette: Palette): Plugin {
  return {
    id: 'bar-figures',
    afterDatasetsDraw: (chart) => {
      const { ctx } = chart;
      ctx.save();
      ctx.font = `12px ${FONT_STACK}`;
      ctx.textAlign = 'center';
      ctx.textBaseline = 'bottom';
      ctx.fillStyle = palette.ink2;
      for (const [at, bar] of chart.getDatasetMeta(0).data.entries()) {
        const value = values[at] ?? 0;
        if (value > 0) ctx.fillText(String(value), bar.x, bar.y - 3);
      }
      ctx.restore();
    },
  };
}

/** Nothing moves: figures are read, and prints are taken at any moment. */
const STILL = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
} as const satisfies NonNullable<ChartConfiguration['options']>;

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

/** Room for the name above the first corner, px. */
const CORNER_ROOM = 24;

/** Names with their figures: above the first corner, and below the others, within the width that the figure takes. */
function cornerNames(palette: Palette): Plugin {
  return {
    id: 'corner-names',
    afterDatasetsDraw: (chart) => {
      const scale = chart.scales['r'] as RadialLinearScale | undefined;
      if (!scale) return;
      const { ctx, data } = chart;
      ctx.save();
      ctx.font = `13px ${FONT_STACK}`;
      ctx.fillStyle = palette.ink;
      for (const [index, label] of (data.labels ?? []).entries()) {
        const { x, y } = scale.getPointPosition(index, scale.getDistanceFromCenterForValue(scale.max));
        ctx.textAlign = Math.abs(x - scale.xCenter) < 1 ? 'center' : x < scale.xCenter ? 'left' : 'right';
        ctx.textBaseline = y < scale.yCenter ? 'bottom' : 'top';
        ctx.fillText(String(label), x, y < scale.yCenter ? y - 4 : y + 6);
      }
      ctx.restore();
    },
  };
}

/** Writes the figure of each ring beside the first axis. */
function ringNames(lines: readonly number[], palette: Palette): Plugin {
  return {
    id: 'ring-names',
    afterDatasetsDraw: (chart) => {
      const scale = chart.scales['r'] as RadialLinearScale | undefined;
      if (!scale) return;
      const { ctx } = chart;
      ctx.save();
      ctx.font = `11px ${FONT_STACK}`;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = palette.ink3;
      for (const line of lines) {
        const { x, y } = scale.getPointPositionForValue(0, line);
        ctx.fillText(String(line), x + 6, y);
      }
      ctx.restore();
    },
  };
}

/** Draws a chart on a canvas; the returned function takes it away again. */
export function drawOn(canvas: HTMLCanvasElement, config: ChartConfiguration): () => void {
  const chart = new Chart(canvas, config);
  return () => chart.destroy();
}

/** The chart as a picture for paper: light colours, sharp in print. */
export function pictureOf(config: ChartConfiguration, width: number, height: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const options = { ...config.options, responsive: false, devicePixelRatio: PAPER_RATIO };
  const chart = new Chart(canvas, { ...config, options });
  const picture = chart.toBase64Image();
  chart.destroy();
  return picture;
}
const PAPER_RATIO = 3;
