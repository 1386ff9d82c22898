import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty, goTo, Loading, Pill, useLayout, usePlace } from '#renderer/ui/index';
import { useGridName } from '../../../lists/index';
import { useUnits } from '../../names';
import { INCIDENT_UNITS_PATH } from '../../places';
import { useUnitRecords, type UnitRecord } from '../../queries';
import { UnitPanel } from './UnitPanel';
import './units.css';

/** What the address names for a unit that is not there yet. */
const NEW = 'new';

const show = (open: string, isReplacing: boolean) =>
  goTo({ path: INCIDENT_UNITS_PATH, query: { open } }, { replace: isReplacing });

/** The units that incidents are sent to, and beside them the one that is opened. */
export function UnitsSection() {
  const { t } = useTranslation(['incidentUnits', 'incidentTables']);
  const isTablet = useLayout() === 'tablet';
  const { open = '' } = usePlace().query;
  const units = useUnitRecords();
  if (!units) return <Loading label={t('loading', { ns: 'incidentTables' })} lines={6} />;
  const chosen = units.find(({ uid }) => uid === open) ?? null;
  const isOpen = chosen !== null || open === NEW;
  return (
    <div className="list-body">
      <section className="card list-card" hidden={isTablet && isOpen}>
        <div className="tables-tools">
          <p>{t('text')}</p>
          <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW, isOpen)}>
            {t('add')}
          </Button>
        </div>
        {units.length === 0 ? (
          <Empty title={t('none')} text={t('none.text')} />
        ) : (
          <ul className="unit-rows">
            {units.map((unit) => (
              <UnitRow key={unit.uid} unit={unit} isChosen={unit === chosen} onOpen={() => show(unit.uid, isOpen)} />
            ))}
          </ul>
        )}
      </section>
      {isOpen && (
        <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
          <UnitPanel
            key={open}
            unit={chosen}
            all={units}
            onClose={() => show('', false)}
            onSaved={(uid) => show(uid, true)}
          />
        </aside>
      )}
    </div>
  );
}

interface UnitRowProps {
  readonly unit: UnitRecord;
  readonly isChosen: boolean;
  readonly onOpen: () => void;
}

function UnitRow({ unit, isChosen, onOpen }: UnitRowProps) {
  const { t } = useTranslation(['incidentUnits', 'incidents']);
  const { nameOfUnit } = useUnits();
  const gridName = useGridName();
  const { uid, kind, memberUids, gridNumbers, phone, active } = unit;
  const grids =
    gridNumbers.length === 0 ? t('area.all') : gridNumbers.map(gridName).join(t('list.and', { ns: 'incidents' }));
  return (
    <li className={isChosen ? 'is-chosen' : ''}>
      <div>
        <button type="button" className="link-button" onClick={onOpen}>
          {nameOfUnit(uid)}
        </button>
        <p>{t(`kind.${kind}`)}</p>
      </div>
      <div>
        <span>{memberUids.length === 0 ? t('members.none') : t('members.count', { count: memberUids.length })}</span>
        <p>{grids}</p>
      </div>
      <span>{phone ?? <span className="quiet">{t('phone.none')}</span>}</span>
      {!active && <Pill shape="paused">{t('away')}</Pill>}
    </li>
  );
}
