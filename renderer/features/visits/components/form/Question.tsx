import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NOTE_LIMIT } from '#shared/domain/visits/questions';
import type { VisitProblem } from '#shared/domain/visits/complete';

interface QuestionFrameProps {
  readonly label: string;
  readonly problem?: VisitProblem | undefined;
  /** Label at the top of a tall answer instead of its middle. */
  readonly tall?: boolean;
  /** Gets the id of the sentence that says what is wrong, while something is. */
  readonly children: (errorId: string | undefined) => ReactNode;
}

/** A question: its label, the answer, and below it what is wrong, in words. */
export function Question({ label, problem, tall = false, children }: QuestionFrameProps) {
  const { t } = useTranslation('visits');
  const id = useId();
  const errorId = problem ? `${id}-error` : undefined;
  return (
    <div className={`question${tall ? ' is-tall' : ''}`}>
      <div className="question-label" aria-hidden="true">
        {label}
      </div>
      <div className="question-answer">
        {children(errorId)}
        {problem && (
          <p className="field-error" id={errorId}>
            {t(`problem.${problem.field}.${problem.problem}`, { limit: NOTE_LIMIT })}
          </p>
        )}
      </div>
    </div>
  );
}

/** The problem of one field, if it has one. */
export const problemOf = (problems: readonly VisitProblem[], field: VisitProblem['field']): VisitProblem | undefined =>
  problems.find((problem) => problem.field === field);
