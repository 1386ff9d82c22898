import { useTranslation } from 'react-i18next';
import {
  DataGrid,
  Dot,
  momentText,
  Pill,
  StatusShape,
  useIsLarge,
  useLanguage,
  useLayout,
  type GridColumn,
} from '#renderer/ui/index';
import { useGridNames, useToday } from '../../people/index';
import { IncidentDeadline } from '../Deadline';
import { useAssigneeText, useCategoryText } from '../names';
import type { ShownIncident } from '../view';
import { STATE_SHAPES } from '../words';
import type { IncidentSort } from './filters';
import type { IncidentList } from './use-incident-list';

interface IncidentTableProps {
  readonly list: IncidentList;
  readonly rows: readonly ShownIncident[];
}

/** Columns that have room beside an open panel. */
const BESIDE_PANEL: Readonly<Record<'usual' | 'large', readonly string[]>> = {
  usual: ['title', 'state', 'category', 'grid', 'deadline'],
  large: ['title', 'state', 'deadline'],
};

const ROW_HEIGHT = { desk: 44, touch: 96 } as const;

/** The incidents of a list, one a row; a press opens it beside. */
export function IncidentTable({ list, rows }: IncidentTableProps) {
  const { t } = useTranslation('incidents');
  const isTablet = useLayout() === 'tablet';
  const all = useColumns();
  const room = BESIDE_PANEL[useIsLarge() ? 'large' : 'usual'];
  const columns = list.openId === null ? all : all.filter(({ id }) => room.includes(id));
  return (
    <DataGrid<ShownIncident, IncidentSort>
      label={t('list.label')}
      total={rows.length}
      rowAt={(index) => rows[index]}
      idOf={({ id }) => id}
      nameOf={({ record }) => record.title}
      columns={columns}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={list.sort}
      onSort={list.setSort}
      openId={list.openId}
      onOpen={({ id }) => list.open(id)}
      selection={null}
      touchRow={isTablet ? (incident) => <TouchRow incident={incident} /> : undefined}
      listKey={JSON.stringify([list.tab, list.filters, list.sort])}
    />
  );
}

function useColumns(): readonly GridColumn<ShownIncident, IncidentSort>[] {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const today = useToday();
  const gridName = useGridNames();
  const categoryText = useCategoryText();
  const assigneeText = useAssigneeText();
  return [
    {
      id: 'title',
      label: t('col.title'),
      minWidth: 220,
      grow: 3,
      sort: 'title',
      isFixed: true,
      cell: (incident) => <Title incident={incident} />,
    },
    {
      id: 'state',
      label: t('col.state'),
      minWidth: 96,
      grow: 0,
      sort: 'state',
      cell: (incident) => <State incident={incident} />,
    },
    {
      id: 'category',
      label: t('col.category'),
      minWidth: 120,
      grow: 1,
      cell: ({ category }) => (category ? categoryText(category.name) : t('category.unknown')),
    },
    { id: 'grid', label: t('col.grid'), minWidth: 88, grow: 0, cell: ({ id }) => gridName(id) },
    {
      id: 'with',
      label: t('col.with'),
      minWidth: 120,
      grow: 1,
      cell: ({ standing }) => (standing.assignee ? assigneeText(standing.assignee) : t('with.nobody')),
    },
    {
      id: 'reported',
      label: t('col.reported'),
      minWidth: 116,
      grow: 0,
      sort: 'reported',
      isLargestFirst: true,
      align: 'end',
      cell: ({ record }) => momentText(record.reportedAtMs, today, language),
    },
    {
      id: 'deadline',
      label: t('col.deadline'),
      minWidth: 132,
      grow: 0,
      sort: 'deadline',
      align: 'end',
      cell: (incident) => <IncidentDeadline incident={incident} />,
    },
  ];
}

/** What it is called, with what makes it stand out before it. */
export function Title({ incident: { record, isUrgent, standing } }: { readonly incident: ShownIncident }) {
  const { t } = useTranslation('incidents');
  return (
    <span className="incident-name" title={record.title}>
      {isUrgent && (
        <>
          <StatusShape shape="alert" />
          <span className="visually-hidden">{t('urgent')}</span>
        </>
      )}
      {standing.unaware.length > 0 && (
        <>
          <StatusShape shape="conflict" />
          <span className="visually-hidden">{t('unaware')}</span>
        </>
      )}
      <b>{record.title}</b>
    </span>
  );
}

export function State({ incident: { state, standing } }: { readonly incident: ShownIncident }) {
  const { t } = useTranslation('incidents');
  if (standing.isPaused) return <Pill shape="paused">{t('paused')}</Pill>;
  return <Pill shape={STATE_SHAPES[state]}>{t(`state.${state}`)}</Pill>;
}

/** Two lines for a thumb. */
function TouchRow({ incident }: { readonly incident: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const gridName = useGridNames();
  const categoryText = useCategoryText();
  const assigneeText = useAssigneeText();
  const { standing, category, id } = incident;
  return (
    <span role="gridcell" className="touch-lines">
      <span className="touch-line">
        <Title incident={incident} />
        <span className="end">
          <IncidentDeadline incident={incident} />
        </span>
      </span>
      <span className="touch-line is-second">
        <State incident={incident} />
        <span className="is-long">
          {category ? categoryText(category.name) : t('category.unknown')}
          <Dot />
          {gridName(id)}
          {standing.assignee && (
            <>
              <Dot />
              {assigneeText(standing.assignee)}
            </>
          )}
        </span>
      </span>
    </span>
  );
}
