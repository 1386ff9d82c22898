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
} from 'chart.js';
import { FONT_STACK } from '../tokens';

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

export const FONT = { family: FONT_STACK, size: 12 } as const;

/** Nothing moves: figures are read, and prints are taken at any moment. */
export const STILL = {
  animation: false,
  responsive: true,
  maintainAspectRatio: false,
  events: [],
} as const satisfies NonNullable<ChartConfiguration['options']>;

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
