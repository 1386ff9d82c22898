import { useTranslation } from 'react-i18next';
import { Dot, WindowedRows } from '#renderer/ui/index';
import { useGridNames } from '../../people/index';
import { IncidentDeadline } from '../Deadline';
import { useAssigneeText, useCategoryText } from '../names';
import type { ShownIncident } from '../view';
import { BOARD_COLUMNS, inColumn } from './filters';
import { Title } from './IncidentTable';
import type { IncidentList } from './use-incident-list';

interface IncidentBoardProps {
  readonly list: IncidentList;
  readonly rows: readonly ShownIncident[];
}

const CARD_HEIGHT = 128;

/** The same incidents, a column for each state; within one the order of the list. */
export function IncidentBoard({ list, rows }: IncidentBoardProps) {
  const { t } = useTranslation('incidents');
  // Columns that this list can have nothing in would only take the room.
  const columns = BOARD_COLUMNS.filter(({ id }) => id !== 'ended' || inColumn(rows, 'ended').length > 0);
  return (
    <div className="incident-board" role="group" aria-label={t('board.label')}>
      {columns.map(({ id }) => {
        const own = inColumn(rows, id);
        const name = t(`board.${id}`);
        return (
          <section key={id} aria-label={t('board.column', { name, count: own.length })}>
            <h2>
              {name} <span>{own.length}</span>
            </h2>
            {own.length === 0 ? (
              <p className="quiet">{t('board.none')}</p>
            ) : (
              <WindowedRows
                label={name}
                rows={own}
                rowHeight={CARD_HEIGHT}
                keyOf={(incident) => incident.id}
                selectedKey={list.openId}
                onOpen={(incident) => list.open(incident.id)}
                head={null}
                cells={(incident) => <BoardCard incident={incident} />}
              />
            )}
          </section>
        );
      })}
    </div>
  );
}

function BoardCard({ incident }: { readonly incident: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const gridName = useGridNames();
  const assigneeText = useAssigneeText();
  const categoryText = useCategoryText();
  const { standing, category, id } = incident;
  return (
    <span role="gridcell" className="board-card">
      <Title incident={incident} />
      <span className="board-facts">
        {category ? categoryText(category.name) : t('category.unknown')}
        <Dot />
        {gridName(id)}
      </span>
      <span className="board-foot">
        <span>{standing.assignee ? assigneeText(standing.assignee) : t('with.nobody')}</span>
        <IncidentDeadline incident={incident} />
      </span>
    </span>
  );
}
