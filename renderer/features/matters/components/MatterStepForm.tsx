import { Button, Input } from 'antd';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { needsReason } from '#shared/domain/incidents/steps';
import type { Matter, MatterAct } from '#shared/ipc/matters-api';
import { toAppError } from '#shared/errors/app-error';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, Loading, PrivateForm, settleBeforeLeaving, StatusShape } from '#renderer/ui/index';
import { PhrasePicker } from '../../phrases/index';
import { MOST_NOTE, takesPictures, type MatterProblem } from '../matter-draft';
import { openMatterStep, type MatterStepSession } from '../step-session';
import { PictureField } from './PictureField';

interface MatterStepFormProps {
  readonly matter: Matter;
  readonly act: MatterAct;
  readonly onTaken: (after: Matter) => void;
  readonly onLater: () => void;
  /** Reads the matter anew. */
  readonly onLook: () => void;
}

/** The form of one step; what is written stays on this device until the station has it. */
export function MatterStepForm(props: MatterStepFormProps) {
  const { t } = useTranslation('matters');
  const station = useStation();
  const [opened, setOpened] = useState<MatterStepSession | { readonly error: unknown } | null>(null);
  const [start] = useState(() => ({ matter: props.matter, act: props.act }));
  useEffect(() => {
    let isWanted = true;
    let session: MatterStepSession | undefined;
    openMatterStep(station, start.matter, start.act).then(
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
  return <OpenForm {...props} session={opened} />;
}

const PHRASES = ['incident'] as const;

function OpenForm({
  matter,
  act,
  onTaken,
  onLater,
  onLook,
  session,
}: MatterStepFormProps & { readonly session: MatterStepSession }) {
  const { t } = useTranslation('matters');
  const { draft, problems, saving, taking } = useSyncExternalStore(session.subscribe, session.state);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input:not([type=file]), textarea')?.focus(), []);
  useEffect(
    () =>
      settleBeforeLeaving(async () => {
        await session.flush();
        return session.state().saving.kind !== 'failed';
      }),
    [session],
  );
  const take = async () => {
    const after = await session.take(matter);
    if (after) onTaken(after);
  };
  const text = (...among: readonly MatterProblem[]) => {
    const found = among.find((each) => problems.includes(each));
    if (!found || found === 'same-incident') return null;
    return t(`problem.${found}`, { limit: MOST_NOTE });
  };
  const isAsked = act === 'ask-time' || needsReason(act);
  return (
    <PrivateForm ref={form} className="matter-form" aria-label={t(`act.${act}`)} onSubmit={() => void take()}>
      <h3>{t(`act.${act}`)}</h3>
      <p className="quiet">{t(`form.${act}.text`)}</p>
      {act === 'ask-time' && (
        <Field label={t('field.until')} error={text('date-missing', 'date-not-later')}>
          {(ties) => (
            <Input
              {...ties}
              type="datetime-local"
              value={draft.until}
              onChange={({ target }) => session.answer({ until: target.value })}
            />
          )}
        </Field>
      )}
      <Field label={t(isAsked ? 'field.note' : 'field.note.offered')} error={text('reason-missing', 'note-too-long')}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft.note}
            onChange={({ target }) => session.answer({ note: target.value })}
          />
        )}
      </Field>
      <PhrasePicker
        note={draft.note}
        limit={MOST_NOTE}
        questions={PHRASES}
        onChange={(note) => session.answer({ note })}
      />
      {takesPictures(act) && <PictureField session={session} error={text('photo-missing')} />}
      <p className="matter-saving" role="status">
        {saving.kind === 'saved' && t('draft.saved')}
        {saving.kind === 'saving' && t('draft.saving')}
        {saving.kind === 'failed' && t('draft.failed')}
      </p>
      {taking.kind === 'failed' && <TakeFailure error={taking.error} onAgain={() => void take()} onLook={onLook} />}
      <div className="form-actions">
        <Button onClick={onLater}>{t('later')}</Button>
        <Button type="primary" htmlType="submit" loading={taking.kind === 'running'}>
          {t(`act.${act}`)}
        </Button>
      </div>
    </PrivateForm>
  );
}

interface TakeFailureProps {
  readonly error: unknown;
  readonly onAgain: () => void;
  readonly onLook: () => void;
}

/** Why the step was not taken; one that somebody else was quicker with is told in words of this page. */
function TakeFailure({ error, onAgain, onLook }: TakeFailureProps) {
  const { t } = useTranslation('matters');
  if (toAppError(error).code !== 'row.conflict') return <ErrorNotice error={error} onRemedy={onAgain} />;
  return (
    <div className="matter-away" role="alert">
      <StatusShape shape="conflict" />
      <div>
        <b>{t('conflict.title')}</b>
        <p>{t('conflict.text')}</p>
      </div>
      <Button onClick={onLook}>{t('conflict.look')}</Button>
    </div>
  );
}
