import { useTranslation } from 'react-i18next';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { ageOn } from '#shared/domain/people/age';
import { levelOf, type BloodPressure } from '#shared/domain/visits/blood-pressure';
import { SAFETY_POINTS, type Condition, NEEDS } from '#shared/domain/visits/questions';
import { readSignature } from '#shared/domain/visits/signature';
import { useRecordState, useUnsealed } from '#renderer/data/index';
import { dayText, Dot, momentText, Pill, timeText, useLanguage } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useRound, type VisitRecord } from '../queries';
import { Addition } from './Addition';
import { AdditionForm } from './AdditionForm';
import { SignatureDrawing } from './SignatureDrawing';
import { VisitPhotos } from './VisitPhotos';
import './visit-entry.css';

interface VisitEntryProps {
  readonly visit: VisitRecord;
  /** Birth date of the person visited: says what a reading meant at that age, and which key additions take. */
  readonly birthDate: CalendarDate;
  readonly readOnly: boolean;
}

/** One finished visit: when, how, what came of it, what was added since, and how far it has got. */
export function VisitEntry({ visit, birthDate, readOnly }: VisitEntryProps) {
  const { t } = useTranslation('visits');
  const language = useLanguage();
  const { today } = useRound();
  const nameOf = useStaffNames();
  const { answers, kind } = visit;
  return (
    <li className="visit-entry">
      <div className="visit-entry-head">
        <b>{momentText(visit.startedAtMs, today, language)}</b>
        <span>
          {t(`kind.${kind}`)}
          <Dot />
          {t(`outcome.${kind}.${answers.outcome}`)}
          <Dot />
          {nameOf(visit.created.by) ?? t('history.someone')}
        </span>
      </div>
      <HealthAnswers visit={visit} birthDate={birthDate} />
      <HomeAnswers visit={visit} />
      <Note visit={visit} />
      <VisitPhotos visit={visit} />
      <Signed visit={visit} />
      {visit.nextVisitOn !== null && <p>{t('entry.next', { day: dayText(visit.nextVisitOn, today, language) })}</p>}
      {visit.additions.map((addition) => (
        <Addition key={addition.id} visit={visit} addition={addition} />
      ))}
      <div className="visit-entry-foot">
        <RecordState visit={visit} />
        {!readOnly && <AdditionForm visit={visit} birthDate={birthDate} />}
      </div>
    </li>
  );
}

function HealthAnswers({ visit: { uid, answers, startedAtMs }, birthDate }: Omit<VisitEntryProps, 'readOnly'>) {
  const { t } = useTranslation('visits');
  const condition = useUnsealed<Condition>(answers.condition, { uid, field: 'answers.condition' });
  const reading = useUnsealed<BloodPressure>(answers.bloodPressure, { uid, field: 'answers.bloodPressure' });
  if (!answers.condition && !answers.bloodPressure) return null;
  const isDenied = (answers.condition && condition === null) || (answers.bloodPressure && reading === null);
  if (isDenied) return <p className="quiet">{t('entry.denied')}</p>;
  const level = reading && levelOf(reading, ageOn(birthDate, dateAtStation(startedAtMs)));
  return (
    <p>
      {condition && t(`condition.${condition}`)}
      {condition && reading && <Dot />}
      {reading && t('bp.value', { systolic: reading.systolic, diastolic: reading.diastolic })}
      {level && level !== 'usual' && level !== 'unrated' && (
        <>
          {' '}
          <Pill shape={level === 'urgent' ? 'alert' : 'due'}>{t(`bp.${level}`)}</Pill>
        </>
      )}
    </p>
  );
}

function HomeAnswers({ visit: { answers } }: Pick<VisitEntryProps, 'visit'>) {
  const { t, i18n } = useTranslation('visits');
  const problems = SAFETY_POINTS.filter((point) => answers.safety?.[point] === false);
  const needs = NEEDS.filter((need) => answers.needs?.includes(need)).map((need) => t(`need.${need}`));
  const list = new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' }).format(needs);
  return (
    <>
      {problems.map((point) => (
        <p key={point}>
          <Pill shape="due">{t(`safety.problem.${point}`)}</Pill>
        </p>
      ))}
      {needs.length > 0 && <p>{t('entry.needs', { needs: list })}</p>}
    </>
  );
}

function Note({ visit: { uid, answers } }: Pick<VisitEntryProps, 'visit'>) {
  const { t } = useTranslation('visits');
  const note = useUnsealed<string>(answers.note, { uid, field: 'answers.note' });
  if (!answers.note || note === undefined) return null;
  return note === null ? <p className="quiet">{t('entry.note.denied')}</p> : <p className="visit-note">{note}</p>;
}

/** The name of whoever was visited, as they wrote it. */
function Signed({ visit: { uid, answers } }: Pick<VisitEntryProps, 'visit'>) {
  const { t } = useTranslation('visits');
  const opened = useUnsealed<unknown>(answers.signature, { uid, field: 'answers.signature' });
  if (!answers.signature || opened === undefined) return null;
  const signature = readSignature(opened);
  if (!signature) return <p className="quiet">{t('entry.signature.denied')}</p>;
  return <SignatureDrawing signature={signature} label={t('field.signature')} />;
}

/** How far the record's latest state has got. */
function RecordState({ visit }: Pick<VisitEntryProps, 'visit'>) {
  const { t } = useTranslation('visits');
  const state = useRecordState(visit._id);
  switch (state) {
    case 'at-station':
      return <Pill shape="done">{t('state.at-station')}</Pill>;
    case 'refused':
      return <Pill shape="alert">{t('state.refused')}</Pill>;
    case 'on-device':
      return <Pill shape="outgoing">{t('state.on-device', { time: timeText(visit.changed.at) })}</Pill>;
  }
}
