import type { ChartConfiguration, Plugin } from 'chart.js';
import { FONT_STACK, PALETTES, type Palette, type ThemeName } from '../tokens';
import { FONT, STILL } from './draw';

/** How many of something by name, from 0. */
export interface BarFigures {
  /** In order. */
  readonly names: readonly string[];
  readonly values: readonly number[];
}

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
