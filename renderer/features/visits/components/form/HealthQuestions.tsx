import { Input } from 'antd';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { levelOf, readTyped, type ReadingLevel } from '#shared/domain/visits/blood-pressure';
import type { VisitProblem } from '#shared/domain/visits/complete';
import { CONDITIONS } from '#shared/domain/visits/questions';
import { Choice, Pill, type Shape } from '#renderer/ui/index';
import { problemOf, Question } from './Question';
import type { QuestionProps } from './VisitForm';

interface HealthQuestionsProps extends QuestionProps {
  /** Full years of the person, for what a reading means. */
  readonly age: number;
}

/** How the person is. Whoever may not record health is told so instead. */
export function HealthQuestions({ state, answer, age }: HealthQuestionsProps) {
  const { t } = useTranslation('visits');
  const { draft, problems, recordsHealth } = state;
  if (!recordsHealth) {
    return (
      <Question label={t('field.condition')}>{() => <p className="quiet">{t('field.health.denied')}</p>}</Question>
    );
  }
  return (
    <>
      <Question label={t('field.condition')} problem={problemOf(problems, 'condition')}>
        {(errorId) => (
          <Choice
            label={t('field.condition')}
            options={CONDITIONS.map((value) => ({ value, label: t(`condition.${value}`) }))}
            value={draft.condition}
            onChange={(condition) => answer({ condition })}
            canClear
            errorId={errorId}
          />
        )}
      </Question>
      <BloodPressureQuestion state={state} answer={answer} age={age} />
    </>
  );
}

const LEVEL_SHAPES: Readonly<Record<ReadingLevel, Shape>> = {
  usual: 'done',
  unrated: 'idle',
  low: 'due',
  high: 'due',
  urgent: 'alert',
};

/** Two numbers. What they call for appears beside them; what is wrong is said once both have been left. */
function BloodPressureQuestion({ state: { draft, problems }, answer, age }: HealthQuestionsProps) {
  const { t } = useTranslation('visits');
  const [wasLeft, setWasLeft] = useState(false);
  const typed = readTyped(draft.systolic, draft.diastolic);
  const late: VisitProblem | undefined =
    typed.kind === 'problem' && wasLeft ? { field: 'bloodPressure', problem: typed.problem } : undefined;
  const problem = problemOf(problems, 'bloodPressure') ?? late;
  const level = typed.kind === 'reading' ? levelOf(typed.reading, age) : null;

  const toNextField = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter' || event.ctrlKey) return;
    event.preventDefault();
    event.currentTarget.closest('.blood-pressure')?.querySelectorAll('input')[1]?.focus();
  };
  return (
    <Question label={t('field.bloodPressure')} problem={problem}>
      {(errorId) => {
        const shared = {
          inputMode: 'numeric' as const,
          autoComplete: 'off',
          maxLength: 3,
          ...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId }),
        };
        return (
          <div
            className="blood-pressure"
            role="group"
            aria-label={t('field.bloodPressure')}
            onBlur={(event) => {
              if (!event.currentTarget.contains(event.relatedTarget)) setWasLeft(true);
            }}
          >
            <Input
              {...shared}
              aria-label={t('field.systolic')}
              value={draft.systolic}
              onChange={(event) => answer({ systolic: event.target.value })}
              onKeyDown={toNextField}
            />
            <span aria-hidden="true">/</span>
            <Input
              {...shared}
              aria-label={t('field.diastolic')}
              value={draft.diastolic}
              onChange={(event) => answer({ diastolic: event.target.value })}
            />
            <span className="unit">mmHg</span>
            <span className="level" role="status">
              {level && level !== 'usual' && level !== 'unrated' && (
                <Pill shape={LEVEL_SHAPES[level]} filled>
                  {t(`bp.${level}`)}
                </Pill>
              )}
            </span>
          </div>
        );
      }}
    </Question>
  );
}
