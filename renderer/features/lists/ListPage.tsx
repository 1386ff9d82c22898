import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterKind, RegisterRows } from '#renderer/data/index';
import {
  activeFilters,
  chosenColumns,
  ColumnChooser,
  DataGrid,
  Empty,
  FilterBar,
  FilterChips,
  Loading,
  Select,
  SelectionBar,
  useLayout,
  ViewsMenu,
  withoutFilters,
} from '#renderer/ui/index';
import type { RegisterList } from './use-register-list';
import './lists.css';

interface ListPageProps<K extends RegisterKind> {
  readonly list: RegisterList<K>;
  readonly title: ReactNode;
  /** What the list is called by readers. */
  readonly label: string;
  /** What can be typed into the search field. */
  readonly placeholder: string;
  /** Says how many there are. */
  readonly countText: (count: number) => string;
  readonly nameOf: (row: RegisterRows[K]) => string;
  readonly touchRow: (row: RegisterRows[K]) => ReactNode;
  /** Buttons beside the title. */
  readonly actions?: ReactNode;
  /** What can be done with what is selected; nothing is selected in a list without. */
  readonly bulk?: ReactNode;
  /** At the foot, after something was done. */
  readonly notice?: ReactNode;
  /** Where nothing is on this device yet. */
  readonly empty: ReactNode;
  /** What stands opened. */
  readonly panel: ReactNode;
}

const ROW_HEIGHT = { desk: 40, touch: 84 } as const;

/** A list of the register with its filters, and beside it what is opened; on a tablet the one takes the other's place. */
export function ListPage<K extends RegisterKind>(props: ListPageProps<K>) {
  const { list, title, actions, countText, panel, notice } = props;
  const { t } = useTranslation('lists');
  const isTablet = useLayout() === 'tablet';
  const { pages, settings, fields, filters } = list;
  const isNarrowed = list.text.trim() !== '' || activeFilters(fields, filters).length > 0;
  const count = pages.total === undefined ? null : countText(pages.total);
  const isCovered = isTablet && list.openId !== null;
  return (
    <div className="list-page">
      <header className="page-head" hidden={isCovered}>
        <div>
          <div className="list-title">
            {title}
            <ViewsMenu
              views={settings.views}
              currentId={list.currentViewId}
              onOpen={list.openView}
              onSave={list.saveView}
              onRename={list.renameView}
              onDelete={list.deleteView}
            />
          </div>
          <p role="status">{count !== null && (isNarrowed ? t('count.found', { text: count }) : count)}</p>
        </div>
        <div className="page-actions">{actions}</div>
      </header>
      {list.hasUnkeptSettings && !isCovered && <p className="list-note">{t('settings.failed')}</p>}
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <ListTools {...props} isTablet={isTablet} />
          <ListRows {...props} isTablet={isTablet} isNarrowed={isNarrowed} />
          {notice}
          <ListFoot {...props} />
        </section>
        {list.openId !== null && <aside className={isTablet ? 'list-panel' : 'list-panel card'}>{panel}</aside>}
      </div>
    </div>
  );
}

type PartProps<K extends RegisterKind> = ListPageProps<K> & { readonly isTablet: boolean };

function ListTools<K extends RegisterKind>({ list, placeholder, isTablet }: PartProps<K>) {
  const { t } = useTranslation('lists');
  const { fields, filters, setFilters, state } = list;
  return (
    <>
      <FilterBar
        fields={fields}
        values={filters}
        onChange={setFilters}
        text={list.text}
        onText={list.setText}
        placeholder={placeholder}
        isTight={isTablet}
      >
        {isTablet ? (
          <SortChoice list={list} />
        ) : (
          <ColumnChooser
            columns={list.columns}
            choice={list.choice}
            onChange={list.setColumns}
            onReset={() => list.setColumns(null)}
          />
        )}
      </FilterBar>
      <FilterChips fields={fields} values={filters} onChange={setFilters} />
      {state?.kind === 'building' && (
        <p className="list-note" role="status">
          {t('building', { count: state.records })}
        </p>
      )}
    </>
  );
}

/** The order of a list without heads. */
function SortChoice<K extends RegisterKind>({ list }: { readonly list: RegisterList<K> }) {
  const { t } = useTranslation('lists');
  const { sort, setSort, columns } = list;
  const orders = columns.flatMap(({ sort: by, label }) =>
    by === undefined
      ? []
      : [
          { by, descending: false, label: t('sort.ascending', { name: label }) },
          { by, descending: true, label: t('sort.descending', { name: label }) },
        ],
  );
  const current = orders.findIndex(({ by, descending }) => by === sort.by && descending === sort.descending);
  return (
    <Select
      label={t('sort.label')}
      value={String(current)}
      onChange={(value) => {
        const order = orders[Number(value)];
        if (order) setSort({ by: order.by, descending: order.descending });
      }}
    >
      {orders.map(({ label }, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </Select>
  );
}

/** The rows, or why there are none. */
function ListRows<K extends RegisterKind>(props: PartProps<K> & { readonly isNarrowed: boolean }) {
  const { list, label, nameOf, touchRow, bulk, empty, isTablet, isNarrowed } = props;
  const { t } = useTranslation(['lists', 'ui', 'list']);
  const { pages, selection, fields, filters, query } = list;
  const columns = chosenColumns(list.columns, list.choice.shown);
  // The list's own key leaves the day out: at midnight it stays where it is.
  const listKey = JSON.stringify([query.filter, query.sort]);
  if (list.state?.kind === 'failed') return <Empty title={t('empty.failed')} text={t('empty.failed.text')} />;
  if (pages.total === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  if (pages.total === 0) {
    if (list.state?.kind === 'building') return <Empty title={t('empty.building')} text={t('empty.building.text')} />;
    if (!isNarrowed) return empty;
    const clear = () => {
      list.setText('');
      list.setFilters(withoutFilters(fields, filters));
    };
    const action = <Button onClick={clear}>{t('filter.clear', { ns: 'list' })}</Button>;
    return <Empty title={t('empty.narrowed')} text={t('empty.narrowed.text')} action={action} />;
  }
  return (
    <DataGrid
      label={label}
      total={pages.total}
      rowAt={pages.rowAt}
      idOf={(row) => row.id}
      nameOf={nameOf}
      columns={columns}
      widths={list.choice.widths}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={list.sort}
      onSort={list.setSort}
      openId={list.openId}
      onOpen={(row) => list.open(row.id)}
      selection={bulk === undefined ? null : selection}
      touchRow={isTablet ? touchRow : undefined}
      listKey={listKey}
      onWindow={pages.show}
    />
  );
}

function ListFoot<K extends RegisterKind>({ list, bulk }: ListPageProps<K>) {
  const { selection, pages } = list;
  if (bulk === undefined || selection.count === 0) return null;
  return (
    <SelectionBar
      count={selection.count}
      total={pages.total ?? selection.count}
      onAll={selection.all}
      onClear={selection.clear}
    >
      {bulk}
    </SelectionBar>
  );
}

/** Brings the focus back to the row that was opened, once what stood opened has gone. */
export function useReturnToRow(): () => void {
  const waiting = useRef(0);
  return () => {
    cancelAnimationFrame(waiting.current);
    waiting.current = requestAnimationFrame(() =>
      document.querySelector<HTMLElement>('.data-grid [data-row][tabindex="0"]')?.focus({ preventScroll: true }),
    );
  };
}
