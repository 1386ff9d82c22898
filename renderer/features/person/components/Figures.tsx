import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { dayText, useLanguage } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { DueChip, usePersonVisits, useRound } from '../../visits/index';
import type { Standing } from '../queries';

interface FiguresProps {
  readonly person: PersonRecord;
  readonly standing: Standing;
}

/** Visits looked through for the last one on which somebody was met, for people who are on no list of visits. */
const LOOK_BACK = 20;

/** Three figures about somebody: when somebody last met them, when the next visit is due, how many live together. */
export function Figures({ person, standing: { due, household } }: FiguresProps) {
  const { t } = useTranslation(['person', 'visits']);
  const language = useLanguage();
  const { today, due: all } = useRound();
  const isKnown = all !== undefined;
  const visits = usePersonVisits(person.uid, LOOK_BACK);
  const met = visits?.find(({ answers }) => answers.outcome === 'met');
  const last = due?.lastMetOn ?? (met ? dateAtStation(met.startedAtMs) : null);
  return (
    <dl className="figures">
      <Figure label={t('figure.last')}>
        {last === null ? (visits ? t('figure.never') : '') : dayText(last, today, language)}
      </Figure>
      <Figure label={t('figure.next')} beside={due && <DueChip due={due} />}>
        {!isKnown ? '' : due === undefined ? t('figure.not-due') : dayText(due.dueOn, today, language)}
      </Figure>
      <Figure label={t('figure.household')}>
        {household === undefined
          ? ''
          : household.length === 0
            ? t('figure.no-household')
            : t('figure.people', { count: household.length })}
      </Figure>
    </dl>
  );
}

interface FigureProps {
  readonly label: string;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

function Figure({ label, beside, children }: FigureProps) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b>{children}</b> {beside}
      </dd>
    </div>
  );
}
