import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  callBacks,
  isClosed,
  isOutOfReach,
  rectificationOf,
  type Rectification,
} from '#shared/domain/applications/ratings';
import { maskPhone } from '#shared/domain/privacy/mask';
import type { RectifyStep } from '#shared/schema/types/rating';
import { useSession, useStation, useUnsealed } from '#renderer/data/index';
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
import { SealedValue, useNow, useStaffNames, useToday } from '../../people/index';
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
  const isDone = (rating: RatingRecord) => isClosed(rectificationOf(rating, nowMs));
  const { poor, reached, outOfReach } = callBacks(ratings, nowMs);
  const sorted = [...ratings].sort(
    (a, b) => Number(isDone(a)) - Number(isDone(b)) || (a.rectifyByMs ?? 0) - (b.rectifyByMs ?? 0),
  );
  return (
    <Beside
      title={t('poor.title')}
      subtitle={
        <>
          <p>{t('poor.text')}</p>
          {poor > 0 && (
            <p>
              {t('poor.called', { count: poor - outOfReach, reached })}{' '}
              {outOfReach > 0 && t('poor.out-of-reach', { count: outOfReach })}
            </p>
          )}
        </>
      }
      onClose={onClose}
    >
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
  const about = items?.find(({ number }) => number === rating.itemNumber)?.now.name ?? t('poor.counter');
  const number = /~t\.[\d-]+\.([A-Z]\d+)$/.exec(rating._id)?.[1];
  const item = number === undefined ? about : t('poor.ticket', { about, number });
  const isOver = isClosed({ state });
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
        {!isOver && (
          <DeadlineChip passed={isLate ? null : 0} tone={isLate ? 'crit' : 'plain'}>
            {t(isLate ? 'poor.late' : 'poor.by', { moment: due })}
          </DeadlineChip>
        )}{' '}
        {takenByUid !== null && t('poor.with', { who: nameOf(takenByUid) ?? t('someone') })}
      </p>
      <CallBackAt rating={rating} isOver={isOver} />
      <ol>
        {rating.steps.map((step) => (
          <StepLine key={step.id} rating={rating} step={step} />
        ))}
      </ol>
      {!isOver && <RectifyForm rating={rating} state={state} />}
    </li>
  );
}

/** Where to call back whoever has no application with a telephone in it; each look at it is written down. */
function CallBackAt({ rating, isOver }: { readonly rating: RatingRecord; readonly isOver: boolean }) {
  const { t } = useTranslation('applications');
  const { station, stationGrids } = useSession();
  if (rating.service !== 'ticket') return null;
  if (rating.phone === null) return isOver ? null : <p className="application-words">{t('poor.no-phone')}</p>;
  // Looks are kept with the grids: a rating of the hall belongs to none, and the first one keeps it.
  const scope = `${station.id}-${stationGrids[0] ?? 1}`;
  const subject = { type: 'rating', scope, uid: rating.uid, field: 'phone' };
  return (
    <p>
      {t('poor.phone')} <SealedValue sealed={rating.phone} subject={subject} label={t('poor.phone')} mask={maskPhone} />
    </p>
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
  readonly state: Rectification['state'];
}

/** What comes next: take it on, call back, and once somebody was reached, say what was put right. */
function RectifyForm({ rating, state }: RectifyFormProps) {
  const { t } = useTranslation('applications');
  const station = useStation();
  const { staff } = useSession();
  const mayClose = (staff.post === 'manager' || staff.post === 'duty-lead') && isOutOfReach(rating);
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
        {mayClose && <Button onClick={() => void take('unreachable', null)}>{t('rectify.do.unreachable')}</Button>}
        {state === 'called' && (
          <Button type="primary" onClick={() => void take('done', null)}>
            {t('rectify.do.done')}
          </Button>
        )}
      </div>
    </PrivateForm>
  );
}
