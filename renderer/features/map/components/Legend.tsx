import { useTranslation } from 'react-i18next';
import { StatusShape } from '#renderer/ui/index';
import { COVERAGE_BANDS, useSight, type MapControl, type SwitchedLayer } from '#renderer/ui/map/index';
import { INCIDENT_SHAPES } from '../overlays/incident-symbols';
import { SENSOR_SHAPES } from '../overlays/sensor-symbols';

const KEY_PEOPLE_FROM = 17;

interface LegendProps {
  readonly control: MapControl | null;
  readonly shown: Readonly<Record<SwitchedLayer, boolean>>;
  readonly seesWorkers: boolean;
}

/** What the marks on the map mean, of the layers that are shown, bottom left; printed too. */
export function Legend({ control, shown, seesWorkers }: LegendProps) {
  const { t } = useTranslation('mapPage');
  return (
    <ul className="map-legend map-over" aria-label={t('legend')}>
      {shown.incidents &&
        INCIDENT_SHAPES.map((shape) => (
          <li key={shape}>
            <StatusShape shape={shape} />
            {t(`incident.${shape}`)}
          </li>
        ))}
      {shown.sensors &&
        SENSOR_SHAPES.map((shape) => (
          <li key={shape}>
            <i className={`legend-sensor is-${shape}`} aria-hidden="true" />
            {t(`sensor.${shape.slice('sensor-'.length)}`)}
          </li>
        ))}
      {shown.symbols && (
        <li>
          <i className="legend-person" aria-hidden="true" />
          {control ? <PersonWords control={control} /> : t('legend.person')}
        </li>
      )}
      {shown.workers && seesWorkers && (
        <li>
          <i className="legend-worker" aria-hidden="true" />
          {t('legend.worker')}
        </li>
      )}
      {shown.points && (
        <li>
          <i className="legend-points" aria-hidden="true" />
          {t('legend.points')}
        </li>
      )}
      {shown.areas && (
        <>
          <li>
            <i className="legend-grid" aria-hidden="true" />
            {t('legend.grid')}
          </li>
          <li>
            <StatusShape shape="due" />
            {t('legend.watch')}
          </li>
        </>
      )}
      {shown.coverage &&
        COVERAGE_BANDS.map((band) => (
          <li key={band}>
            <i className={`legend-coverage is-${band}`} aria-hidden="true" />
            {t(`coverage.${band}`)}
          </li>
        ))}
    </ul>
  );
}

/** Key people are not drawn from afar; then the legend says so. */
function PersonWords({ control }: { readonly control: MapControl }) {
  const { t } = useTranslation('mapPage');
  const { zoom } = useSight(control);
  return t(zoom >= KEY_PEOPLE_FROM ? 'legend.person' : 'legend.person.later');
}
