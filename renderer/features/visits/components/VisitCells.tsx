import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { isClosed } from '#shared/schema/opened-person';
import { dayText, Dot, Pill, useLanguage } from '#renderer/ui/index';
import { KindTags, useAgeText, useGridNames, useIsOwnGrid } from '../../people/index';
import { useRound, type PersonDue } from '../queries';
import { DueChip } from './DueChip';

const COLUMNS = ['name', 'kinds', 'address', 'last', 'due', 'deadline'] as const;

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

/** Draws one person's cells: a line of columns at a desk, two lines for a thumb. */
export function useVisitCells(scale: 'desk' | 'touch'): (row: PersonDue) => ReactNode {
  const { t } = useTranslation(['visits', 'people']);
  const language = useLanguage();
  const { today, drafts } = useRound();
  const ageText = useAgeText(today);
  const isOwnGrid = useIsOwnGrid();

  const gridName = useGridNames();

  const nameText = ({ person }: PersonDue): string => person.name ?? t('closed.short', { ns: 'people' });
  const closedTitle = ({ person }: PersonDue): string | undefined =>
    isClosed(person) ? t('closed.name', { ns: 'people' }) : undefined;
  const addressText = ({ person, address }: PersonDue): string => {
    // Where a child lives says whose file it is.
    if (isClosed(person)) return gridName(person._id) ?? '';
    return isOwnGrid(person._id) ? (address ?? '') : maskAddress(address ?? '');
  };
  const lastText = ({ lastMetOn }: PersonDue): string =>
    lastMetOn === null ? t('last.never') : dayText(lastMetOn, today, language);
  const draftOf = ({ person }: PersonDue): ReactNode =>
    drafts.has(person.uid) ? <Pill shape="progress">{t('resume')}</Pill> : null;

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
          <Dot />
          <span>{row.lastMetOn === null ? t('last.never') : t('last.on', { day: lastText(row) })}</span>
        </div>
      </div>
    );
  }
  return (row) => (
    <>
      <span role="gridcell" className="cell-name">
        <b title={closedTitle(row)}>{nameText(row)}</b> <span>{ageText(row.person.birthDate)}</span>
      </span>
      <span role="gridcell" className="cell-kinds">
        <KindTags kinds={row.kinds} />
      </span>
      <span role="gridcell" className="cell-address" title={addressText(row)}>
        {addressText(row)}
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
