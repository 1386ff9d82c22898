import { Button } from 'antd';
import { Columns3, Flag, List, Settings2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSync } from '#renderer/data/index';
import {
  addressOf,
  Empty,
  FilterBar,
  FilterChips,
  goTo,
  Loading,
  useLayout,
  useWords,
  ViewsMenu,
  withoutFilters,
} from '#renderer/ui/index';
import { useReturnToRow } from '../../lists/index';
import { IncidentPanel } from '../detail/IncidentPanel';
import { incidentParts } from '../incident-parts';
import { mayManageIncidents } from '../manage/rights';
import { INCIDENT_CATEGORIES_PATH, INCIDENT_VIEWS, incidentReportPlace, SHIPPED_PLACE } from '../places';
import { useCategoryRecords, useReportGrids } from '../queries';
import { INCIDENT_TABS } from './filters';
import { IncidentBoard } from './IncidentBoard';
import { IncidentTable } from './IncidentTable';
import { isNarrowed, useIncidentList, type IncidentList } from './use-incident-list';
import { useIncidentFields } from './use-incident-fields';
import '../incidents.css';
import './list.css';

/** Everything that somebody has to see to: by deadline or by state, and beside it the one that is opened. */
export function IncidentsPage() {
  useWords(incidentParts);
  const { t } = useTranslation('incidents');
  const list = useIncidentList();
  const isTablet = useLayout() === 'tablet';
  const returnToRow = useReturnToRow();
  const { settings, openId, counts } = list;
  const isCovered = isTablet && openId !== null;
  const close = () => {
    list.open(null);
    returnToRow();
  };
  return (
    <div className="list-page incidents">
      <header className="page-head" hidden={isCovered}>
        <div>
          <div className="list-title">
            <h1>{t('title')}</h1>
            <ViewsMenu
              views={settings.views}
              currentId={list.currentViewId}
              onOpen={list.openView}
              onSave={list.saveView}
              onRename={list.renameView}
              onDelete={list.deleteView}
            />
          </div>
          <p role="status">
            {counts && t('summary', { open: counts.open, overdue: counts.overdue, today: counts.today })}
          </p>
        </div>
        <Actions list={list} />
      </header>
      {list.hasUnkept && !isCovered && <p className="list-note">{t('views.unkept')}</p>}
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <Tools list={list} isTablet={isTablet} />
          <Rows list={list} />
        </section>
        {openId !== null && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            <IncidentPanel key={openId} id={openId} onClose={close} />
          </aside>
        )}
      </div>
    </div>
  );
}

/** How it is looked at, and what is begun here. */
function Actions({ list }: { readonly list: IncidentList }) {
  const { t } = useTranslation('incidents');
  const { staff } = useSession();
  const mayReport = useReportGrids().length > 0;
  const icons: Readonly<Record<(typeof INCIDENT_VIEWS)[number], ReactNode>> = {
    list: <List size={16} aria-hidden="true" />,
    board: <Columns3 size={16} aria-hidden="true" />,
  };
  return (
    <div className="page-actions">
      <div className="view-switch" role="group" aria-label={t('views.label')}>
        {INCIDENT_VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={view === list.view}
            onClick={() => list.go({ view: view === 'list' ? '' : view })}
          >
            {icons[view]}
            {t(`view.${view}`)}
          </button>
        ))}
      </div>
      {mayManageIncidents(staff) && (
        <Button
          href={addressOf({ path: INCIDENT_CATEGORIES_PATH, query: {} })}
          icon={<Settings2 size={16} aria-hidden="true" />}
        >
          {t('manage')}
        </Button>
      )}
      {mayReport && (
        <Button type="primary" icon={<Flag size={16} aria-hidden="true" />} onClick={() => goTo(incidentReportPlace())}>
          {t('report')}
        </Button>
      )}
    </div>
  );
}

function Tools({ list, isTablet }: { readonly list: IncidentList; readonly isTablet: boolean }) {
  const { t } = useTranslation('incidents');
  const fields = useIncidentFields();
  const setFilters = (filters: Readonly<Record<string, string>>) => list.go(filters);
  return (
    <>
      <div className="incident-tabs" role="group" aria-label={t('tab.label')}>
        {INCIDENT_TABS.map((tab) => (
          <button
            key={tab}
            type="button"
            aria-pressed={tab === list.tab}
            onClick={() => {
              list.setText('');
              list.go({ ...withoutFilters(fields, list.filters), tab: tab === 'open' ? '' : tab });
            }}
          >
            {t(`tab.${tab}`)} <span>{list.counts?.[tab]}</span>
          </button>
        ))}
      </div>
      <FilterBar
        fields={fields}
        values={list.filters}
        onChange={setFilters}
        text={list.text}
        onText={list.setText}
        placeholder={t('search')}
        isTight={isTablet}
      />
      <FilterChips fields={fields} values={list.filters} onChange={setFilters} />
    </>
  );
}

function Rows({ list }: { readonly list: IncidentList }) {
  const { t } = useTranslation(['incidents', 'ui']);
  const fields = useIncidentFields();
  const { staff } = useSession();
  const hasNoTable = useCategoryRecords()?.length === 0;
  const { rows, tab } = list;
  const isCatchingUp = useSync()?.status.databases.some(({ state }) => state === 'catching-up') ?? false;
  if (!rows) return <Loading label={t('loading')} lines={8} />;
  if (rows.length === 0) {
    if (isNarrowed(fields, list)) {
      const clear = () => {
        list.setText('');
        list.go(withoutFilters(fields, list.filters));
      };
      return (
        <Empty
          title={t('empty.narrowed')}
          text={t('empty.narrowed.text')}
          action={<Button onClick={clear}>{t('empty.clear')}</Button>}
        />
      );
    }
    if (hasNoTable && !isCatchingUp && mayManageIncidents(staff)) {
      const begin = <Button href={addressOf(SHIPPED_PLACE)}>{t('first.begin')}</Button>;
      return <Empty title={t('first')} text={t('first.text')} action={begin} />;
    }
    return <Empty title={t(`empty.${tab}`)} text={t(isCatchingUp ? 'empty.coming' : `empty.${tab}.text`)} />;
  }
  return list.view === 'board' ? <IncidentBoard list={list} rows={rows} /> : <IncidentTable list={list} rows={rows} />;
}
