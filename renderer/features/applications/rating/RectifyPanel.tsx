import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rectificationOf } from '#shared/domain/applications/ratings';
import type { RectifyStep } from '#shared/schema/types/rating';
import { useStation, useUnsealed } from '#renderer/data/index';
import {
  DeadlineChip,
  Empty,
  ErrorNotice,
  Field,
  momentText,
  Pill,
  PrivateForm,
  useLanguage,
} from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { useNow, useStaffNames, useToday } from '../../people/index';
import { useItems } from '../../services/index';
import { takeRectifyStep } from '../commands';
import type { RatingRecord } from '../queries';
import { RECTIFY_SHAPES } from '../words';

interface RectifyPanelProps {
  readonly ratings: readonly RatingRecord[];
  readonly onClose: () => void;
}

/** Poor ratings, what is due first on top: who has taken each on, by when, and whether somebody has called back. */
export function RectifyPanel({ ratings, onClose }: RectifyPanelProps) {
  const { t } = useTranslation('applications');
  const nowMs = useNow();
  const isDone = (rating: RatingRecord) => rectificationOf(rating, nowMs).state === 'done';
  const sorted = [...ratings].sort(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || (a.rectifyByMs ?? 0) - (b.rectifyByMs ?? 0),
  );
  return (
    <Beside title={t('poor.title')} subtitle={<p>{t('poor.text')}</p>} onClose={onClose}>
      {sorted.length === 0 ? (
        <Empty title={t('poor.none')} text={t('poor.none.text')} />
      ) : (
        <ul className="rectify-list">
          {sorted.map((rating) => (
            <Rectify key={rating._id} rating={rating} />
          ))}
        </ul>
      )}
    </Beside>
  );
}

function Rectify({ rating }: { readonly rating: RatingRecord }) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const today = useToday();
  const nowMs = useNow();
  const nameOf = useStaffNames();
  const items = useItems();
  const { state, isLate, takenByUid } = rectificationOf(rating, nowMs);
  const comment = useUnsealed<string>(rating.comment, { uid: rating.uid, field: 'comment' });
  const item = items?.find(({ number }) => number === rating.itemNumber)?.now.name ?? t('poor.counter');
  const due = momentText(rating.rectifyByMs ?? 0, today, language);
  return (
    <li>
      <p>
        <b>{item}</b> <Pill shape={RECTIFY_SHAPES[state]}>{t(`rectify.${state}`)}</Pill>
      </p>
      <p>
        {t(`grade.${rating.satisfaction}`)} <small>{momentText(rating.ratedAtMs, today, language)}</small>
      </p>
      {comment && <p className="application-words">{comment}</p>}
      <p>
        {state !== 'done' && (
          <DeadlineChip passed={isLate ? null : 0} tone={isLate ? 'crit' : 'plain'}>
            {t(isLate ? 'poor.late' : 'poor.by', { moment: due })}
          </DeadlineChip>
        )}{' '}
        {takenByUid !== null && t('poor.with', { who: nameOf(takenByUid) ?? t('someone') })}
      </p>
      <ol>
        {rating.steps.map((step) => (
          <StepLine key={step.id} rating={rating} step={step} />
        ))}
      </ol>
      {state !== 'done' && <RectifyForm rating={rating} state={state} />}
    </li>
  );
}

function StepLine({ rating, step }: { readonly rating: RatingRecord; readonly step: RectifyStep }) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const note = useUnsealed<string>(step.note, { uid: rating.uid, field: 'steps.note', entryId: step.id });
  const kind = step.kind === 'call-back' ? (step.reached === true ? 'reached' : 'not-reached') : step.kind;
  return (
    <li>
      {t(`rectify.step.${kind}`)} {nameOf(step.written.by) ?? t('someone')}{' '}
      <small>{momentText(step.written.at, today, language)}</small>
      {note && <p className="application-words">{note}</p>}
    </li>
  );
}

interface RectifyFormProps {
  readonly rating: RatingRecord;
  readonly state: 'none' | 'open' | 'taken' | 'called';
}

/** What comes next: take it on, call back, and once somebody was reached, say what was put right. */
function RectifyForm({ rating, state }: RectifyFormProps) {
  const { t } = useTranslation('applications');
  const station = useStation();
  const [note, setNote] = useState('');
  const [isMissing, setMissing] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const take = async (kind: RectifyStep['kind'], reached: boolean | null) => {
    setFailure(null);
    setMissing(kind !== 'take' && note.trim() === '');
    if (kind !== 'take' && note.trim() === '') return;
    try {
      await takeRectifyStep(station, rating, kind, { note, reached });
      setNote('');
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <PrivateForm className="rectify-form" aria-label={t('rectify.form')}>
      <Field label={t('rectify.note')} error={isMissing ? t('problem.rectify-note') : null}>
        {(ties) => (
          <Input.TextArea
            {...ties}
            maxLength={2000}
            autoSize={{ minRows: 1, maxRows: 5 }}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        )}
      </Field>
      {failure && <ErrorNotice error={failure.error} />}
      <div className="form-actions">
        {state === 'open' && <Button onClick={() => void take('take', null)}>{t('rectify.do.take')}</Button>}
        <Button onClick={() => void take('call-back', false)}>{t('rectify.do.not-reached')}</Button>
        <Button onClick={() => void take('call-back', true)}>{t('rectify.do.reached')}</Button>
        {state === 'called' && (
          <Button type="primary" onClick={() => void take('done', null)}>
            {t('rectify.do.done')}
          </Button>
        )}
      </div>
    </PrivateForm>
  );
}
