export { BarChart, RadarChart, TrendChart } from './ChartCanvas';
export { pictureOf } from './draw';
export { radarConfig, type RadarFigures } from './radar';
export { trendConfig, type TrendFigures } from './trend';
export type { BarFigures } from './bar';
