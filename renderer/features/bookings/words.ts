import { useTranslation } from 'react-i18next';
import { isErased } from '#shared/domain/bookings/keeping';
import type { BookingStanding } from '#shared/domain/bookings/decide';
import { weekdayOf } from '#shared/domain/calendar/date';
import type { Label } from '#shared/schema/envelope';
import { dayText, timeText, useLanguage, type Shape } from '#renderer/ui/index';
import { useToday } from '../people/index';
import type { ShownBooking } from './queries';

export const STANDING_SHAPES = {
  booked: 'idle',
  arrived: 'done',
  cancelled: 'paused',
  missed: 'due',
} as const satisfies Readonly<Record<BookingStanding, Shape>>;

/** `09:30–10:00`. */
export const spanOf = ({ atMs, untilMs }: { readonly atMs: number; readonly untilMs: number }): string =>
  `${timeText(atMs)}–${timeText(untilMs)}`;

/** Puts the focus where something has to be put right, once it is marked. */
export function focusFirstWrong(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
}

/** How days and lines are called. */
export function useBookingWords(): {
  readonly day: (date: string) => string;
  readonly label: (label: Label) => string;
} {
  const { t } = useTranslation('bookings');
  const language = useLanguage();
  const today = useToday();
  return {
    day: (date) => t('day', { date: dayText(date, today, language), weekday: t(`weekday.${weekdayOf(date)}`) }),
    label: ({ zh, en }) => (language === 'en' ? en : undefined) ?? zh,
  };
}

/** The name, or the end of the phone number where there is none. */
export function useWho(): (row: Pick<ShownBooking, 'contact'>) => string {
  const { t } = useTranslation('bookings');
  return ({ contact }) => {
    if (contact && isErased(contact)) return t('erased');
    if (contact?.name) return contact.name;
    return contact?.phone ? t('tail', { tail: contact.phone.slice(-4) }) : t('nobody');
  };
}
