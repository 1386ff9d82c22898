import { Button, Input } from 'antd';
import { WifiOff } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { useSync } from '#renderer/data/index';
import { Choice, ErrorNotice, Field, PrivateForm, StatusShape, timeText } from '#renderer/ui/index';
import type { ShownItem } from '../../services/index';
import { AnswerFields } from './AnswerFields';
import { ApplicantField } from './ApplicantField';
import { Assisted } from './Assisted';
import { OUTCOMES, type FormProblem, type KeptApplication } from './draft';
import type { FormSession, FormState } from './form-session';
import { ItemField } from './ItemField';
import { MaterialsField } from './MaterialsField';

interface ApplicationFormProps {
  readonly session: FormSession;
  readonly state: FormState;
  readonly items: readonly ShownItem[];
  readonly version: ItemVersion | null;
  readonly onLeave: () => void;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

/** What a part of the form gets. */
export interface FormPartProps {
  readonly draft: KeptApplication;
  readonly session: FormSession;
  /** Says which of these is the matter, or null. */
  readonly text: (...among: readonly FormProblem[]) => string | null;
  /** The material (or signature) whose scans are open: files that are pasted or dropped go there. */
  readonly openPart: string | null;
  readonly onOpenPart: (part: string | null) => void;
}

/** An application being filled in: what for and for whom on the left, what was brought on the right. Ctrl+Enter hands it in, Esc leaves it for later. */
export function ApplicationForm({ session, state, items, version, onLeave, onDiscard, onSend }: ApplicationFormProps) {
  const { t } = useTranslation('applications');
  const { draft, problems, sending, saving, isResumed } = state;
  const form = useRef<HTMLFormElement>(null);
  const tries = useRef(0);
  const [openPart, setOpenPart] = useState<string | null>(null);
  useEffect(() => {
    if (tries.current === 0 || problems.length === 0) return;
    tries.current = 0;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"] + *')?.focus();
  }, [problems]);
  const text = (...among: readonly FormProblem[]) => {
    const found = among.find((each) => problems.includes(each));
    return found ? t(`problem.${found}`) : null;
  };
  const send = () => {
    tries.current += 1;
    onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // What lies above the form is left first: Esc closes a large picture and not the form.
    const isAbove = event.target instanceof Element && event.target.closest('.ant-modal-wrap') !== null;
    if (event.nativeEvent.isComposing || event.defaultPrevented || isAbove) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    }
  };
  const part = { draft, session, text, openPart, onOpenPart: setOpenPart };
  return (
    <PrivateForm className="application-form" ref={form} aria-label={t('form.title')} onKeyDown={onKeyDown}>
      <OfflineStrip />
      <header className="page-head">
        <div>
          <h1>{t('form.title')}</h1>
          <p>{draft.ticket && t('form.ticket', { number: draft.ticket.number })}</p>
        </div>
      </header>
      <div className="application-columns">
        <div className="card application-who">
          <ItemField {...part} items={items} version={version} />
          <ApplicantField {...part} />
          <AnswerFields {...part} version={version} />
          <Assisted {...part} />
        </div>
        <div className="card application-what">
          <MaterialsField {...part} version={version} />
          <Outcome {...part} />
          {saving.kind === 'failed' && <ErrorNotice error={saving.error} onRemedy={() => void session.flush()} />}
          {sending.kind === 'failed' && <ErrorNotice error={sending.error} onRemedy={send} />}
        </div>
      </div>
      <Foot
        saved={saving.kind === 'saved' ? timeText(saving.savedAtMs, { seconds: true }) : null}
        isResumed={isResumed}
        isRunning={sending.kind === 'running'}
        isTouched={saving.kind !== 'untouched'}
        sendText={t(`send.${draft.outcome}`)}
        onLeave={onLeave}
        onDiscard={onDiscard}
        onSend={send}
      />
    </PrivateForm>
  );
}

/** What is done with it at once, and what goes with that. */
function Outcome({ draft, session, text }: FormPartProps) {
  const { t } = useTranslation('applications');
  return (
    <section className="application-outcome">
      <Choice
        label={t('outcome')}
        options={OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        value={draft.outcome}
        onChange={(outcome) => outcome && session.answer({ outcome })}
      />
      <p className="quiet">{t(`outcome.${draft.outcome}.text`)}</p>
      {draft.outcome === 'ask' && (
        <Field label={t('field.ask-until')} error={text('ask-day', 'ask-nothing')}>
          {(ties) => (
            <Input
              {...ties}
              type="date"
              value={draft.askUntil}
              onChange={({ target }) => session.answer({ askUntil: target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t('field.note')} error={text('note-too-long')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.note}
            onChange={({ target }) => session.answer({ note: target.value })}
          />
        )}
      </Field>
    </section>
  );
}

interface FootProps {
  readonly saved: string | null;
  readonly isResumed: boolean;
  readonly isRunning: boolean;
  readonly isTouched: boolean;
  readonly sendText: string;
  readonly onLeave: () => void;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

/** How safe it is, then the ways on. Throwing away asks once. */
function Foot({ saved, isResumed, isRunning, isTouched, sendText, onLeave, onDiscard, onSend }: FootProps) {
  const { t } = useTranslation('applications');
  const [isAsking, setAsking] = useState(false);
  if (isAsking) {
    return (
      <footer className="application-foot" role="group" aria-label={t('discard.question')}>
        <p>{t('discard.question')}</p>
        <Button autoFocus onClick={() => setAsking(false)}>
          {t('discard.no')}
        </Button>
        <Button danger onClick={onDiscard}>
          {t('discard.yes')}
        </Button>
      </footer>
    );
  }
  return (
    <footer className="application-foot">
      <p role="status">
        <StatusShape shape={saved === null ? 'idle' : 'done'} />{' '}
        {saved === null ? t('save.none') : t(isResumed ? 'save.resumed' : 'save.saved', { time: saved })}
      </p>
      {isTouched && (
        <Button type="text" disabled={isRunning} onClick={() => setAsking(true)}>
          {t('discard')}
        </Button>
      )}
      <Button disabled={isRunning} onClick={onLeave}>
        {t('later')}
      </Button>
      <Button type="primary" loading={isRunning} onClick={onSend}>
        {sendText}
      </Button>
    </footer>
  );
}

/** Says that nothing is lost while the hub is away. */
function OfflineStrip() {
  const { t } = useTranslation('applications');
  if (useSync()?.status.link.kind !== 'away') return null;
  return (
    <p className="application-offline" role="status">
      <WifiOff size={18} aria-hidden="true" /> {t('offline')}
    </p>
  );
}
