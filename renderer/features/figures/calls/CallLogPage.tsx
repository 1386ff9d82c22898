import { useTranslation } from 'react-i18next';
import { addDays, isCalendarDate } from '#shared/domain/calendar/date';
import {
  Choice,
  dayText,
  Empty,
  ErrorNotice,
  goTo,
  Loading,
  useLanguage,
  usePlace,
  useWords,
} from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { figuresParts } from '../figures-parts';
import { FiguresHead } from '../FiguresHead';
import { callLogPlace } from '../places';
import { CallTable, OUTCOMES, type Outcome } from './CallTable';
import { useCallLog } from './use-call-log';
import '../figures.css';

const DAYS = ['last', 'today', 'yesterday', 'own'] as const;

/** Calls from the kiosks of the last ninety days, for whoever leads: when, from where, what came of it, who, how long. Nobody who stood there. */
export function CallLogPage() {
  useWords(figuresParts);
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const { query } = usePlace();
  const today = useToday();
  const choice = DAYS.find((each) => each === query['days']) ?? 'last';
  const own = query['day'] ?? today;
  const day = { last: '', today, yesterday: addDays(today, -1), own }[choice];
  const isDay = day === '' || (isCalendarDate(day) && day <= today);
  const log = useCallLog(isDay ? day : null);
  const outcome = OUTCOMES.find((each) => each === query['outcome']) ?? null;
  const entries = log.kind === 'there' ? log.entries : [];
  const shown = entries.filter((each) => outcome === null || each.outcome === outcome);
  const show = (next: Readonly<Record<string, string>>) => goTo(callLogPlace({ ...query, ...next }));
  const nameOf = (each: Outcome) =>
    `${t(`calls.outcome.${each}`)} ${entries.filter((one) => one.outcome === each).length}`;
  const days = day === '' ? t('calls.last') : isDay ? dayText(day, today, language) : '';
  return (
    <div className="figures-page">
      <FiguresHead page="calls" days={days}>
        {null}
      </FiguresHead>
      <div className="figures-days">
        <Choice
          label={t('hall.days')}
          options={DAYS.map((value) => ({ value, label: t(`calls.days.${value}`) }))}
          value={choice}
          onChange={(next) => next && show({ days: next, day: '' })}
        />
        {choice === 'own' && (
          <label>
            {t('calls.day')}
            <input
              type="date"
              className="ant-input"
              max={today}
              value={own}
              onChange={({ target }) => show({ day: target.value })}
            />
          </label>
        )}
        {entries.length > 0 && (
          <Choice
            label={t('calls.outcome')}
            options={OUTCOMES.map((value) => ({ value, label: nameOf(value) }))}
            value={outcome}
            canClear
            onChange={(next) => show({ outcome: next ?? '' })}
          />
        )}
      </div>
      {!isDay ? (
        <p className="figures-note" role="alert">
          {t('calls.wrong-day')}
        </p>
      ) : log.kind === 'failed' ? (
        <ErrorNotice error={log.error} onRemedy={log.again} />
      ) : log.kind === 'loading' ? (
        <Loading label={t('loading')} lines={8} />
      ) : entries.length === 0 ? (
        <Empty title={t(day === '' ? 'calls.none' : 'calls.none.day', { day: days })} text={t('calls.none.text')} />
      ) : shown.length === 0 ? (
        <Empty title={t('calls.none.outcome')} text={t('calls.none.outcome.text')} />
      ) : (
        <CallTable entries={shown} />
      )}
    </div>
  );
}
