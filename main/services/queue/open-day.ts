import { beginDay, type FoldedDay } from '#shared/domain/queue/day';
import { MOST_IN_BATCH, openDayLog, type DayLine, type DayLog, type DayRecord, type LogCipher } from './day-log';

/** A day as the log has it, and the log to go on with. */
export interface OpenDay {
  readonly day: string;
  readonly log: DayLog;
  readonly folded: FoldedDay;
  /** Requests that were done, with the number that each was answered with. */
  readonly requests: Map<string, string | null>;
  /** Lines that do not open: somebody or something has altered them. */
  readonly damaged: number;
}

/** Opens a day from its log. */
export async function openDay(folder: string, day: string, cipher: LogCipher): Promise<OpenDay> {
  const { log, lines } = await openDayLog(folder, day, cipher);
  return { day, log, ...foldLines(lines) };
}

/** A day from the lines of its log. A line that cannot be read leaves a gap in the numbers, so that none is given twice. */
export function foldLines(lines: readonly DayLine[]): Omit<OpenDay, 'day' | 'log'> {
  const folded = beginDay();
  const requests = new Map<string, string | null>();
  let damaged = 0;
  for (const line of lines) {
    if (line) for (const record of line) take({ folded, requests }, record);
    else {
      damaged += 1;
      folded.skip(MOST_IN_BATCH);
    }
  }
  return { folded, requests, damaged };
}

/** Takes a record in. */
export function take(
  { folded, requests }: Pick<OpenDay, 'folded' | 'requests'>,
  { request, number, entries }: DayRecord,
): void {
  for (const entry of entries) folded.apply(entry);
  requests.set(request, number);
}
