import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPhone, FOLLOWS_WITHIN_MS, isPoor, isRateable } from '#shared/domain/applications/ratings';
import { RATING_REASONS, reasonsText, type RatingReason } from '#shared/domain/applications/rating-reasons';
import { SATISFACTIONS, type Satisfaction } from '#shared/schema/types/incident-rating';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, GradeFace, Loading, useLanguage, useWords } from '#renderer/ui/index';
import { applicationParts } from '../application-parts';
import { addToRating, ratedApplication, ratedTicket, rateService, type RatedService } from '../commands';
import type { OfTicket } from '../places';
import { useApplications, useDeskCalendar, useRatings } from '../queries';
import { AskPhone } from './AskPhone';
import './ticket-rating.css';

interface TicketRatingProps {
  readonly ticket: OfTicket;
  readonly itemNumber: string | null;
  /** How long it is asked at most, ms. */
  readonly askForMs: number;
  /** Answered, given up, or over. */
  readonly onClose: () => void;
}

/** Thanks are read, and then the next one may come. */
const THANKS_MS = 2500;
/** What follows a grade is asked a little shorter than it may be written. */
const FOLLOWS_MS = FOLLOWS_WITHIN_MS - 30_000;

/** A poor rating that is written already. */
interface PoorRating {
  readonly key: string;
  readonly uid: string;
  readonly asksPhone: boolean;
}

type Stage =
  | { readonly at: 'faces' }
  | { readonly at: 'reasons' | 'phone'; readonly of: PoorRating }
  | { readonly at: 'thanks'; readonly as: 'text' | 'poor' | 'called' };

const TITLES = { faces: 'ask.title', reasons: 'ask.why', phone: 'ask.phone', thanks: 'ask.thanks' } as const;

/**
 * The question after a service, over the whole screen, for a screen that is turned to the resident where the window has no pad: the number, five faces,
 * nothing chosen. The grade is written as it is pressed; it goes by itself once it is answered, when its time is over, and when the next number is called.
 * Calls from the hall and alarms stay above it.
 */
export function TicketRating({ ticket, itemNumber, askForMs, onClose }: TicketRatingProps) {
  useWords(applicationParts);
  const { t } = useTranslation('applications');
  const station = useStation();
  const calendar = useDeskCalendar();
  const service = useServiceOf(ticket, itemNumber);
  const ratings = useRatings();
  const [stage, setStage] = useState<Stage>({ at: 'faces' });
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const isWriting = useRef(false);
  const title = useRef<HTMLHeadingElement>(null);
  const closing = useRef(onClose);
  useEffect(() => {
    closing.current = onClose;
  });
  useEffect(() => title.current?.focus(), []);
  const isDone = stage.at === 'thanks';
  const isOpen = stage.at === 'reasons' || stage.at === 'phone';
  useEffect(() => {
    const timer = setTimeout(() => closing.current(), isDone ? THANKS_MS : isOpen ? FOLLOWS_MS : askForMs);
    return () => clearTimeout(timer);
  }, [isDone, isOpen, askForMs]);
  const isRatedBefore =
    stage.at === 'faces' && ratings?.some(({ _id }) => _id.endsWith(`~${service?.key ?? ''}`)) === true;
  const write = async (deed: () => Promise<Stage>) => {
    if (isWriting.current) return;
    isWriting.current = true;
    setFailure(null);
    try {
      setStage(await deed());
    } catch (error) {
      setFailure({ error });
    } finally {
      isWriting.current = false;
    }
  };
  // The press is the answer: the next number may be called at any moment, and closes what follows.
  const press = (grade: Satisfaction) =>
    write(async () => {
      if (!service || !calendar) return stage;
      const uid = await rateService(station, service, { satisfaction: grade, comment: '' }, calendar);
      if (uid === null || !isPoor(grade)) return { at: 'thanks', as: 'text' };
      const asks = asksPhone({ service: service.service, satisfaction: grade });
      return { at: 'reasons', of: { key: service.key, uid, asksPhone: asks } };
    });
  const tell = (of: PoorRating, reasons: readonly RatingReason[]) =>
    write(async () => {
      await addToRating(station, of, { comment: reasonsText(reasons), phone: null });
      return of.asksPhone ? { at: 'phone', of } : { at: 'thanks', as: 'poor' };
    });
  const leave = (of: PoorRating, phone: string | null) =>
    write(async () => {
      await addToRating(station, of, { comment: null, phone });
      return { at: 'thanks', as: phone === null ? 'poor' : 'called' };
    });
  return (
    <div
      className="ticket-rating"
      role="dialog"
      aria-labelledby="ticket-rating-title"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <p className="ticket-rating-number">{ticket.number}</p>
      <h2 id="ticket-rating-title" tabIndex={-1} ref={title}>
        {t(isRatedBefore ? 'ask.thanks' : TITLES[stage.at])}
      </h2>
      {!service || !calendar ? (
        <Loading label={t('loading')} lines={2} />
      ) : stage.at === 'thanks' ? (
        <p>{t(`ask.thanks.${stage.as}`)}</p>
      ) : isRatedBefore ? (
        <p>{t('ask.thanks.text')}</p>
      ) : stage.at === 'reasons' ? (
        <Reasons onSend={(reasons) => void tell(stage.of, reasons)} />
      ) : stage.at === 'phone' ? (
        <AskPhone onSend={(phone) => void leave(stage.of, phone)} />
      ) : (
        <ul className="ticket-rating-faces">
          {SATISFACTIONS.map((grade) => (
            <li key={grade}>
              <button type="button" onClick={() => void press(grade)}>
                <GradeFace grade={grade} />
                <span>{t(`grade.${grade}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {failure && <ErrorNotice error={failure.error} />}
      <footer>
        <span>{t('ask.text')}</span>
        <Button onClick={onClose}>{t('ask.close')}</Button>
      </footer>
    </div>
  );
}

interface ReasonsProps {
  readonly onSend: (reasons: readonly RatingReason[]) => void;
}

function Reasons({ onSend }: ReasonsProps) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const [ticked, setTicked] = useState<readonly RatingReason[]>([]);
  const tick = (id: RatingReason) =>
    setTicked((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  return (
    <>
      <ul className="ticket-rating-reasons">
        {RATING_REASONS.map(({ id, words }) => (
          <li key={id}>
            <label>
              <input type="checkbox" checked={ticked.includes(id)} onChange={() => tick(id)} /> {words[language]}
            </label>
          </li>
        ))}
      </ul>
      <div className="form-actions">
        <Button size="large" type="primary" onClick={() => onSend(ticked)}>
          {t('rate.send')}
        </Button>
      </div>
    </>
  );
}

/** What is rated with the number: the application that ended with it, else the service at the window; undefined while that is not known. */
function useServiceOf(ticket: OfTicket, itemNumber: string | null): RatedService | undefined {
  const station = useStation();
  const all = useApplications();
  const [uid] = useState(() => station.newUid());
  if (!all) return undefined;
  const ended = all.find(
    ({ record, view }) =>
      record.ticketNumber === ticket.number && record.ticketDay === ticket.day && isRateable(view.standing.state),
  );
  return ended ? ratedApplication(ended) : ratedTicket(station, ticket, { uid, itemNumber });
}
