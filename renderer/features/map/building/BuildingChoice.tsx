import { useTranslation } from 'react-i18next';
import { addressOf } from '#renderer/ui/index';
import { MapPanel } from '../components/MapPanel';
import type { SideProps } from '../MapSide';
import { mapPlace } from '../places';
import { useGridNameByNumber } from '../words';

/** Which building is meant: those of the chosen grid, or of all, by grid. */
export function BuildingChoice({ buildings, grids, choices, onClose }: SideProps & { readonly onClose: () => void }) {
  const { t } = useTranslation('mapPage');
  const nameOf = useGridNameByNumber(grids);
  const shown = grids.filter(({ number }) => choices.grid === null || number === choices.grid);
  return (
    <MapPanel title={t('building.choose')} onClose={onClose}>
      <p className="map-panel-text">{t('building.choose.text')}</p>
      {shown.map(({ number }) => {
        const own = buildings.filter(({ gridNumber }) => gridNumber === number);
        return (
          <details key={number} className="map-group" open={shown.length === 1}>
            <summary>
              <b>{nameOf(number)}</b>
              <small>{own.length}</small>
            </summary>
            <ul className="map-buildings">
              {own.map(({ record }) => (
                <li key={record.uid}>
                  <a href={addressOf(mapPlace({ building: record.uid, tool: 'building' }))}>
                    <span>
                      {record.street} {record.name}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </MapPanel>
  );
}
