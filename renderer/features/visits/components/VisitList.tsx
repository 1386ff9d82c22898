import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { SOON_DAYS } from '#shared/domain/visits/due';
import { useSync } from '#renderer/data/index';
import { dayText, Empty, goTo, useLanguage, useLayout, WindowedRows } from '#renderer/ui/index';
import { visitsPlace, type VisitTab } from '../places';
import { useRound, type PersonDue } from '../queries';
import { useVisitCells, VisitHead } from './VisitCells';

interface VisitListProps {
  readonly rows: readonly PersonDue[];
  readonly tab: VisitTab;
  readonly search: string;
  readonly selectedId: string | null;
  readonly onOpen: (row: PersonDue) => void;
  readonly onClearSearch: () => void;
}

const ROW_HEIGHT = { desk: 44, touch: 92 } as const;

/** The people of the chosen list; one press opens somebody. */
export function VisitList({ rows, tab, search, selectedId, onOpen, onClearSearch }: VisitListProps) {
  const { t } = useTranslation('visits');
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  const cells = useVisitCells(scale);
  if (rows.length === 0) return <NobodyListed tab={tab} search={search} onClearSearch={onClearSearch} />;
  return (
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
  );
}

/** Why there is nobody: nothing found, everything done, nobody on this device, or not all here yet. */
function NobodyListed({ tab, search, onClearSearch }: Pick<VisitListProps, 'tab' | 'search' | 'onClearSearch'>) {
  const { t } = useTranslation(['visits', 'people']);
  const language = useLanguage();
  const { due, today } = useRound();
  const databases = useSync()?.status.databases ?? [];
  const received = databases.reduce((sum, database) => sum + database.received, 0);
  const isCatchingUp = databases.some(({ state }) => state === 'catching-up');

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
