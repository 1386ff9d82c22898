import { Button } from 'antd';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { SOON_DAYS } from '#shared/domain/visits/due';
import { isReceiving, useSync } from '#renderer/data/index';
import { dayText, Empty, goTo, useLanguage, useLayout, WindowedRows } from '#renderer/ui/index';
import { visitsPlace, type VisitTab } from '../places';
import type { Giving } from '../plan/use-giving';
import { useRound, type PersonDue } from '../queries';
import { useVisitCells, VisitHead } from './VisitCells';

interface VisitListProps {
  readonly rows: readonly PersonDue[];
  readonly tab: VisitTab;
  readonly search: string;
  readonly selectedId: string | null;
  readonly onOpen: (row: PersonDue) => void;
  readonly giving: Giving;
  readonly onClearSearch: () => void;
}

const ROW_HEIGHT = { desk: 44, touch: 92 } as const;

/**
 * The people of the chosen list; one press opens somebody. Shift with an arrow marks whoever the arrow passes, X marks one, G gives those who
 * are marked, or the one in focus, to another worker.
 */
export function VisitList({ rows, tab, search, selectedId, onOpen, giving, onClearSearch }: VisitListProps) {
  const { t } = useTranslation('visits');
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  const cells = useVisitCells(scale, giving.marked);
  if (rows.length === 0) return <NobodyListed tab={tab} search={search} onClearSearch={onClearSearch} />;
  const rowAt = (target: EventTarget): number | null => {
    const row = target instanceof Element ? target.closest('[data-row]') : null;
    return row === null ? null : Number(row.getAttribute('data-row'));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = rowAt(event.target);
    const row = index === null ? undefined : rows[index];
    if (index === null || !row || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const key = event.key.toLowerCase();
    // The focus itself is moved by the list.
    if (step !== 0 && event.shiftKey) giving.mark([row, rows[index + step] ?? row], true);
    else if (key === 'x') giving.mark([row], !giving.marked.has(row.person._id));
    else if (key === 'g') giving.begin(row);
    else return;
    if (step === 0) event.preventDefault();
  };
  const onClickCapture = (event: MouseEvent) => {
    const index = event.ctrlKey || event.metaKey ? rowAt(event.target) : null;
    const row = index === null ? undefined : rows[index];
    if (!row) return;
    event.stopPropagation();
    giving.mark([row], !giving.marked.has(row.person._id));
  };
  return (
    <div className="visits-rows" onKeyDown={onKeyDown} onClickCapture={onClickCapture}>
      <WindowedRows
        label={t('list.label')}
        rows={rows}
        rowHeight={ROW_HEIGHT[scale]}
        keyOf={(row) => row.person._id}
        selectedKey={selectedId}
        onOpen={onOpen}
        head={scale === 'desk' ? <VisitHead /> : null}
        cells={cells}
      />
      <MarkBar giving={giving} first={rows[0] ?? null} />
    </div>
  );
}

/** What is marked and what can be done with it; without a mark, which keys there are, for whoever may give visits. */
function MarkBar({ giving, first }: { readonly giving: Giving; readonly first: PersonDue | null }) {
  const { t } = useTranslation('visits');
  const isTouch = useLayout() === 'tablet';
  const count = giving.marked.size;
  if (count === 0) {
    const mayGive = first !== null && giving.mayGive(first);
    return mayGive && !isTouch ? <p className="visits-keys">{t('give.keys')}</p> : null;
  }
  return (
    <p className="visits-keys">
      <b>{t('give.marked', { count })}</b>
      <Button size="small" type="primary" onClick={() => giving.begin(null)}>
        {t('give.open')}
      </Button>
      <Button size="small" onClick={giving.clear}>
        {t('give.clear')}
      </Button>
    </p>
  );
}

/** Why there is nobody: nothing found, everything done, nobody on this device, or not all here yet. */
function NobodyListed({ tab, search, onClearSearch }: Pick<VisitListProps, 'tab' | 'search' | 'onClearSearch'>) {
  const { t } = useTranslation(['visits', 'people']);
  const language = useLanguage();
  const { due, today } = useRound();
  const status = useSync()?.status;
  const databases = status?.databases ?? [];
  const received = databases.reduce((sum, database) => sum + database.received, 0);
  const isCatchingUp = databases.some(({ state }) => state === 'catching-up') || (status && isReceiving(status, true));

  if (search !== '') {
    const clear = <Button onClick={onClearSearch}>{t('search.clear')}</Button>;
    return <Empty title={t('empty.search', { query: search })} text={t('empty.search.text')} action={clear} />;
  }
  if (due?.length === 0) {
    return isCatchingUp ? (
      <Empty title={t('empty.syncing')} text={t('empty.syncing.text', { count: received })} />
    ) : (
      <Empty title={t('empty.all')} text={t('empty.all.text')} />
    );
  }
  const showAll = <Button onClick={() => goTo(visitsPlace({ tab: 'all' }), { replace: true })}>{t('show.all')}</Button>;
  if (tab === 'soon') {
    return <Empty title={t('empty.soon', { days: SOON_DAYS })} text={t('empty.soon.text')} action={showAll} />;
  }
  const next = due?.[0];
  const closedName = t('closed.name', { ns: 'people' });
  const text = next
    ? t('empty.overdue.text', {
        name: next.person.name ?? closedName,
        day: dayText(next.dueOn, today, language),
      })
    : t('empty.overdue.none');
  return <Empty title={t('empty.overdue')} text={text} action={showAll} />;
}
