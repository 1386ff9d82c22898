import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSync } from '#renderer/data/index';
import {
  activeFilters,
  Empty,
  FilterBar,
  FilterChips,
  Loading,
  useLayout,
  useWords,
  withoutFilters,
} from '#renderer/ui/index';
import { useReturnToRow } from '../lists/index';
import { SensorTable } from './list/SensorTable';
import { useSensorList, type SensorList } from './list/use-sensor-list';
import { PairingPanel } from './pairing/PairingPanel';
import { usePairingGrids } from './pairing/rights';
import { HostCard } from './panel/HostCard';
import { SensorPanel } from './panel/SensorPanel';
import { NEW_SENSOR } from './places';
import { sensorParts } from './sensor-parts';
import './sensors.css';
import './month/month.css';

/** Every device of the grids that somebody may read, what needs a hand first, and beside it the one that is opened. */
export function SensorsPage() {
  useWords(sensorParts);
  const { t } = useTranslation('sensors');
  const list = useSensorList();
  const isTablet = useLayout() === 'tablet';
  const returnToRow = useReturnToRow();
  const mayPair = usePairingGrids().length > 0;
  const { openId, counts } = list;
  const isCovered = isTablet && openId !== null;
  const close = () => {
    list.open(null);
    returnToRow();
  };
  return (
    <div className="list-page sensors">
      <header className="page-head" hidden={isCovered}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">
            {counts &&
              t('summary', {
                count: list.all?.filter(({ state }) => state !== 'ended').length ?? 0,
                silent: counts.silent,
                low: counts['low-battery'],
              })}
          </p>
        </div>
        <div className="page-actions">
          {mayPair && (
            <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => list.open(NEW_SENSOR)}>
              {t('action.add')}
            </Button>
          )}
        </div>
      </header>
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <FilterBar
            fields={list.fields}
            values={list.filters}
            onChange={list.setFilters}
            text={list.text}
            onText={list.setText}
            placeholder={t('search')}
            isTight={isTablet}
          />
          <FilterChips fields={list.fields} values={list.filters} onChange={list.setFilters} />
          <Freshness />
          <Rows list={list} mayPair={mayPair} />
          {mayPair && <HostCard />}
        </section>
        {openId !== null && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            {openId === NEW_SENSOR ? (
              <PairingPanel onClose={close} onPaired={list.open} />
            ) : (
              <SensorPanel key={openId} id={openId} onClose={close} onPaired={list.open} />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}

/** Away from the station, states are as old as what came last. */
function Freshness() {
  const { t } = useTranslation('sensors');
  const link = useSync()?.status.link.kind;
  if (link === undefined || link === 'live') return null;
  return (
    <p className="list-note" role="status">
      {t('away.states')}
    </p>
  );
}

function Rows({ list, mayPair }: { readonly list: SensorList; readonly mayPair: boolean }) {
  const { t } = useTranslation(['sensors', 'lists', 'list']);
  const isCatchingUp = useSync()?.status.databases.some(({ state }) => state === 'catching-up') ?? false;
  const { rows, fields, filters } = list;
  if (!rows) return <Loading label={t('loading')} lines={8} />;
  if (rows.length > 0) return <SensorTable list={list} rows={rows} />;
  if (list.text.trim() !== '' || activeFilters(fields, filters).length > 0) {
    const clear = () => {
      list.setText('');
      list.setFilters(withoutFilters(fields, filters));
    };
    return (
      <Empty
        title={t('empty.narrowed', { ns: 'lists' })}
        text={t('empty.narrowed.text', { ns: 'lists' })}
        action={<Button onClick={clear}>{t('filter.clear', { ns: 'list' })}</Button>}
      />
    );
  }
  return <Empty title={t('empty')} text={t(isCatchingUp ? 'empty.coming' : mayPair ? 'empty.text' : 'empty.others')} />;
}
