import { Button } from 'antd';
import { FilePlus2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SERVICE_ITEMS } from '#shared/codes/service-items/index';
import { itemsToOffer } from '#shared/domain/applications/catalogue';
import { useStation } from '#renderer/data/index';
import {
  activeFilters,
  DataGrid,
  Empty,
  ErrorNotice,
  FilterBar,
  FilterChips,
  goTo,
  Loading,
  severalOf,
  useLayout,
  usePlace,
  useWords,
  withoutFilters,
  type FilterField,
  type FilterValues,
  type GridColumn,
} from '#renderer/ui/index';
import { useReturnToRow } from '../lists/index';
import { takeOverItems } from './commands';
import { ItemEditor } from './ItemEditor';
import { ItemPanel } from './ItemPanel';
import { NEW_ITEM, servicesPlace } from './places';
import { serviceParts } from './service-parts';
import { itemsFor, useItems, useMayKeepCatalogue, type ShownItem } from './queries';
import './services.css';

const ROW_HEIGHT = { desk: 44, touch: 96 } as const;
/** The catalogue has one order: its own. */
const IN_ORDER = { by: 'order', descending: false } as const;
const BESIDE_PANEL = ['number', 'name', 'family'];

/** The catalogue: what residents ask for, with whom it is, what to bring and how long it takes; beside it the item that is opened. */
export function ServicesPage() {
  useWords(serviceParts);
  const { t } = useTranslation('services');
  const { query } = usePlace();
  const { open = '', edit = '' } = query;
  const isTablet = useLayout() === 'tablet';
  const returnToRow = useReturnToRow();
  const mayKeep = useMayKeepCatalogue();
  const items = useItems();
  const [text, setText] = useState('');
  const [filters, setFilters] = useState<FilterValues>({});
  const fields = useFields(items ?? []);
  const rows = useMemo(() => items && shownOf(items, text, filters), [items, text, filters]);
  const opened = items?.find(({ number }) => number === open) ?? null;
  const isCovered = isTablet && open !== '';
  const close = () => {
    goTo(servicesPlace());
    returnToRow();
  };
  const active = items?.filter(({ record }) => record.active) ?? [];
  const clear = () => {
    setText('');
    setFilters(withoutFilters(fields, filters));
  };
  return (
    <div className="list-page services">
      <header className="page-head" hidden={isCovered}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">
            {items &&
              t('summary', { count: active.length, bare: active.filter(({ now }) => now.materials === null).length })}
          </p>
        </div>
        {mayKeep && (
          <div className="page-actions">
            <Button
              icon={<FilePlus2 size={16} aria-hidden="true" />}
              onClick={() => goTo(servicesPlace({ open: NEW_ITEM, edit: true }))}
            >
              {t('own.new')}
            </Button>
          </div>
        )}
      </header>
      {items && mayKeep && !isCovered && <Offer items={items} />}
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <FilterBar
            fields={fields}
            values={filters}
            onChange={setFilters}
            text={text}
            onText={setText}
            placeholder={t('search')}
            isTight={isTablet}
          />
          <FilterChips fields={fields} values={filters} onChange={setFilters} />
          {!rows && <Loading label={t('loading')} lines={8} />}
          {rows && rows.length > 0 && <ItemTable rows={rows} open={open} isTablet={isTablet} />}
          {rows?.length === 0 &&
            (text.trim() !== '' || activeFilters(fields, filters).length > 0 ? (
              <Narrowed onClear={clear} />
            ) : (
              <Empty title={t('empty')} text={t('empty.text')} />
            ))}
        </section>
        {open !== '' && items && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            {(opened || open === NEW_ITEM) && edit !== '' && mayKeep ? (
              <ItemEditor
                key={open}
                item={opened}
                items={items}
                onDone={(made) =>
                  goTo(servicesPlace({ open: made ?? (open === NEW_ITEM ? '' : open) }), { replace: true })
                }
              />
            ) : (
              <ItemPanel key={open} item={opened} mayKeep={mayKeep} onClose={close} />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}

function Narrowed({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation(['services', 'list']);
  return (
    <Empty
      title={t('empty.narrowed')}
      text={t('empty.narrowed.text')}
      action={<Button onClick={onClear}>{t('filter.clear', { ns: 'list' })}</Button>}
    />
  );
}

/** What the product brings along and the station has not got: at first all of it, later what a new release adds. */
function Offer({ items }: { readonly items: readonly ShownItem[] }) {
  const { t } = useTranslation('services');
  const station = useStation();
  const [took, setTook] = useState<number | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const count = itemsToOffer(
    SERVICE_ITEMS,
    items.map(({ record }) => record),
  ).length;
  const take = () => {
    setFailure(null);
    takeOverItems(station, items).then(setTook, (error: unknown) => setFailure({ error }));
  };
  if (took !== null) {
    return (
      <p className="service-offer" role="status">
        {t('took', { count: took })}
      </p>
    );
  }
  if (count === 0) return null;
  return (
    <div className="service-offer">
      <p>{t('offer', { count })}</p>
      <Button onClick={take}>{t('offer.take')}</Button>
      {failure && <ErrorNotice error={failure.error} onRemedy={take} />}
    </div>
  );
}

function useFields(items: readonly ShownItem[]): readonly FilterField[] {
  const { t } = useTranslation('services');
  const families = [...new Set(items.map(({ record }) => record.family))];
  return [
    {
      id: 'family',
      label: t('filter.family'),
      kind: 'several',
      options: families.map((value) => ({ value, label: value })),
      isMain: true,
    },
    {
      id: 'state',
      label: t('filter.state'),
      kind: 'one',
      options: (['active', 'away'] as const).map((value) => ({ value, label: t(`state.${value}`) })),
    },
  ];
}

function shownOf(items: readonly ShownItem[], text: string, filters: FilterValues): readonly ShownItem[] {
  const families = severalOf(filters['family']);
  const isAway = filters['state'] === 'away';
  return itemsFor(items, text).filter(
    ({ record }) => record.active !== isAway && (families.length === 0 || families.includes(record.family)),
  );
}

interface ItemTableProps {
  readonly rows: readonly ShownItem[];
  readonly open: string;
  readonly isTablet: boolean;
}

function ItemTable({ rows, open, isTablet }: ItemTableProps) {
  const { t } = useTranslation('services');
  const column = (
    id: string,
    minWidth: number,
    grow: number,
    cell: (item: ShownItem) => React.ReactNode,
  ): GridColumn<ShownItem, 'order'> => ({ id, label: t(`col.${id}`), minWidth, grow, cell });
  const columns = [
    column('number', 64, 0, ({ number }) => number),
    { ...column('name', 220, 3, ({ now }) => <b title={now.name}>{now.name}</b>), isFixed: true },
    column('family', 88, 0.5, ({ record }) => record.family),
    column('department', 120, 1, ({ now }) => now.department ?? t('none')),
    column('promised', 120, 1, ({ now }) => now.promised?.text ?? t('none')),
    column('materials', 88, 0, ({ now }) =>
      now.materials === null ? t('none') : t('materials', { count: now.materials.length }),
    ),
  ];
  return (
    <DataGrid<ShownItem, 'order'>
      label={t('list.label')}
      total={rows.length}
      rowAt={(index) => rows[index]}
      idOf={({ number }) => number}
      nameOf={({ now }) => now.name}
      columns={open === '' ? columns : columns.filter(({ id }) => BESIDE_PANEL.includes(id))}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={IN_ORDER}
      onSort={() => undefined}
      openId={open === '' ? null : open}
      onOpen={({ number }) => goTo(servicesPlace({ open: number }), { replace: open !== '' })}
      selection={null}
      touchRow={isTablet ? (item) => <TouchRow item={item} /> : undefined}
      listKey={String(rows.length)}
    />
  );
}

/** Two lines for a thumb. */
function TouchRow({ item: { now, record } }: { readonly item: ShownItem }) {
  const { t } = useTranslation('services');
  return (
    <div role="gridcell" className="touch-lines">
      <div>
        <b>{now.name}</b>
      </div>
      <div>
        <span className="is-long">{record.family}</span>
        <span className="end">{now.promised?.text ?? t('none')}</span>
      </div>
    </div>
  );
}
