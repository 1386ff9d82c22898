import { Button, Input } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DispatchChoice } from '#shared/domain/incidents/dispatch';
import { needsReason } from '#shared/domain/incidents/steps';
import { INCIDENT_LIMITS } from '#shared/schema/types/incident';
import { REJECT_REASONS } from '#shared/schema/types/incident-step';
import type { PhraseQuestion } from '#shared/schema/types/phrase';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, Loading, PrivateForm, Select, settleBeforeLeaving } from '#renderer/ui/index';
import { PhotoPicker } from '../../media/index';
import { PhrasePicker } from '../../phrases/index';
import { locate } from '../../visits/index';
import type { ShownIncident } from '../view';
import { CategoryField } from './CategoryField';
import { DuplicateField } from './DuplicateField';
import { ResidentField } from './ResidentField';
import { beginningOf, becauseOf } from './step-beginning';
import { STEP_PHOTO_LIMIT, takesPhotos, type FormProblem, type FormStep, type StepDraft } from './step-draft';
import { openStepSession, type StepSession } from './step-session';
import { TargetField } from './TargetField';
import { useDispatchChoice } from '../dispatch';
import './steps.css';

/** Phrases that answer about an incident. */
const PHRASES = ['incident'] as const satisfies readonly PhraseQuestion[];

