import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { rulingOf } from '#shared/domain/ability/content';
import { ABILITY_GROUPS, ABILITY_ITEMS } from '#shared/domain/ability/items';
import { assessAbility, unanswered } from '#shared/domain/ability/level';
import { dayText, ErrorNotice, PrivateForm, useLanguage } from '#renderer/ui/index';
import { PersonTitle, type PersonRecord } from '../../people/index';
import { FormBar, useRound } from '../../visits/index';
import type { AssessmentSession, AssessmentState } from './assessment-session';
import { Circumstances } from './Circumstances';
import { ItemQuestion } from './ItemQuestion';
import { ResultStrip } from './ResultStrip';
import { useAbilityWords } from './words';
import './assessment.css';
import './ability-item.css';
import './assessment-print.css';

interface AssessmentFormProps {
  readonly person: PersonRecord;
  readonly session: AssessmentSession;
  readonly state: AssessmentState;
  readonly onLeave: () => void;
  readonly onComplete: () => void;
}

/**
 * The 26 items in their groups, one open at a time: an answer closes it and opens the next one that has none. Digits answer the open
 * item, Ctrl+Enter saves, Esc leaves for later.
 */
export function AssessmentForm({ person, session, state, onLeave, onComplete }: AssessmentFormProps) {
  const { t } = useTranslation('care');
  const language = useLanguage();
  const words = useAbilityWords();
  const { today } = useRound();
  const { draft, problems, completing } = state;
  const { answers, corrects } = draft;
  const [openId, setOpenId] = useState<string | null>(() => unanswered(answers)[0] ?? null);
  const form = useRef<HTMLFormElement>(null);
  // The first one too: digits answer from the moment at which the form is there.
  const toShow = useRef(openId);
  const hasShown = useRef(false);
  const missing = new Set(problems.flatMap((problem) => (problem.field === 'item' ? [problem.id] : [])));
  const result = assessAbility(answers, rulingOf({ disorder: draft.disorder ?? 'none', events: draft.events }));

  // Whoever answers by thumb or digit goes on at the next item.
  useEffect(() => {
    const wanted = toShow.current;
    toShow.current = null;
    if (wanted === null) return;
    const next = form.current?.querySelector<HTMLElement>(`[data-item="${wanted}"]`);
    next?.focus({ preventScroll: true });
    if (hasShown.current) next?.scrollIntoView({ block: 'center' });
    hasShown.current = true;
  }, [openId]);

  const show = (id: string | null) => {
    toShow.current = id;
    setOpenId(id);
  };
  const choose = (id: string, option: number, isStep: boolean) => {
    const next = { ...answers, [id]: option };
    session.answer({ answers: next });
    if (isStep) show(nextOpen(id, next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onComplete();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    } else if (/^[1-9]$/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
      if (event.target instanceof HTMLTextAreaElement) return;
      const item = ABILITY_ITEMS.find(({ id }) => id === openId);
      const option = Number(event.key) - 1;
      if (!item?.options[option]) return;
      event.preventDefault();
      choose(item.id, option, true);
    }
  };
  // What is missing is opened after a try to save.
  const firstMissing = problems[0];
  const [seenProblem, setSeenProblem] = useState(firstMissing);
  if (firstMissing !== seenProblem) {
    setSeenProblem(firstMissing);
    if (firstMissing?.field === 'item' && seenProblem === undefined) setOpenId(firstMissing.id);
  }

  return (
    <PrivateForm className="ability-form" ref={form} onKeyDown={onKeyDown}>
      <div className="ability-scroll">
        <header className="ability-head">
          <p className="quiet">{t('form.standard')}</p>
          <PersonTitle person={person} kinds={[]} today={today} level={1} />
          {corrects && (
            <p className="ability-corrects">
              {t('form.corrects', { day: dayText(corrects.assessedOn, today, language) })}
            </p>
          )}
          <ResultStrip answers={answers} result={result} onGroup={(group) => show(firstOf(group))} />
        </header>
        {ABILITY_GROUPS.map((group) => (
          <section key={group} className="card ability-group" aria-label={words.group(group)}>
            <h2>{words.group(group)}</h2>
            <ol>
              {ABILITY_ITEMS.filter((item) => item.group === group).map((item) => (
                <ItemQuestion
                  key={item.id}
                  item={item}
                  chosen={answers[item.id]}
                  isOpen={item.id === openId}
                  isMissing={missing.has(item.id)}
                  onOpen={() => setOpenId(item.id === openId ? null : item.id)}
                  onChoose={(option, isStep) => choose(item.id, option, isStep)}
                />
              ))}
            </ol>
          </section>
        ))}
        <Circumstances state={state} answer={session.answer} />
        {state.saving.kind === 'failed' && (
          <ErrorNotice error={state.saving.error} onRemedy={() => void session.flush()} />
        )}
        {completing.kind === 'failed' && <ErrorNotice error={completing.error} onRemedy={onComplete} />}
        {problems.length > 0 && (
          <p className="field-error" role="alert">
            {t('problem.left', { count: problems.length })}
          </p>
        )}
      </div>
      <FormBar
        saving={state.saving}
        isResumed={state.isResumed}
        isRunning={completing.kind === 'running'}
        hint={t('form.hint')}
        complete={t('form.save')}
        onLeave={onLeave}
        onComplete={onComplete}
      />
    </PrivateForm>
  );
}

/** The next item without an answer behind one, else the first there is; null when all have theirs. */
function nextOpen(id: string, answers: AssessmentState['draft']['answers']): string | null {
  const left = unanswered(answers);
  const at = ABILITY_ITEMS.findIndex((item) => item.id === id);
  const behind = new Set(ABILITY_ITEMS.slice(at + 1).map((item) => item.id));
  return left.find((each) => behind.has(each)) ?? left[0] ?? null;
}

const firstOf = (group: (typeof ABILITY_GROUPS)[number]): string | null =>
  ABILITY_ITEMS.find((item) => item.group === group)?.id ?? null;
