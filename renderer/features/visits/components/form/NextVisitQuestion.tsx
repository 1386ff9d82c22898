import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { addDays } from '#shared/domain/calendar/date';
import type { NextVisit } from '#shared/domain/visits/draft';
import { NEXT_VISIT_DAYS } from '#shared/domain/visits/questions';
import { Choice, dayText, useLanguage } from '#renderer/ui/index';
import { useRound } from '../../queries';
import { problemOf, Question } from './Question';
import type { QuestionProps } from './VisitForm';

type NextChoice = `${(typeof NEXT_VISIT_DAYS)[number]}` | 'pick';

/** When to come again: in a few days, or on a day to pick; pressing the choice again takes it back. */
export function NextVisitQuestion({ state: { draft, problems }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  const language = useLanguage();
  const { today } = useRound();
  const { next } = draft;
  const chosen = choiceOf(next);
  const daysLabel = (days: number) => (days === 7 ? t('next.week') : t('next.days', { count: days }));
  const options = [
    ...NEXT_VISIT_DAYS.map((days) => {
      const value: NextChoice = `${days}`;
      const label = daysLabel(days);
      const day = dayText(addDays(today, days), today, language);
      return { value, label: chosen === value ? t('next.chosen', { day, label }) : label };
    }),
    { value: 'pick' as const, label: t('next.pick') },
  ];
  return (
    <Question label={t('field.next')} problem={problemOf(problems, 'next')}>
      {(errorId) => (
        <>
          <Choice<NextChoice>
            label={t('field.next')}
            options={options}
            value={chosen}
            canClear
            onChange={(value) => answer({ next: nextOf(value) })}
          />
          {next.kind === 'on' && (
            <Input
              className="next-date"
              type="date"
              autoFocus={next.date === ''}
              aria-label={t('next.date')}
              min={addDays(today, 1)}
              max={addDays(today, 366)}
              value={next.date}
              onChange={(event) => answer({ next: { kind: 'on', date: event.target.value } })}
              {...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId })}
            />
          )}
        </>
      )}
    </Question>
  );
}

function choiceOf(next: NextVisit): NextChoice | null {
  if (next.kind === 'on') return 'pick';
  const days = next.kind === 'in-days' ? NEXT_VISIT_DAYS.find((each) => each === next.days) : undefined;
  return days === undefined ? null : `${days}`;
}

function nextOf(choice: NextChoice | null): NextVisit {
  if (choice === null) return { kind: 'open' };
  return choice === 'pick' ? { kind: 'on', date: '' } : { kind: 'in-days', days: Number(choice) };
}
