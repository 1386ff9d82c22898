import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useThemeName } from '../preferences';
import { barConfig, type BarFigures } from './bar';
import { drawOn } from './draw';
import { radarConfig, type RadarFigures } from './radar';
import { trendConfig, type TrendFigures } from './trend';
import './chart.css';

interface ChartProps<F> {
  readonly figures: F;
  /** What the chart shows, for whoever does not see it. */
  readonly label: string;
  /** The same figures in words or a table, for readers. */
  readonly children: ReactNode;
}

/** Figures by axis as a polygon. */
export function RadarChart({ figures, label, children }: ChartProps<RadarFigures>) {
  const theme = useThemeName();
  const key = JSON.stringify(figures);
  const config = useMemo(() => radarConfig(JSON.parse(key) as RadarFigures, theme), [key, theme]);
  return (
    <ChartFrame config={config} label={label} kind="radar">
      {children}
    </ChartFrame>
  );
}

/** Figures over days as lines. */
export function TrendChart({ figures, label, children }: ChartProps<TrendFigures>) {
  const theme = useThemeName();
  const key = JSON.stringify(figures);
  const config = useMemo(() => trendConfig(JSON.parse(key) as TrendFigures, theme), [key, theme]);
  return (
    <ChartFrame config={config} label={label} kind="trend">
      {children}
    </ChartFrame>
  );
}

/** How many by name, as bars. */
export function BarChart({ figures, label, children }: ChartProps<BarFigures>) {
  const theme = useThemeName();
  const key = JSON.stringify(figures);
  const config = useMemo(() => barConfig(JSON.parse(key) as BarFigures, theme), [key, theme]);
  return (
    <ChartFrame config={config} label={label} kind="bar">
      {children}
    </ChartFrame>
  );
}

interface ChartFrameProps {
  readonly config: ReturnType<typeof radarConfig>;
  readonly label: string;
  readonly kind: 'radar' | 'trend' | 'bar';
  readonly children: ReactNode;
}

function ChartFrame({ config, label, kind, children }: ChartFrameProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? drawOn(canvas.current, config) : undefined), [config]);
  return (
    <figure className={`chart chart-${kind}`}>
      <div>
        <canvas ref={canvas} role="img" aria-label={label} />
      </div>
      <figcaption className="visually-hidden">{children}</figcaption>
    </figure>
  );
}
