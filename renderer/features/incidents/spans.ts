import { useTranslation } from 'react-i18next';
import { useWords } from '#renderer/ui/index';
import { useNow } from '../people/index';
import { timeParts } from './time-parts';

const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** Beyond so many hours nobody plans by the minute. */
const EXACT_HOURS = 4;

/** A length of time in the largest unit that tells enough: minutes under an hour, hours and minutes under four, hours under a day, else days. */
export interface Span {
  readonly unit: 'minutes' | 'hours' | 'days';
  readonly count: number;
  /** Minutes beside the hours; 0 for other units. */
  readonly minutes: number;
}

/** A length of time for people; never less than a minute. */
export function spanOf(ms: number): Span {
  const minutes = Math.max(1, Math.floor(Math.abs(ms) / MINUTE_MS));
  if (minutes < HOUR_MINUTES) return { unit: 'minutes', count: minutes, minutes: 0 };
  if (minutes < DAY_MINUTES) {
    const hours = Math.floor(minutes / HOUR_MINUTES);
    return { unit: 'hours', count: hours, minutes: hours < EXACT_HOURS ? minutes % HOUR_MINUTES : 0 };
  }
  return { unit: 'days', count: Math.floor(minutes / DAY_MINUTES), minutes: 0 };
}

/** Says a length of time: `38 分`, `1 小时 18 分`, `3 天`. */
export function useSpanText(): (ms: number) => string {
  useWords(timeParts);
  const { t } = useTranslation('incidentTime');
  return (ms) => {
    const { unit, count, minutes } = spanOf(ms);
    return minutes === 0 ? t(`span.${unit}`, { count }) : t('span.hours-minutes', { count, minutes });
  };
}

/** Says how long ago something was. */
export function useAgeWords(): (atMs: number) => string {
  useWords(timeParts);
  const { t } = useTranslation('incidentTime');
  const nowMs = useNow();
  const spanText = useSpanText();
  return (atMs) => t('ago', { span: spanText(nowMs - atMs) });
}
