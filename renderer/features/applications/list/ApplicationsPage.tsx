import { Button } from 'antd';
import { FilePlus2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isClosed, rectificationOf } from '#shared/domain/applications/ratings';
import { APPLICATION_STATES } from '#shared/domain/applications/steps';
import { useSession } from '#renderer/data/index';
import {
  DataGrid,
  Empty,
  FilterBar,
  FilterChips,
  goTo,
  Loading,
  momentText,
  Pill,
  useLanguage,
  useLayout,
  usePlace,
  useWords,
  type FilterField,
  type FilterValues,
  type GridColumn,
} from '#renderer/ui/index';
import { useReturnToRow } from '../../lists/index';
import { useNow, useToday } from '../../people/index';
import { applicationParts } from '../application-parts';
import { ApplicationPanel } from '../detail/ApplicationPanel';
import { Due } from '../Due';
import { applicationFormPlace, applicationsPlace } from '../places';
import { useApplications, useMayApply, type RatingRecord, useRatings } from '../queries';
import { RectifyPanel } from '../rating/RectifyPanel';
import { useWho } from '../use-who';
import { STATE_SHAPES } from '../words';
import { APPLICATION_TABS, rowsShown, tabCounts, tabOf, type ApplicationRow } from './filters';
import '../applications.css';

const ROW_HEIGHT = { desk: 44, touch: 96 } as const;
const BESIDE_PANEL = ['item', 'who', 'state', 'due'];
/** What is due first stands on top. */
const BY_DUE = { by: 'due', descending: false } as const;

