import { useCallback, useState } from 'react';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { bookingOfCodeSchema, kioskBookingPaths } from '#shared/ipc/booking-api';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { kioskProgressSchema } from '#shared/ipc/kiosk-matter-api';
import { ticketOfCodeSchema, ticketPaths } from '#shared/ipc/pad-api';
import { faultOf, type Answer, type Fault, type Refused } from '../host/answer';
import type { KioskHost } from '../host/kiosk-host';
import { codeIn, ticketCodeIn } from '../scan';
import { useKiosk } from '../session/kiosk-context';
import type { Page } from '../session/pages';

/** `typo`: it cannot be a code; `unknown`: nothing has it. */
export type LookUpTrouble = Fault | 'typo' | 'unknown';

/** Looks something up by its code and opens it, on top of the page that is seen (`go`) or in its place. */
export function useLookUp(how: 'go' | 'replace'): {
  readonly lookUp: (text: string) => Promise<void>;
  readonly trouble: LookUpTrouble | null;
  readonly forget: () => void;
} {
  const { host, signal, [how]: open } = useKiosk();
  const [trouble, setTrouble] = useState<LookUpTrouble | null>(null);
  const lookUp = useCallback(
    async (text: string) => {
      setTrouble(null);
      const code = codeIn(text);
      const receipt = readReceipt(code);
      const ticket = receipt === null ? ticketCodeIn(code) : null;
      if (receipt === null && ticket === null) return setTrouble('typo');
      const found =
        receipt !== null ? await receiptOrBooking(host, signal, receipt) : await ticketOf(host, signal, ticket ?? '');
      if (signal.aborted) return;
      if (found.kind === 'ok') return open(found.value);
      setTrouble(isUnknown(found) ? 'unknown' : faultOf(found));
    },
    [host, signal, open],
  );
  return { lookUp, trouble, forget: useCallback(() => setTrouble(null), []) };
}

/** Receipts and bookings share their codes: no two have the same. */
async function receiptOrBooking(host: KioskHost, signal: AbortSignal, receipt: string): Promise<Answer<Page>> {
  const matter = await host.ask(kioskPaths.progress, kioskProgressSchema, { body: { receipt }, signal });
  if (!isUnknown(matter)) return pageOf(matter, (value) => ({ at: 'matter', matter: value }));
  const asking = { body: { code: receipt }, signal };
  const answer = await host.ask(kioskBookingPaths.booking, bookingOfCodeSchema, asking);
  if (answer.kind !== 'ok') return answer;
  const { booking } = answer.value;
  return booking ? { kind: 'ok', value: { at: 'booking', booking } } : matter;
}

const ticketOf = async (host: KioskHost, signal: AbortSignal, code: string): Promise<Answer<Page>> =>
  pageOf(await host.ask(ticketPaths.ticket, ticketOfCodeSchema, { body: { code }, signal }), (ticket) => ({
    at: 'my-number',
    ticket,
  }));

const isUnknown = (answer: Answer<unknown>): answer is Refused =>
  answer.kind === 'refused' && answer.code === 'request.not-found';

const pageOf = <T>(answer: Answer<T>, page: (value: T) => Page): Answer<Page> =>
  answer.kind === 'ok' ? { kind: 'ok', value: page(answer.value) } : answer;
