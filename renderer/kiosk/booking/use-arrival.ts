import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { arrivalAnswerSchema, kioskBookingPaths, type ArrivalAnswer } from '#shared/ipc/booking-api';
import { faultOf, type Fault } from '../host/answer';
import { useKiosk } from '../session/kiosk-context';
import { useTimes } from './use-times';

export interface Arrival {
  /** Takes a number for the booking of a code; it comes on the ticket's own page. */
  readonly arrive: (code: string) => Promise<void>;
  /** Why there is none, in words. */
  readonly problem: string | null;
  readonly fault: Fault | null;
  readonly say: (problem: string | null) => void;
}

/** See `Arrival`. */
export function useArrival(): Arrival {
  const { t } = useTranslation('kioskBooking');
  const { host, replace, signal } = useKiosk();
  const { day, clock } = useTimes();
  const [problem, setProblem] = useState<string | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const say = useCallback((words: string | null) => {
    setProblem(words);
    setFault(null);
  }, []);

  const wordsOf = ({ why, booking, fromMs }: ArrivalAnswer & { readonly outcome: 'refused' }): string =>
    t(`code.${why}`, {
      day: booking ? day(booking.day) : '',
      time: booking ? clock(booking.atMs) : '',
      from: fromMs === null ? '' : clock(fromMs),
    });
  const arrive = async (code: string) => {
    say(null);
    const answer = await host.ask(kioskBookingPaths.arrival, arrivalAnswerSchema, { body: { code }, signal });
    if (signal.aborted) return;
    if (answer.kind !== 'ok') return setFault(faultOf(answer));
    if (answer.value.outcome === 'refused') return setProblem(wordsOf(answer.value));
    const { day: onDay, number, ahead, expectedMs, booking } = answer.value;
    const wish = { itemNumber: null, group: booking.group };
    replace({ at: 'ticket', taken: { day: onDay, number, ahead, expectedMs, wish } });
  };
  return { arrive, problem, fault, say };
}
