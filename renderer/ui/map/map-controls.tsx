import { MapPin, Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MapControl } from './control-types';
import { scaleBar } from './scale';
import { useSight } from './use-sight';

interface MapControlsProps {
  readonly control: MapControl;
  readonly attribution: string;
}

/** Scale, zoom and the place of the device, bottom right; who made the base map beside them. */
export function MapControls({ control, attribution }: MapControlsProps) {
  const { t } = useTranslation('mapUi');
  const { metersPerPixel } = useSight(control);
  const { meters, pixels } = scaleBar(metersPerPixel);
  const [trouble, setTrouble] = useState<'denied' | 'failed' | null>(null);
  const locate = () => {
    setTrouble(null);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const at = [coords.longitude, coords.latitude] as const;
        control.setHere({ at, accuracyMeters: coords.accuracy });
        control.goTo(at, 17);
      },
      ({ code }) => setTrouble(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: 10_000 },
    );
  };
  return (
    <>
      {trouble && (
        <p className="map-trouble map-over" role="alert">
          {t(`locate.${trouble}`)}
        </p>
      )}
      <div className="map-foot map-over">
        <p className="map-scale">
          <span>
            {meters >= 1000 ? t('scale.kilometers', { kilometers: meters / 1000 }) : t('scale.meters', { meters })}
          </span>
          <i aria-hidden="true" style={{ width: pixels }} />
        </p>
        <div className="map-zoom">
          <button type="button" aria-label={t('zoom.in')} onClick={() => control.zoomBy(1)}>
            <Plus size={16} aria-hidden="true" />
          </button>
          <button type="button" aria-label={t('zoom.out')} onClick={() => control.zoomBy(-1)}>
            <Minus size={16} aria-hidden="true" />
          </button>
          <button type="button" aria-label={t('locate')} onClick={locate}>
            <MapPin size={16} aria-hidden="true" />
          </button>
        </div>
      </div>
      {attribution !== '' && <p className="map-attribution">{attribution}</p>}
    </>
  );
}
