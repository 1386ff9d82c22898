import type { ChartConfiguration, Plugin, RadialLinearScale } from 'chart.js';
import { FONT_STACK, PALETTES, type Palette, type ThemeName } from '../tokens';
import { STILL } from './draw';

/** Figures of one thing by axis, 0 to 100, and of the time before as far as there was one. */
export interface RadarFigures {
  readonly axes: readonly string[];
  readonly now: readonly number[];
  readonly before: readonly number[] | null;
  /** Values at which something begins: drawn as rings. */
  readonly lines: readonly number[];
}

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
