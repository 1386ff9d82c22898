import { useTranslation } from 'react-i18next';
import { addressOf, Empty, Loading } from '#renderer/ui/index';
import { useRegisterAnswer, type DwellingRow } from '#renderer/data/index';
import { Figures, MapPanel, PanelPart } from '../components/MapPanel';
import { SensorLines } from '../overlays/SensorLines';
import { homesPlace } from '../../homes/index';
import { useToday } from '../../people/index';
import type { SideProps } from '../MapSide';
import { useHeldGrids } from '../queries';
import { planOf, type FloorPlan } from './floor-plan';

interface BuildingPanelProps extends SideProps {
  readonly uid: string;
  readonly onClose: () => void;
}

/** No building has more homes than this. */
const MOST_HOMES = 3000;

/** A building, floor by floor and room by room: who lives where, and where key people do. */
export function BuildingPanel({ uid, buildings, sensors, onClose }: BuildingPanelProps) {
  const { t } = useTranslation('mapPage');
  const today = useToday();
  const held = useHeldGrids();
  const building = buildings.find(({ record }) => record.uid === uid);
  const answer = useRegisterAnswer(
    async (register) => {
      const sort = { by: 'address', descending: false } as const;
      const filter = { buildingUids: [uid] };
      const { rows } = await register.list({ kind: 'dwelling', filter, sort, offset: 0, limit: MOST_HOMES, today });
      return { uid, rows };
    },
    [uid, today],
  );
  if (!building) {
    return (
      <MapPanel title={t('building.unknown')} onClose={onClose}>
        <Empty title={t('building.unknown')} text={t('building.unknown.text')} />
      </MapPanel>
    );
  }
  const { record, gridNumber } = building;
  const rows = answer?.uid === uid ? answer.rows : undefined;
  const name = `${record.street} ${record.name}`.trim();
  const isHeld = gridNumber !== null && held.includes(gridNumber);
  const devices = sensors.filter(({ buildingUid }) => buildingUid === uid).map(({ sensor }) => sensor);
  const residents = rows?.reduce((sum, row) => sum + row.residents, 0);
  return (
    <MapPanel
      caption={gridNumber === null ? undefined : t('grid.caption', { number: gridNumber })}
      title={name}
      onClose={onClose}
      actions={<PlanLegend />}
    >
      <Figures
        figures={[
          { label: t('building.floors'), value: String(record.floors) },
          { label: t('building.units'), value: String(record.units) },
          {
            label: t('building.residents'),
            value: isHeld ? (residents?.toLocaleString('en') ?? '…') : t('unit.unknown'),
            ...(isHeld && { unit: t('unit.people') }),
          },
        ]}
      />
      {!isHeld ? (
        <p className="map-panel-text">{t('building.scope')}</p>
      ) : rows === undefined ? (
        <Loading label={t('loading')} lines={6} />
      ) : rows.length === 0 ? (
        <Empty title={t('building.empty')} text={t('building.empty.text')} />
      ) : (
        <Plan name={name} plan={planOf(rows)} />
      )}
      {devices.length > 0 && (
        <PanelPart title={t('sensor.part')}>
          <SensorLines sensors={devices} />
        </PanelPart>
      )}
    </MapPanel>
  );
}

function PlanLegend() {
  const { t } = useTranslation('mapPage');
  return (
    <ul className="plan-legend">
      <li>
        <i className="plan-room" aria-hidden="true" />
        {t('building.legend.lived')}
      </li>
      <li>
        <i className="plan-room is-vacant" aria-hidden="true" />
        {t('building.legend.vacant')}
      </li>
      <li>
        <i className="legend-person" aria-hidden="true" />
        {t('building.legend.key')}
      </li>
    </ul>
  );
}

function Plan({ name, plan }: { readonly name: string; readonly plan: FloorPlan<DwellingRow> }) {
  const { t } = useTranslation('mapPage');
  return (
    <div className="plan-box" role="region" aria-label={name} tabIndex={0}>
      <table className="plan">
        <caption className="visually-hidden">{t('building.table', { name })}</caption>
        <thead>
          <tr>
            <td />
            {plan.units.map(({ unit, columns }) => (
              <th key={unit} scope="colgroup" colSpan={columns}>
                {unit === '' ? t('building.unit.none') : t('building.unit', { unit })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plan.floors.map(({ floor, cells }) => (
            <tr key={floor}>
              <th scope="row">{t('building.floor', { floor })}</th>
              {cells.map((homes, at) => (
                <td key={at}>
                  {homes.map((home) => (
                    <Room key={home.id} home={home} />
                  ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** One home: its number, how many live in it, and whether key people do. Opens the home. */
function Room({ home }: { readonly home: DwellingRow }) {
  const { t } = useTranslation('mapPage');
  const spoken = [
    t('building.room', { room: home.room }),
    home.residents > 0 ? t('building.people', { count: home.residents }) : t('building.vacant'),
    ...(home.keyPeople > 0 ? [t('building.key', { count: home.keyPeople })] : []),
  ].join(t('comma'));
  return (
    <a
      className={`plan-room${home.residents === 0 ? ' is-vacant' : ''}`}
      href={addressOf(homesPlace({ open: home.id }))}
      title={spoken}
    >
      <span aria-hidden="true">{home.room}</span>
      <b aria-hidden="true">{home.residents === 0 ? '—' : home.residents}</b>
      <span className="visually-hidden">{spoken}</span>
      {home.keyPeople > 0 && <i className="legend-person" aria-hidden="true" />}
    </a>
  );
}
