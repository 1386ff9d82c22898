export { RadarChart, TrendChart } from './ChartCanvas';
export { pictureOf, radarConfig, trendConfig, type RadarFigures, type TrendFigures } from './draw';