interface StepFormProps {
  readonly view: ShownIncident;
  readonly kind: FormStep;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** The form of one step: what it needs, a word about it, photos. Ctrl+Enter takes it, Esc leaves it for later. */
export function StepForm(props: StepFormProps) {
  const { t } = useTranslation('incidents');
  const choice = useDispatchChoice(props.view);
  if (!choice) return <Loading label={t('loading')} lines={3} />;
  return <StepFormOf {...props} choice={choice} />;
}

interface ChosenProps extends StepFormProps {
  /** What the rules of dispatch propose. */
  readonly choice: DispatchChoice;
}

function StepFormOf({ view, kind, choice, onDone, onCancel }: ChosenProps) {
  const { t } = useTranslation('incidents');
  const station = useStation();
  const [opened, setOpened] = useState<StepSession | { readonly error: unknown } | null>(null);
  // The incident may change while the form is open: what it begins with does not, what it follows on does.
  const [start] = useState(() => ({
    incident: view,
    kind,
    known: beginningOf(kind, view, choice),
    about: () => ({
      uid: view.uid,
      category: view.category,
      dueAtMs: view.dueAtMs,
      nowMs: station.nowMs(),
    }),
  }));
  useEffect(() => {
    let isWanted = true;
    let session: StepSession | undefined;
    openStepSession(station, { ...start, locate: () => locate(navigator.geolocation) }).then(
      (ready) => {
        session = ready;
        if (isWanted) setOpened(ready);
        else void ready.leave();
      },
      (error: unknown) => isWanted && setOpened({ error }),
    );
    return () => {
      isWanted = false;
      void session?.leave();
    };
  }, [station, start]);
  if (!opened) return <Loading label={t('loading')} lines={3} />;
  if ('error' in opened) return <ErrorNotice error={opened.error} />;
  return <OpenStep session={opened} view={view} choice={choice} onDone={onDone} onCancel={onCancel} />;
}

interface OpenStepProps extends Omit<ChosenProps, 'kind'> {
  readonly session: StepSession;
}

function OpenStep({ session, view, choice, onDone, onCancel }: OpenStepProps) {
  const { t } = useTranslation('incidents');
  const { draft, problems, saving, taking } = useSyncExternalStore(session.subscribe, session.state);
  const form = useRef<HTMLFormElement>(null);
  const { kind } = draft;
  useEffect(() => form.current?.querySelector<HTMLElement>('select, textarea, input:not([type=file])')?.focus(), []);
  useEffect(
    () =>
      settleBeforeLeaving(async () => {
        await session.flush();
        return session.state().saving.kind !== 'failed';
      }),
    [session],
  );
  useEffect(() => {
    if (problems.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  const take = async () => {
    if (await session.take(view, becauseOf(draft, choice))) onDone();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.defaultPrevented) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void take();
    } else if (event.key === 'Escape') {
      // The panel behind would close.
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  const text = (among: readonly FormProblem[]) => {
    const found = among.find((each) => problems.includes(each));
    const limit = found === 'told-too-long' ? INCIDENT_LIMITS.told : INCIDENT_LIMITS.text;
    return found ? t(`problem.${found}`, { limit }) : null;
  };
  return (
    <PrivateForm
      ref={form}
      className="step-form"
      aria-label={t(`form.${kind}`)}
      onKeyDown={onKeyDown}
      onSubmit={() => void take()}
    >
      <h3>{t(`form.${kind}`)}</h3>
      <p className="quiet">{t(`form.${kind}.text`)}</p>
      <StepFields view={view} choice={choice} draft={draft} answer={session.answer} text={text} />
      <Field
        label={t(needsReason(kind) ? 'field.note' : 'field.note.offered')}
        error={text(['reason-missing', 'note-too-long'])}
      >
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.note}
            onChange={(event) => session.answer({ note: event.target.value })}
          />
        )}
      </Field>
      <PhrasePicker
        note={draft.note}
        limit={INCIDENT_LIMITS.text}
        questions={PHRASES}
        onChange={(note) => session.answer({ note })}
      />
      {takesPhotos(kind) && (
        <div role="group" aria-label={t('field.photos')}>
          <PhotoPicker
            photos={draft.photos}
            adding={session.photos}
            limit={STEP_PHOTO_LIMIT}
            onRemove={(photo) => session.removePhoto(photo)}
          />
          {text(['photo-missing']) !== null && (
            <p className="field-error" role="alert">
              {text(['photo-missing'])}
            </p>
          )}
        </div>
      )}
      <ResidentField view={view} draft={draft} answer={session.answer} error={text(['told-too-long'])} />
      {saving.kind === 'failed' && <ErrorNotice error={saving.error} onRemedy={() => void session.flush()} />}
      {taking.kind === 'failed' && <ErrorNotice error={taking.error} onRemedy={() => void take()} />}
      <div className="form-actions">
        <Button onClick={onCancel}>{t('form.later')}</Button>
        <Button type="primary" htmlType="submit" loading={taking.kind === 'running'}>
          {t(`do.${kind}`)}
        </Button>
      </div>
    </PrivateForm>
  );
}

interface StepFieldsProps {
  readonly choice: DispatchChoice;
  readonly view: ShownIncident;
  readonly draft: StepDraft;
  readonly answer: StepSession['answer'];
  /** Says which of these is the matter, or null. */
  readonly text: (among: readonly FormProblem[]) => string | null;
}

/** What a kind of step asks beside a word. */
function StepFields({ view, choice, draft, answer, text }: StepFieldsProps) {
  const { t } = useTranslation('incidents');
  switch (draft.kind) {
    case 'accept':
    case 'categorise':
      return <CategoryField draft={draft} answer={answer} error={text(['category-missing'])} />;
    case 'dispatch':
    case 'transfer':
      return <TargetField view={view} choice={choice} draft={draft} answer={answer} error={text(['target-missing'])} />;
    case 'duplicate':
      return <DuplicateField view={view} draft={draft} answer={answer} error={text(['same-incident'])} />;
    case 'reject':
      return (
        <Field label={t('field.reason')} error={text(['kind-of-reason-missing'])}>
          {(ties) => (
            <Select
              {...ties}
              value={draft.reason ?? ''}
              onChange={(value) => answer({ reason: REJECT_REASONS.find((each) => each === value) ?? null })}
            >
              <option value="">{t('choose')}</option>
              {REJECT_REASONS.map((each) => (
                <option key={each} value={each}>
                  {t(`reject.${each}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      );
    case 'postpone':
      return (
        <Field label={t('field.until')} error={text(['date-missing', 'date-not-later'])}>
          {(ties) => (
            <Input
              {...ties}
              type="datetime-local"
              value={draft.until}
              onChange={(event) => answer({ until: event.target.value })}
            />
          )}
        </Field>
      );
    default:
      return null;
  }
}
