import { useTranslation } from 'react-i18next';
import { maskCitizenId } from '#shared/domain/privacy/mask';
import type { RosterKind } from '#shared/domain/roster/types';
import type { RosterRowView } from '#renderer/data/index';
import { DataGrid, Empty, Loading, Pill, StatusShape, useLayout, type GridColumn } from '#renderer/ui/index';
import { SEVERITY_SHAPES, useFindingText } from '../words';
import { rowAddress, rowTitle } from './row-title';
import type { RowsView } from './RowsPage';
import type { RosterRows } from './use-roster-rows';

interface RowListProps {
  readonly view: RowsView;
  readonly rows: RosterRows;
  readonly listKey: string;
  /** Index of the row that stands opened. */
  readonly openRow: number | null;
  readonly onOpen: (row: number) => void;
}

const ROW_HEIGHT = { desk: 40, touch: 84 } as const;
const AS_IN_FILE = { by: 'file', descending: false } as const;

/** The rows in the order of the file: whom each is about, and what was found. */
export function RowList({ view, rows, listKey, openRow, onOpen }: RowListProps) {
  const { t } = useTranslation(['imports', 'ui']);
  const isTablet = useLayout() === 'tablet';
  const columns = useColumns(view.roster.mapping.kind, openRow !== null);
  if (rows.total === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={8} />;
  if (rows.total === 0) return <Empty title={t('rows.none')} text={t('rows.none.text')} />;
  return (
    <DataGrid
      label={t('rows.label')}
      total={rows.total}
      rowAt={rows.rowAt}
      onWindow={rows.onWindow}
      idOf={({ row }) => String(row.index)}
      nameOf={(row) => rowTitle(row) || t('rows.untitled')}
      columns={columns}
      rowHeight={isTablet ? ROW_HEIGHT.touch : ROW_HEIGHT.desk}
      sort={AS_IN_FILE}
      onSort={() => undefined}
      openId={openRow === null ? null : String(openRow)}
      onOpen={({ row }) => onOpen(row.index)}
      selection={null}
      touchRow={isTablet ? (row) => <TouchRow row={row} /> : undefined}
      listKey={listKey}
    />
  );
}

/** Beside an opened row there is room for who it is and what was found. */
function useColumns(kind: RosterKind, isBeside: boolean): readonly GridColumn<RosterRowView>[] {
  const { t } = useTranslation('imports');
  const number: GridColumn<RosterRowView> = {
    id: 'row',
    label: t('rows.number'),
    minWidth: 56,
    grow: 0,
    align: 'end',
    cell: ({ row }) => row.index,
  };
  const title: GridColumn<RosterRowView> = {
    id: 'title',
    label: t(`rows.title.${kind}`),
    minWidth: 120,
    grow: 1,
    isFixed: true,
    cell: (row) => {
      const text = rowTitle(row);
      return text === '' ? <span className="quiet">{t('rows.untitled')}</span> : <b title={text}>{text}</b>;
    },
  };
  const address: GridColumn<RosterRowView> = {
    id: 'address',
    label: t('field.address'),
    minWidth: 150,
    grow: 1.4,
    cell: (row) => <span title={rowAddress(row)}>{rowAddress(row)}</span>,
  };
  const citizenId: GridColumn<RosterRowView> = {
    id: 'citizenId',
    label: t('field.citizenId'),
    minWidth: 178,
    grow: 0,
    cell: ({ row }) => ('person' in row.content ? maskCitizenId(row.content.person.citizenId ?? '') : ''),
  };
  const found: GridColumn<RosterRowView> = {
    id: 'found',
    label: t('rows.found'),
    minWidth: 220,
    grow: 2.4,
    cell: (row) => <Found row={row} />,
  };
  const middle = isBeside || kind === 'dwelling' ? [] : kind === 'enterprise' ? [address] : [citizenId, address];
  return [number, title, ...middle, found];
}

/** The worst finding in words and how many more there are, or that nothing is wrong. */
function Found({ row }: { readonly row: RosterRowView }) {
  const { t } = useTranslation('imports');
  const text = useFindingText();
  const { findings } = row.row;
  const worst =
    findings.find(({ severity }) => severity === 'error') ??
    findings.find(({ severity }) => severity === 'warning') ??
    findings[0];
  if (!worst) return <Pill shape="done">{t('rows.good')}</Pill>;
  const said = findings.map(text);
  return (
    <span className={`found is-${worst.severity}`} title={said.join('\n')}>
      <StatusShape shape={SEVERITY_SHAPES[worst.severity]} />
      <span>{text(worst)}</span>
      {findings.length > 1 && <small>{t('rows.more', { count: findings.length - 1 })}</small>}
      {row.decision !== null && <small className="tag">{t(`decided.${row.decision}`)}</small>}
    </span>
  );
}

function TouchRow({ row }: { readonly row: RosterRowView }) {
  const { t } = useTranslation('imports');
  return (
    <div role="gridcell" className="touch-lines">
      <div>
        <b>{rowTitle(row) || t('rows.untitled')}</b>
        <span className="end">{t('row.title', { row: row.row.index })}</span>
      </div>
      <div>
        <Found row={row} />
      </div>
    </div>
  );
}
