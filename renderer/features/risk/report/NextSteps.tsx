import { useTranslation } from 'react-i18next';
import { dateOfDay, dayNumber, type CalendarDate } from '#shared/domain/calendar/date';
import type { ActionId, NextAction } from '#shared/domain/risk/actions';
import type { RiskReportContent } from '#shared/domain/risk/content';
import { DIMENSIONS } from '#shared/domain/risk/facts';
import { actionInWords, riskReasonInWords } from '#shared/domain/risk/reason-words';
import { addressOf, Card, dayText, DeadlineChip, useLanguage, type Place } from '#renderer/ui/index';
import { alarmsPlace } from '../../alarms/index';
import { incidentsPlace } from '../../incidents/index';
import { editPersonPlace, gridNumberOf, useMayWrite, type PersonRecord } from '../../people/index';
import { visitFormPlace } from '../../visits/index';
import { tabPlace } from './evidence-links';

interface NextStepsProps {
  readonly person: PersonRecord;
  readonly content: RiskReportContent;
  readonly today: CalendarDate;
}

/** What to do next, the most pressing first: until when, why, and the way there for whoever may go it. */
export function NextSteps({ person, content, today }: NextStepsProps) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const mayWrite = useMayWrite();
  const grid = gridNumberOf(person._id);
  const isOpen = ({ label }: Way) =>
    label === 'step.visit'
      ? mayWrite('create', 'visit', grid)
      : label !== 'step.file' || mayWrite('edit', 'person', grid);
  const { actions, score, terms } = content;
  const reasons = DIMENSIONS.flatMap((name) => score.dimensions[name].reasons);
  return (
    <Card
      title={t('steps.title')}
      aside={<span className="card-note">{t('steps.count', { count: actions.length })}</span>}
    >
      {actions.length === 0 ? (
        <p className="quiet risk-nothing">{t('steps.none')}</p>
      ) : (
        <ol className="risk-steps">
          {actions.map((each, at) => {
            const why = each.rules.flatMap((rule) => reasons.find((reason) => reason.rule === rule) ?? []);
            const way = wayTo(each.action, person);
            return (
              <li key={each.action}>
                <i aria-hidden="true">{at + 1}</i>
                <div>
                  <b>{actionInWords(each.action, language)}</b>
                  <p>
                    {t('steps.why', {
                      why: why.map((reason) => riskReasonInWords(reason, terms, language)).join(t('and')),
                    })}
                  </p>
                  {way && isOpen(way) && <a href={addressOf(way.place)}>{t(way.label)}</a>}
                </div>
                <Due action={each} madeDay={score.day} today={today} />
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}

/** Until when, by how much time is left. */
function Due({
  action: { dueDay },
  madeDay,
  today,
}: {
  readonly action: NextAction;
  readonly madeDay: number;
  readonly today: CalendarDate;
}) {
  const { t } = useTranslation('risk');
  const language = useLanguage();
  const now = dayNumber(today);
  if (dueDay < now) {
    return (
      <DeadlineChip passed={null} tone="crit">
        {t('steps.late', { count: now - dueDay })}
      </DeadlineChip>
    );
  }
  const passed = dueDay === madeDay ? 0.9 : Math.min(1, Math.max(0, (now - madeDay) / (dueDay - madeDay)));
  return (
    <DeadlineChip passed={passed} tone={dueDay - now <= 1 ? 'warn' : 'plain'}>
      {dueDay === now ? t('steps.today') : t('steps.by', { day: dayText(dateOfDay(dueDay), today, language) })}
    </DeadlineChip>
  );
}

interface Way {
  readonly label: 'step.visit' | 'step.alarm' | 'step.ability' | 'step.sensors' | 'step.incident' | 'step.file';
  readonly place: Place;
}

/** Where something is done; null for what is done on the telephone or at the door. */
function wayTo(action: ActionId, person: PersonRecord): Way | null {
  switch (action) {
    case 'visit':
    case 'check-home':
    case 'ask-night':
    case 'meet-needs':
    case 'measure':
      return { label: 'step.visit', place: visitFormPlace(person._id) };
    case 'confirm-safe':
      return { label: 'step.alarm', place: alarmsPlace() };
    case 'assess':
    case 'support-ability':
      return { label: 'step.ability', place: tabPlace(person, 'ability') };
    case 'mend-device':
      return { label: 'step.sensors', place: tabPlace(person, 'sensors') };
    case 'follow-incident':
      return { label: 'step.incident', place: incidentsPlace() };
    case 'find-contact':
      return { label: 'step.file', place: editPersonPlace(person._id) };
    default:
      return null;
  }
}
