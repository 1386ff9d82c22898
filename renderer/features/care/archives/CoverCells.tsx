import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assessedUntil, type Cover } from '#shared/domain/visits/coverage';
import { dayText, Dot, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { KindTags, useAgeText } from '../../people/index';
import { useRound, useRowWords } from '../../visits/index';
import type { CoveredRow } from './archives';

const COLUMNS = ['name', 'kinds', 'address', 'visit', 'watch', 'assessment'] as const;

/** Head of the list. */
export function CoverHead() {
  const { t } = useTranslation('care');
  return (
    <>
      {COLUMNS.map((column) => (
        <span key={column} role="columnheader" className={`cover-${column}`}>
          {t(`col.${column}`)}
        </span>
      ))}
    </>
  );
}

const VISIT_SHAPES: Readonly<Record<Cover['visit'], Shape>> = { current: 'done', overdue: 'due', never: 'alert' };
const WATCH_SHAPES: Readonly<Record<Cover['watch'], Shape>> = { works: 'done', silent: 'offline', none: 'idle' };
const ASSESSMENT_SHAPES: Readonly<Record<Cover['assessment'], Shape>> = {
  current: 'done',
  expired: 'due',
  none: 'idle',
  'not-asked': 'idle',
};

/** Draws one person's cells: which of the three ways holds, and of the others what is missing. */
export function useCoverCells(scale: 'desk' | 'touch'): (row: CoveredRow) => ReactNode {
  const { t } = useTranslation('care');
  const language = useLanguage();
  const { today, table } = useRound();
  const ageText = useAgeText(today);
  const { nameText, closedTitle, addressText } = useRowWords();

  const visit = ({ row, cover }: CoveredRow) => (
    <Pill shape={VISIT_SHAPES[cover.visit]}>{t(`visit.${cover.visit}`, { count: row.overdueDays })}</Pill>
  );
  const watch = ({ cover }: CoveredRow) => <Pill shape={WATCH_SHAPES[cover.watch]}>{t(`watch.${cover.watch}`)}</Pill>;
  const assessment = ({ row, cover }: CoveredRow) => {
    const until = row.assessedOn === null ? null : assessedUntil(row.assessedOn, table.assessmentMonths);
    const day = until === null ? '' : dayText(until, today, language);
    return <Pill shape={ASSESSMENT_SHAPES[cover.assessment]}>{t(`assessment.${cover.assessment}`, { day })}</Pill>;
  };

  if (scale === 'touch') {
    return (covered) => (
      <div role="gridcell" className="cover-touch">
        <div>
          <b title={closedTitle(covered.row)}>{nameText(covered.row)}</b>
          <span>{ageText(covered.row.person.birthDate)}</span>
          <KindTags kinds={covered.row.kinds} />
        </div>
        <div>{addressText(covered.row)}</div>
        <div>
          {visit(covered)}
          <Dot />
          {watch(covered)}
          <Dot />
          {assessment(covered)}
        </div>
      </div>
    );
  }
  return (covered) => (
    <>
      <span role="gridcell" className="cover-name">
        <b title={closedTitle(covered.row)}>{nameText(covered.row)}</b>{' '}
        <span>{ageText(covered.row.person.birthDate)}</span>
      </span>
      <span role="gridcell" className="cover-kinds">
        <KindTags kinds={covered.row.kinds} />
      </span>
      <span role="gridcell" className="cover-address" title={addressText(covered.row)}>
        {addressText(covered.row)}
      </span>
      <span role="gridcell" className="cover-visit">
        {visit(covered)}
      </span>
      <span role="gridcell" className="cover-watch">
        {watch(covered)}
      </span>
      <span role="gridcell" className="cover-assessment">
        {assessment(covered)}
      </span>
    </>
  );
}
