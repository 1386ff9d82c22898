import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_LIMITS } from '#shared/schema/types/incident';
import { PROBLEMS_OF, type AskedField, type FormProblem } from './draft';

interface AskProps {
  readonly label: string;
  /** A few quiet words below the label. */
  readonly note?: string | undefined;
  /** What is wrong with the answer, if anything is. */
  readonly problem?: FormProblem | undefined;
  /** Gets the id of the sentence that says what is wrong, while something is. */
  readonly children: (errorId: string | undefined) => ReactNode;
}

/** One question of the report: its label, the answer, and below it what is wrong, in words. */
export function Ask({ label, note, problem, children }: AskProps) {
  const { t } = useTranslation('incidentReport');
  const id = useId();
  const errorId = problem ? `${id}-error` : undefined;
  return (
    <div className="ask">
      <div className="ask-label" aria-hidden="true">
        {label}
        {note !== undefined && <small>{note}</small>}
      </div>
      <div className="ask-answer">
        {children(errorId)}
        {problem && (
          <p className="field-error" id={errorId}>
            {t(`problem.${problem}`, INCIDENT_LIMITS)}
          </p>
        )}
      </div>
    </div>
  );
}

/** What is wrong with the answer to one question, if anything is. */
export const problemOf = (problems: readonly FormProblem[], field: AskedField): FormProblem | undefined =>
  problems.find((problem) => (PROBLEMS_OF[field] as readonly FormProblem[]).includes(problem));
