import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ageOn } from '#shared/domain/people/age';
import { asksAboutHealth, asksForSignature, looksAtHome } from '#shared/domain/visits/questions';
import { useSync } from '#renderer/data/index';
import { Card, ErrorNotice, PrivateForm, useLayout } from '#renderer/ui/index';
import { WifiOff } from 'lucide-react';
import type { PersonRecord } from '../../../people/index';
import { useRound } from '../../queries';
import type { VisitSession, VisitSessionState } from '../../visit-session';
import { VisitHistory } from '../VisitHistory';
import { FormFoot } from './FormFoot';
import { FormHead } from './FormHead';
import { HealthQuestions } from './HealthQuestions';
import { HomeSafety, Needs } from './HomeQuestions';
import { KindAndOutcome } from './KindAndOutcome';
import { NextVisitQuestion } from './NextVisitQuestion';
import { NoteQuestion } from './NoteQuestion';
import { PhotosQuestion } from './PhotosQuestion';
import { SignatureQuestion } from './SignatureQuestion';

interface VisitFormProps {
  readonly person: PersonRecord;
  readonly session: VisitSession;
  readonly state: VisitSessionState;
  readonly onLeave: () => void;
  readonly onComplete: () => void;
}

/** What every question gets. */
export interface QuestionProps {
  readonly state: VisitSessionState;
  readonly answer: VisitSession['answer'];
}

/** The whole form: who, the questions that the outcome asks for, and what is saved. Ctrl+Enter completes, Esc leaves. */
export function VisitForm({ person, session, state, onLeave, onComplete }: VisitFormProps) {
  const { t } = useTranslation('visits');
  const isWide = useLayout() === 'wide';
  const { today } = useRound();
  const form = useRef<HTMLFormElement>(null);
  const { draft, problems, completing } = state;
  const question: QuestionProps = { state, answer: session.answer };

  // The first thing to mend gets the focus after each try.
  const firstProblem = problems[0];
  const tries = useRef(0);
  useEffect(() => {
    if (!firstProblem || tries.current === 0) return;
    tries.current = 0;
    form.current
      ?.querySelector<HTMLElement>('[aria-invalid="true"]:is(input, textarea), [aria-invalid="true"] input')
      ?.focus();
  }, [firstProblem, problems]);

  const complete = () => {
    tries.current += 1;
    onComplete();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      complete();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    }
  };

  return (
    <PrivateForm className="visit-form" ref={form} onKeyDown={onKeyDown}>
      <OfflineStrip />
      <div className="visit-form-scroll">
        <div className="visit-form-main">
          <FormHead person={person} state={state} />
          <KindAndOutcome {...question} />
          {asksAboutHealth(draft.outcome) && <HealthQuestions {...question} age={ageOn(person.birthDate, today)} />}
          {looksAtHome(draft.kind, draft.outcome) && <HomeSafety {...question} />}
          {asksAboutHealth(draft.outcome) && <Needs {...question} />}
          <NoteQuestion {...question} />
          <PhotosQuestion state={state} session={session} />
          <NextVisitQuestion {...question} />
          {asksForSignature(draft.kind, draft.outcome) && <SignatureQuestion {...question} />}
          {state.saving.kind === 'failed' && (
            <ErrorNotice error={state.saving.error} onRemedy={() => void session.flush()} />
          )}
          {completing.kind === 'failed' && <ErrorNotice error={completing.error} onRemedy={complete} />}
        </div>
        {isWide && (
          <aside>
            <Card title={t('form.history')}>
              <VisitHistory person={person} readOnly />
            </Card>
          </aside>
        )}
      </div>
      <FormFoot state={state} onLeave={onLeave} onComplete={complete} />
    </PrivateForm>
  );
}

/** Says that nothing is lost while the hub is away. */
function OfflineStrip() {
  const { t } = useTranslation('visits');
  const link = useSync()?.status.link.kind;
  if (link !== 'away') return null;
  return (
    <p className="offline-strip" role="status">
      <WifiOff size={20} strokeWidth={1.6} aria-hidden="true" />
      {t('form.offline')}
    </p>
  );
}
