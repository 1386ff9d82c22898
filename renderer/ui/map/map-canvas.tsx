import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '#shared/schema/types/place';
import { useThemeName } from '../preferences';
import type { BaseSource } from './base/types';
import type { MapControl, MapPress } from './control-types';
import { createMap } from './map-control';
import { MapControls } from './map-controls';
import 'leaflet/dist/leaflet.css';
import './map.css';

interface MapCanvasProps {
  /** Null draws the plain ground. */
  readonly base: BaseSource | null;
  /** Who made the base map; '' without one. */
  readonly attribution: string;
  readonly onPress: (press: MapPress, at: Position | null) => void;
  readonly onBaseFailure: (error: unknown) => void;
  /** The map is there; null when it goes. */
  readonly onReady: (control: MapControl | null) => void;
  /** What lies over the map. */
  readonly children?: ReactNode;
}

/** A map that fills its box, with scale, zoom, place of the device and, always, who made the base map. */
export function MapCanvas({ base, attribution, onPress, onBaseFailure, onReady, children }: MapCanvasProps) {
  const { t } = useTranslation('mapUi');
  const theme = useThemeName();
  const element = useRef<HTMLDivElement>(null);
  const [control, setControl] = useState<MapControl | null>(null);
  const handlers = useRef({ onPress, onBaseFailure, onReady });
  const helpId = useId();
  useEffect(() => {
    handlers.current = { onPress, onBaseFailure, onReady };
  });
  useEffect(() => {
    if (element.current === null) return;
    const made = createMap(
      element.current,
      {
        onPress: (press, at) => handlers.current.onPress(press, at),
        onBaseFailure: (error) => handlers.current.onBaseFailure(error),
      },
      theme,
    );
    setControl(made);
    handlers.current.onReady(made);
    return () => {
      setControl(null);
      handlers.current.onReady(null);
      made.destroy();
    };
    // The theme changes on the same map, below.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  useEffect(() => control?.setTheme(theme), [control, theme]);
  useEffect(() => control?.setBase(base), [control, base]);
  return (
    <div className="map-box">
      <div
        ref={element}
        className="map-canvas-box"
        role="application"
        aria-label={t('label')}
        aria-describedby={helpId}
        tabIndex={0}
      />
      <span id={helpId} hidden>
        {t('help')}
      </span>
      {children}
      {control && <MapControls control={control} attribution={attribution} />}
    </div>
  );
}
