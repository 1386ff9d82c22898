import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText, Dot, Pill, useLanguage } from '#renderer/ui/index';
import { KindTags, useAgeText, useStaffNames } from '../../people/index';
import { useRound, type PersonDue } from '../queries';
import { useRowWords } from '../row-words';
import { DueChip } from './DueChip';

const COLUMNS = ['name', 'kinds', 'address', 'who', 'last', 'due', 'deadline'] as const;

/** Head of the list. */
export function VisitHead() {
  const { t } = useTranslation('visits');
  return (
    <>
      {COLUMNS.map((column) => (
        <span key={column} role="columnheader" className={`cell-${column}`}>
          {t(`col.${column}`)}
        </span>
      ))}
    </>
  );
}

/** Draws one person's cells: a line of columns at a desk, two lines for a thumb. `marked` has the `_id`s of those who are. */
export function useVisitCells(scale: 'desk' | 'touch', marked: ReadonlySet<string>): (row: PersonDue) => ReactNode {
  const { t } = useTranslation(['visits', 'people']);
  const language = useLanguage();
  const { today, drafts } = useRound();
  const ageText = useAgeText(today);
  const nameOf = useStaffNames();
  const { nameText, closedTitle, addressText } = useRowWords();
  const lastText = ({ lastMetOn }: PersonDue): string =>
    lastMetOn === null ? t('last.never') : dayText(lastMetOn, today, language);
  const draftOf = ({ person }: PersonDue): ReactNode =>
    drafts.has(person.uid) ? <Pill shape="progress">{t('resume')}</Pill> : null;

  const whoText = ({ assigneeUid }: PersonDue): string => (assigneeUid === null ? '' : (nameOf(assigneeUid) ?? ''));
  const markOf = ({ person }: PersonDue): ReactNode =>
    marked.has(person._id) ? (
      <>
        <Check size={16} className="visit-mark" aria-hidden="true" />
        <span className="visually-hidden">{t('give.is-marked')}</span>
      </>
    ) : null;

  if (scale === 'touch') {
    return (row) => (
      <div role="gridcell" className="visit-touch-row">
        <div>
          <b title={closedTitle(row)}>{nameText(row)}</b>
          <span>{ageText(row.person.birthDate)}</span>
          <KindTags kinds={row.kinds} />
          <span className="end">{draftOf(row) ?? <DueChip due={row} />}</span>
        </div>
        <div>
          <span>{addressText(row)}</span>
          {row.assigneeUid !== null && (
            <>
              <Dot />
              <span>{whoText(row)}</span>
            </>
          )}
          <Dot />
          <span>{row.lastMetOn === null ? t('last.never') : t('last.on', { day: lastText(row) })}</span>
        </div>
      </div>
    );
  }
  return (row) => (
    <>
      <span role="gridcell" className="cell-name">
        {markOf(row)}
        <b title={closedTitle(row)}>{nameText(row)}</b> <span>{ageText(row.person.birthDate)}</span>
      </span>
      <span role="gridcell" className="cell-kinds">
        <KindTags kinds={row.kinds} />
      </span>
      <span role="gridcell" className="cell-address" title={addressText(row)}>
        {addressText(row)}
      </span>
      <span role="gridcell" className="cell-who">
        {whoText(row)}
      </span>
      <span role="gridcell" className="cell-last">
        {lastText(row)}
      </span>
      <span role="gridcell" className="cell-due">
        {dayText(row.dueOn, today, language)}
      </span>
      <span role="gridcell" className="cell-deadline">
        {draftOf(row) ?? <DueChip due={row} />}
      </span>
    </>
  );
}
