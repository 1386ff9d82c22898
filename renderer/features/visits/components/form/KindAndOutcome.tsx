import { useTranslation } from 'react-i18next';
import type { VisitKind, VisitOutcome } from '#shared/domain/visits/questions';
import { Choice } from '#renderer/ui/index';
import { problemOf, Question } from './Question';
import type { QuestionProps } from './VisitForm';

const KINDS: readonly VisitKind[] = ['home', 'phone', 'chance'];
const OUTCOMES: readonly VisitOutcome[] = ['met', 'absent', 'refused'];

/** How the visit was made and whether it came about; the rest of the form follows from these two. */
export function KindAndOutcome({ state: { draft, problems }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  const { kind } = draft;
  const outcomeLabel = t(`field.outcome.${kind}`);
  return (
    <>
      <Question label={t('field.kind')}>
        {() => (
          <Choice
            label={t('field.kind')}
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            value={kind}
            onChange={(value) => {
              if (value) answer({ kind: value });
            }}
          />
        )}
      </Question>
      <Question label={outcomeLabel} problem={problemOf(problems, 'outcome')}>
        {(errorId) => (
          <Choice
            label={outcomeLabel}
            options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${kind}.${value}`) }))}
            value={draft.outcome}
            onChange={(outcome) => answer({ outcome })}
            errorId={errorId}
          />
        )}
      </Question>
    </>
  );
}
