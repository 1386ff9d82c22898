import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRegisterState } from '#renderer/data/index';
import { DataGrid, Empty, useLayout, type GridColumn } from '#renderer/ui/index';
import { useGridName } from '../../lists/index';
import { findingKey, isMendable } from '../commands';
import type { FoundRow } from '../queries';
import type { FindingPages } from '../use-findings';
import { SeverityPill, useRuleText, useSubjectText } from '../words';
import type { MendingState } from './use-mending';

interface FindingListProps {
  readonly findings: FindingPages;
  readonly openKey: string;
  readonly isNarrowed: boolean;
  /** Another one scrolls back to the top. */
  readonly listKey: string;
  readonly mending: MendingState;
  readonly onOpen: (row: FoundRow) => void;
  readonly onShowAll: () => void;
}

const ROW_HEIGHT = { desk: 40, touch: 92 } as const;

/** Columns that stay when something is opened: who, how serious, what. */
const BESIDE_PANEL = 3;

type Column = GridColumn<FoundRow, 'severity'>;

/** The findings, the most serious first; a press opens one, the button at its end mends it at once. */
export function FindingList({ findings, openKey, isNarrowed, listKey, mending, onOpen, onShowAll }: FindingListProps) {
  const { t } = useTranslation('quality');
  const isTablet = useLayout() === 'tablet';
  const all = useColumns(mending);
  // Beside what is opened there is room for the first ones; the panel says the rest.
  const columns = openKey === '' ? all : all.slice(0, BESIDE_PANEL);
  const { title } = useRuleText();
  const { who } = useSubjectText();
  const touchRow = useTouchRow();
  const isBuilding = useRegisterState()?.kind === 'building';
  if (findings.total === 0) {
    if (isBuilding) return <Empty title={t('empty.building')} text={t('empty.building.text')} />;
    if (!isNarrowed) return <Empty title={t('empty.none')} text={t('empty.none.text')} />;
    const showAll = <Button onClick={onShowAll}>{t('empty.all')}</Button>;
    return <Empty title={t('empty.narrowed')} text={t('empty.narrowed.text')} action={showAll} />;
  }
  return (
    <DataGrid<FoundRow, 'severity'>
      label={t('list.label')}
      total={findings.total ?? 0}
      rowAt={findings.rowAt}
      idOf={findingKey}
      nameOf={(row) => `${who(row)} ${title(row.ruleId)}`}
      columns={columns}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={{ by: 'severity', descending: false }}
      onSort={() => undefined}
      openId={openKey}
      onOpen={onOpen}
      selection={null}
      touchRow={isTablet ? touchRow : undefined}
      listKey={listKey}
      onWindow={findings.want}
    />
  );
}

function useColumns(mending: MendingState): readonly Column[] {
  const { t } = useTranslation('quality');
  const { title } = useRuleText();
  const { who, where } = useSubjectText();
  const gridName = useGridName();
  return [
    {
      id: 'who',
      label: t('col.who'),
      minWidth: 140,
      grow: 1.2,
      isFixed: true,
      cell: (row) => <b title={who(row)}>{who(row)}</b>,
    },
    {
      id: 'severity',
      label: t('severity.label'),
      minWidth: 76,
      grow: 0,
      cell: (row) => <SeverityPill severity={row.severity} />,
    },
    { id: 'what', label: t('col.what'), minWidth: 150, grow: 1.6, cell: ({ ruleId }) => title(ruleId) },
    {
      id: 'address',
      label: t('col.address'),
      minWidth: 120,
      grow: 1.4,
      cell: (row) => (row.subjectType === 'dwelling' ? '' : where(row)),
    },
    { id: 'grid', label: t('col.grid'), minWidth: 90, grow: 0, cell: ({ grid }) => gridName(grid) },
    {
      id: 'fix',
      label: t('col.fix'),
      minWidth: 116,
      grow: 0,
      cell: (row) => <MendButton row={row} mending={mending} />,
    },
  ];
}

/** A short way for the mouse; with the keyboard a finding is opened and mended there. */
function MendButton({ row, mending }: { readonly row: FoundRow; readonly mending: MendingState }) {
  const { t } = useTranslation('quality');
  if (!isMendable(row) || !mending.mayMend(row)) return null;
  return (
    <button
      type="button"
      className="link-button"
      tabIndex={-1}
      disabled={mending.isBusy}
      onClick={(event) => {
        event.stopPropagation();
        mending.mend([row]);
      }}
    >
      {t(`fix.${row.fix.kind}`)}
    </button>
  );
}

function useTouchRow(): (row: FoundRow) => React.ReactNode {
  const { title } = useRuleText();
  const { who, where } = useSubjectText();
  return (row) => (
    <div className="quality-touch-row" role="gridcell">
      <div>
        <b>{who(row)}</b>
        <span className="end">
          <SeverityPill severity={row.severity} />
        </span>
      </div>
      <div>{title(row.ruleId)}</div>
      {row.subjectType !== 'dwelling' && <div className="quiet">{where(row)}</div>}
    </div>
  );
}
