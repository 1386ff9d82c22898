export { BarChart, RadarChart, TrendChart } from './ChartCanvas';
export { pictureOf, radarConfig, trendConfig, type BarFigures, type RadarFigures, type TrendFigures } from './draw';
