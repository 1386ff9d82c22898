import { Input } from 'antd';
import { WifiOff } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { INCIDENT_LIMITS } from '#shared/schema/types/incident';
import { useSync } from '#renderer/data/index';
import { ErrorNotice, PrivateForm, useLayout } from '#renderer/ui/index';
import type { CategoryView } from '../categories';
import { Ask, problemOf } from './Ask';
import { CategoryQuestion } from './CategoryQuestion';
import { titleOf } from './draft';
import { NearbyIncidents } from './NearbyIncidents';
import { OnBehalfQuestion } from './OnBehalfQuestion';
import { PhotosAsk } from './PhotosAsk';
import { GridQuestion, PlaceQuestion } from './PlaceQuestion';
import { ReportFoot } from './ReportFoot';
import type { ReportSession, ReportState } from './report-session';
import { VoiceAsk } from './VoiceAsk';

/** What every question gets. */
export interface ReportQuestionProps {
  readonly state: ReportState;
  readonly answer: ReportSession['answer'];
}

interface ReportFormProps {
  readonly session: ReportSession;
  readonly state: ReportState;
  readonly categories: readonly CategoryView[];
  /** Uids of categories that are reported most, the first the likeliest. */
  readonly usual: readonly string[];
  readonly onLeave: () => void;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

/** From here on the rest is counted out. */
const COUNT_FROM = INCIDENT_LIMITS.text - 200;

/** The whole report: what, where, how it looks, who asked. Ctrl+Enter sends, Esc leaves it for later. */
export function ReportForm({ session, state, categories, usual, onLeave, onDiscard, onSend }: ReportFormProps) {
  const isTablet = useLayout() === 'tablet';
  const { t } = useTranslation('incidentReport');
  const form = useRef<HTMLFormElement>(null);
  const { problems, sending } = state;
  const category = categories.find(({ uid }) => uid === state.draft.categoryUid);
  const question: ReportQuestionProps = { state, answer: session.answer };

  // The first thing to mend gets the focus after each try.
  const firstProblem = problems[0];
  const tries = useRef(0);
  useEffect(() => {
    if (!firstProblem || tries.current === 0) return;
    tries.current = 0;
    form.current
      ?.querySelector<HTMLElement>('[aria-invalid="true"]:is(input, textarea, select), [aria-invalid="true"] input')
      ?.focus();
  }, [firstProblem, problems]);

  const send = () => {
    tries.current += 1;
    onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <PrivateForm className="report-form" ref={form} onKeyDown={onKeyDown}>
      <OfflineStrip />
      <div className="report-scroll">
        <div className="report-main">
          {!isTablet && <h1>{t('title')}</h1>}
          <CategoryQuestion {...question} categories={categories} usual={usual} />
          <PlaceQuestion {...question} onLocate={session.locateAgain} />
          <GridQuestion {...question} />
          <NearbyIncidents draft={state.draft} />
          <PhotosAsk state={state} session={session} />
          <TitleQuestion {...question} category={category?.name ?? null} />
          <TextQuestion {...question} />
          <VoiceAsk state={state} session={session} />
          <UrgentQuestion {...question} />
          <OnBehalfQuestion {...question} />
          {state.saving.kind === 'failed' && (
            <ErrorNotice error={state.saving.error} onRemedy={() => void session.flush()} />
          )}
          {sending.kind === 'failed' && <ErrorNotice error={sending.error} onRemedy={send} />}
        </div>
      </div>
      <ReportFoot state={state} onLeave={onLeave} onDiscard={onDiscard} onSend={send} />
    </PrivateForm>
  );
}

interface TitleQuestionProps extends ReportQuestionProps {
  /** Name of the category; null while none is chosen. */
  readonly category: string | null;
}

/** In one sentence, for lists: place and category say it where nobody writes another. */
function TitleQuestion({ state: { draft, problems }, answer, category }: TitleQuestionProps) {
  const { t } = useTranslation('incidentReport');
  return (
    <Ask label={t('field.title')} problem={problemOf(problems, 'title')}>
      {(errorId) => (
        <>
          <Input
            aria-label={t('field.title')}
            placeholder={titleOf({ ...draft, title: '' }, category) || t('title.hint')}
            value={draft.title}
            onChange={(event) => answer({ title: event.target.value })}
            {...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId })}
          />
          <p className="ask-hint">{t('title.open')}</p>
        </>
      )}
    </Ask>
  );
}

/** What was seen, in the reporter's words, for those who deal with it; longer text than fits is kept and said to be too long, never cut. */
function TextQuestion({ state: { draft, problems }, answer }: ReportQuestionProps) {
  const { t } = useTranslation('incidentReport');
  const count = [...draft.text].length;
  return (
    <Ask label={t('field.text')} problem={problemOf(problems, 'text')}>
      {(errorId) => (
        <>
          <Input.TextArea
            autoSize={{ minRows: 3, maxRows: 10 }}
            aria-label={t('field.text')}
            placeholder={t('text.hint')}
            value={draft.text}
            onChange={(event) => answer({ text: event.target.value })}
            {...(errorId && { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': errorId })}
          />
          {count >= COUNT_FROM && (
            <p className="text-count">{t('text.count', { count, limit: INCIDENT_LIMITS.text })}</p>
          )}
        </>
      )}
    </Ask>
  );
}

function UrgentQuestion({ state: { draft }, answer }: ReportQuestionProps) {
  const { t } = useTranslation('incidentReport');
  return (
    <Ask label={t('field.urgent')}>
      {() => (
        <label className="urgent-check">
          <input type="checkbox" checked={draft.urgent} onChange={({ target }) => answer({ urgent: target.checked })} />
          <span>{t('urgent.text')}</span>
        </label>
      )}
    </Ask>
  );
}

/** Says that nothing is lost while the hub is away. */
function OfflineStrip() {
  const { t } = useTranslation('incidentReport');
  if (useSync()?.status.link.kind !== 'away') return null;
  return (
    <p className="report-offline" role="status">
      <WifiOff size={20} strokeWidth={1.6} aria-hidden="true" />
      {t('offline')}
    </p>
  );
}