/** Everything that the desk has in hand, what is due first, and beside it the application that is opened. */
export function ApplicationsPage() {
  useWords(applicationParts);
  const { t } = useTranslation('applications');
  const { query } = usePlace();
  const { staff } = useSession();
  const isTablet = useLayout() === 'tablet';
  const returnToRow = useReturnToRow();
  const mayApply = useMayApply();
  const all = useApplications();
  const ratings = useRatings();
  const whoOf = useWho(all ?? []);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState<FilterValues>({});
  const fields = useFields(all ?? []);
  const tab = tabOf(query['tab']);
  const open = query['open'] ?? '';
  const rows = useMemo(
    () =>
      all &&
      rowsShown(
        all.map((shown) => ({ shown, who: whoOf(shown) })),
        { tab, filters, text, staffUid: staff.uid },
      ),
    [all, whoOf, tab, filters, text, staff.uid],
  );
  const counts = useMemo(() => all && tabCounts(all, staff.uid), [all, staff.uid]);
  const poor = useMemo(() => ratings?.filter(({ rectifyByMs }) => rectifyByMs !== null) ?? [], [ratings]);
  const isPoorOpen = query['poor'] === '1';
  const isCovered = isTablet && (open !== '' || isPoorOpen);
  const show = (next: Readonly<Record<string, string>>) =>
    goTo(applicationsPlace({ query: { tab: tab === 'open' ? '' : tab, ...next }, open: next['open'] ?? '' }));
  const close = () => {
    show({});
    returnToRow();
  };
  return (
    <div className="list-page applications">
      <header className="page-head" hidden={isCovered}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">{counts && t('summary', { open: counts.open, late: counts.late })}</p>
        </div>
        <div className="page-actions">
          <PoorButton poor={poor} onOpen={() => show({ poor: '1' })} />
          {mayApply && (
            <Button
              type="primary"
              icon={<FilePlus2 size={16} aria-hidden="true" />}
              onClick={() => goTo(applicationFormPlace())}
            >
              {t('new')}
            </Button>
          )}
        </div>
      </header>
      <div className="list-body">
        <section className="card list-card" hidden={isCovered}>
          <div className="application-tabs" role="group" aria-label={t('tab.label')}>
            {APPLICATION_TABS.map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={each === tab}
                onClick={() =>
                  goTo(applicationsPlace({ query: { tab: each === 'open' ? '' : each } }), { replace: true })
                }
              >
                {t(`tab.${each}`)} <span>{counts?.[each]}</span>
              </button>
            ))}
          </div>
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
          {rows?.length === 0 && <Empty title={t(`empty.${tab}`)} text={t('empty.text')} />}
          {rows && rows.length > 0 && (
            <Table rows={rows} open={open} isTablet={isTablet} onOpen={(id) => show({ open: id })} />
          )}
        </section>
        {(open !== '' || isPoorOpen) && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            {isPoorOpen ? (
              <RectifyPanel ratings={poor} onClose={close} />
            ) : (
              <ApplicationPanel key={open} id={open} onClose={close} />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}

function PoorButton({ poor, onOpen }: { readonly poor: readonly RatingRecord[]; readonly onOpen: () => void }) {
  const { t } = useTranslation('applications');
  const nowMs = useNow();
  if (poor.length === 0) return null;
  const open = poor.filter((rating) => !isClosed(rectificationOf(rating, nowMs))).length;
  return <Button onClick={onOpen}>{open === 0 ? t('poor.closed') : t('poor.open', { count: open })}</Button>;
}

function useFields(all: NonNullable<ReturnType<typeof useApplications>>): readonly FilterField[] {
  const { t } = useTranslation('applications');
  const items = [...new Map(all.map(({ record, version }) => [record.itemNumber, version?.name ?? record.itemNumber]))];
  return [
    {
      id: 'state',
      label: t('col.state'),
      kind: 'several',
      options: APPLICATION_STATES.filter((state) => state !== 'draft').map((value) => ({
        value,
        label: t(`state.${value}`),
      })),
      isMain: true,
    },
    {
      id: 'item',
      label: t('col.item'),
      kind: 'several',
      options: items.map(([value, label]) => ({ value, label })),
      isMain: true,
    },
  ];
}

interface TableProps {
  readonly rows: readonly ApplicationRow[];
  readonly open: string;
  readonly isTablet: boolean;
  readonly onOpen: (id: string) => void;
}

function Table({ rows, open, isTablet, onOpen }: TableProps) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const today = useToday();
  const column = (
    id: string,
    minWidth: number,
    grow: number,
    cell: (row: ApplicationRow) => React.ReactNode,
  ): GridColumn<ApplicationRow, 'due'> => ({ id, label: t(`col.${id}`), minWidth, grow, cell });
  const columns = [
    { ...column('item', 200, 2, ({ shown }) => <b>{nameOf(shown)}</b>), isFixed: true },
    column('who', 96, 1, ({ who }) => who),
    column('state', 112, 0, ({ shown }) => <State row={shown} />),
    column('started', 116, 0, ({ shown }) => momentText(shown.record.startedAtMs, today, language)),
    column('ticket', 72, 0, ({ shown }) => shown.record.ticketNumber ?? ''),
    column('due', 190, 0, ({ shown }) => <Due shown={shown} />),
  ];
  return (
    <DataGrid<ApplicationRow, 'due'>
      label={t('list.label')}
      total={rows.length}
      rowAt={(index) => rows[index]}
      idOf={({ shown }) => shown.id}
      nameOf={({ shown, who }) => `${nameOf(shown)} ${who}`}
      columns={open === '' ? columns : columns.filter(({ id }) => BESIDE_PANEL.includes(id))}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={BY_DUE}
      onSort={() => undefined}
      openId={open === '' ? null : open}
      onOpen={({ shown }) => onOpen(shown.id)}
      selection={null}
      touchRow={isTablet ? (row) => <TouchRow row={row} /> : undefined}
      listKey={String(rows.length)}
    />
  );
}

const nameOf = ({ version, record }: ApplicationRow['shown']): string => version?.name ?? record.itemNumber;

function State({ row: { view } }: { readonly row: ApplicationRow['shown'] }) {
  const { t } = useTranslation('applications');
  const { state, isPaused } = view.standing;
  return isPaused ? (
    <Pill shape="paused">{t('paused')}</Pill>
  ) : (
    <Pill shape={STATE_SHAPES[state]}>{t(`state.${state}`)}</Pill>
  );
}

/** Two lines for a thumb. */
function TouchRow({ row: { shown, who } }: { readonly row: ApplicationRow }) {
  return (
    <div role="gridcell" className="touch-lines">
      <div>
        <b>{nameOf(shown)}</b>
        <span className="end">
          <Due shown={shown} />
        </span>
      </div>
      <div>
        <State row={shown} />
        <span className="is-long">{who}</span>
      </div>
    </div>
  );
}
