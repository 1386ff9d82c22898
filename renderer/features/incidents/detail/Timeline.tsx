import { useTranslation } from 'react-i18next';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { CountedStep } from '#shared/domain/incidents/standing';
import { useUnsealed } from '#renderer/data/index';
import { dayText, Dot, momentText, StatusShape, timeText, useLanguage, type Shape } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { stepsAhead } from '../ahead';
import { dispatchOf } from './dispatch-of';
import { useRating } from '../queries';
import type { ShownIncident } from '../view';
import { useStepWords } from './step-words';
import { ToldStep } from './ToldStep';
import './steps.css';

/**
 * What has happened, in the order in which it counts, and what is still to come. A step that was taken without knowing of another one
 * says so; one that changed nothing says why.
 */
export function Timeline({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const { record, standing } = view;
  const unaware = new Set(standing.unaware);
  return (
    // Reached by Tab, so that arrows scroll what stands beside the list.
    <section className="incident-steps" aria-label={t('steps.title')} tabIndex={0}>
      <h3>{t('steps.title')}</h3>
      <ol>
        <ReportedStep view={view} />
        {standing.steps.map((counted) => (
          <Step
            key={counted.step.id}
            view={view}
            counted={counted}
            isUnaware={unaware.has(counted.step.id)}
            isCurrent={counted.step.id === standing.steps.at(-1)?.step.id}
          />
        ))}
        <RatingStep incidentUid={view.uid} />
        {stepsAhead(standing.state).map((ahead, index) => (
          <AheadStep key={ahead} words={t(`ahead.${ahead}`)} dueAtMs={index === 0 ? dueOf(view) : null} />
        ))}
      </ol>
      {record.steps.length === 0 && <p className="quiet">{t('steps.none')}</p>}
    </section>
  );
}

/** Until when the next step should be taken; null where nothing says so. */
const dueOf = ({ standing, dueAtMs }: ShownIncident): number | null =>
  standing.response.atMs === null ? standing.response.dueAtMs : dueAtMs;

/** The time alone for today, the day too for another. */
function When({ atMs, today }: { readonly atMs: number; readonly today: CalendarDate }) {
  const language = useLanguage();
  const day = dateAtStation(atMs);
  return (
    <time title={momentText(atMs, today, language)}>
      {day !== today && <small>{dayText(day, today, language)}</small>}
      {timeText(atMs)}
    </time>
  );
}

function ReportedStep({ view: { record } }: { readonly view: ShownIncident }) {
  const { t } = useTranslation(['incidents', 'ui']);
  const today = useToday();
  const nameOf = useStaffNames();
  const text = useUnsealed<string>(record.text, { uid: record.uid, field: 'text' });
  const who = record.channel === 'staff' ? (nameOf(record.created.by) ?? t('someone')) : t(`channel.${record.channel}`);
  return (
    <li>
      <StatusShape shape="done" size={16} />
      <When atMs={record.reportedAtMs} today={today} />
      <div>
        <b>{t('step.report')}</b> <span>{who}</span>
        <Words text={text} isThere={record.text !== null} />
      </div>
    </li>
  );
}

/** Sealed words; whoever may not read them is told that there are some. */
function Words({ text, isThere }: { readonly text: string | null | undefined; readonly isThere: boolean }) {
  const { t } = useTranslation(['incidents', 'ui']);
  if (!isThere || text === undefined) return null;
  return text === null ? (
    <p className="quiet">{t('sealed.denied', { ns: 'ui' })}</p>
  ) : (
    <p className="step-note">{text}</p>
  );
}

interface StepProps {
  readonly view: ShownIncident;
  readonly counted: CountedStep;
  readonly isUnaware: boolean;
  readonly isCurrent: boolean;
}

function Step({ view, counted, isUnaware, isCurrent }: StepProps) {
  const { t } = useTranslation(['incidents', 'ui']);
  const today = useToday();
  const nameOf = useStaffNames();
  const words = useStepWords(view);
  const { step, aside } = counted;
  const note = useUnsealed<string>(step.note, { uid: view.record.uid, field: 'steps.note', entryId: step.id });
  const shape: Shape = isUnaware ? 'conflict' : aside ? 'paused' : isCurrent && view.isOpen ? 'progress' : 'done';
  const who = step.post === 'host' ? t('host') : (nameOf(step.written.by) ?? t('someone'));
  const detail = words.detail(step);
  // Why it is where it is now stands above.
  const why = step === dispatchOf(view) ? '' : words.because(step);
  return (
    <li className={aside ? 'is-aside' : ''}>
      <StatusShape shape={shape} size={16} />
      <When atMs={step.written.at} today={today} />
      <div>
        <b>{t(`step.${step.kind}`)}</b> <span>{who}</span>
        {detail !== '' && (
          <>
            <Dot />
            <span>{detail}</span>
          </>
        )}
        {why !== '' && <p className="quiet">{why}</p>}
        <Words text={note} isThere={step.note !== null} />
        {step.photoIds.length > 0 && <p className="quiet">{t('step.photos', { count: step.photoIds.length })}</p>}
        <ToldStep view={view} step={step} />
        {isUnaware && <p className="tone-warn">{t('step.unaware')}</p>}
        {aside && <p className="tone-warn">{words.aside(aside)}</p>}
      </div>
    </li>
  );
}

/** What the resident said of it, once that is there. */
function RatingStep({ incidentUid }: { readonly incidentUid: string }) {
  const { t } = useTranslation('incidents');
  const today = useToday();
  const rating = useRating(incidentUid);
  const comment = useUnsealed<string>(rating?.comment, { uid: rating?.uid ?? '', field: 'comment' });
  if (!rating) return null;
  const isPoor = rating.satisfaction.endsWith('dissatisfied');
  return (
    <li>
      <StatusShape shape={isPoor ? 'due' : 'done'} size={16} />
      <When atMs={rating.ratedAtMs} today={today} />
      <div>
        <b>{t('step.rating')}</b> <span>{t(`satisfaction.${rating.satisfaction}`)}</span>
        <Words text={comment} isThere={rating.comment !== null} />
      </div>
    </li>
  );
}

/** What comes next, and by when. */
function AheadStep({ words, dueAtMs }: { readonly words: string; readonly dueAtMs: number | null }) {
  const { t } = useTranslation('incidents');
  const today = useToday();
  const language = useLanguage();
  return (
    <li className="is-ahead">
      <StatusShape shape="idle" size={16} />
      <span className="step-when">
        {dueAtMs === null ? t('ahead.later') : t('ahead.before', { moment: momentText(dueAtMs, today, language) })}
      </span>
      <div>{words}</div>
    </li>
  );
}
