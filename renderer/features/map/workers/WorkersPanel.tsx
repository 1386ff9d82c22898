import { useTranslation } from 'react-i18next';
import { Loading, momentText, useLanguage } from '#renderer/ui/index';
import type { MapControl } from '#renderer/ui/map/index';
import { useToday } from '../../people/index';
import { MapPanel } from '../components/MapPanel';
import { KEPT_DAYS } from './ShareSwitch';
import { useWorkers } from './use-workers';

const NEAR_ZOOM = 18;

/** Where colleagues were last, in words: when, and how sure. */
export function WorkersPanel({
  control,
  onClose,
}: {
  readonly control: MapControl | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('mapPage');
  const language = useLanguage();
  const today = useToday();
  const { workers, isAway } = useWorkers(true);
  return (
    <MapPanel title={t('workers.title')} onClose={onClose}>
      <p className="map-panel-text">{t('workers.text', { days: KEPT_DAYS })}</p>
      {isAway && (
        <p className="map-panel-note" role="status">
          {t('workers.away')}
        </p>
      )}
      {!workers && !isAway && <Loading label={t('loading')} />}
      {workers?.length === 0 && <p className="map-panel-quiet">{t('workers.none')}</p>}
      <ul className="map-rows">
        {workers?.map(({ staffUid, name, lat, lng, accuracyMeters, atMs }) => (
          <li key={staffUid}>
            <button type="button" onClick={() => control?.goTo([lng, lat], NEAR_ZOOM)}>
              <b>{name}</b>
              <small>
                {t('worker.at', { time: momentText(atMs, today, language), meters: Math.round(accuracyMeters) })}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </MapPanel>
  );
}
