import type { PrinterState, PrinterWay, PrintOutcome } from '#shared/ipc/printing-api';
import { openLine, type PrinterLine } from './line';
import { ASK_STATE, ASK_WHEN_DONE, canPrint, STATE_BYTES, stateOf } from './status';

/** How long a printer is borne with, ms. */
export interface PrintTimes {
  readonly connect: number;
  /** To say how it is; a printer that says nothing is taken to be one that never does. */
  readonly answer: number;
  /** To take a paper, and to print it. */
  readonly print: number;
  /** Before a printer that could not be reached is tried again. */
  readonly again: number;
}

export const PRINT_TIMES: PrintTimes = { connect: 3000, answer: 1500, print: 20_000, again: 700 };

export interface Printed {
  readonly outcome: PrintOutcome;
  readonly state: PrinterState;
}

const AWAY: Printed = { outcome: 'away', state: 'away' };

/**
 * Prints once. Where the printer could not be reached, and so has certainly nothing of it, it is tried once more; from the first byte of the paper on nothing
 * is sent again: `unsure` is for a person to look at, two numbers of one kind are for nobody.
 */
export async function runJob(way: PrinterWay, paper: Uint8Array, times: PrintTimes): Promise<Printed> {
  for (let tries = 1; ; tries += 1) {
    const printed = await tryJob(way, paper, times);
    if (printed.outcome !== 'away' || tries === 2) return printed;
    await new Promise((resolve) => setTimeout(resolve, times.again));
  }
}

/** How the printer is, asked without printing. */
export async function askPrinter(way: PrinterWay, times: PrintTimes): Promise<PrinterState> {
  let line: PrinterLine | null = null;
  try {
    line = await openLine(way, times.connect);
    return await stateNow(line, times);
  } catch {
    return 'away';
  } finally {
    await line?.close().catch(() => undefined);
  }
}

async function tryJob(way: PrinterWay, paper: Uint8Array, times: PrintTimes): Promise<Printed> {
  let line: PrinterLine;
  let before: PrinterState;
  try {
    line = await openLine(way, times.connect);
  } catch {
    return AWAY;
  }
  try {
    try {
      before = await stateNow(line, times);
    } catch {
      return AWAY;
    }
    if (!canPrint(before)) return { outcome: refusalOf(before), state: before };
    return await send(line, paper, before, times);
  } finally {
    await line.close().catch(() => undefined);
  }
}

const refusalOf = (state: PrinterState): PrintOutcome =>
  state === 'no-paper' || state === 'cover-open' || state === 'away' ? state : 'fault';

async function stateNow(line: PrinterLine, { answer }: PrintTimes): Promise<PrinterState> {
  if (!line.isTwoWay) return 'unknown';
  line.forget();
  await line.write(ASK_STATE, answer);
  return stateOf(await line.read(STATE_BYTES, answer)) ?? 'unknown';
}

/** From here on the printer may have something of the paper. */
async function send(line: PrinterLine, paper: Uint8Array, before: PrinterState, times: PrintTimes): Promise<Printed> {
  const saysNothing = before === 'unknown';
  try {
    await line.write(paper, times.print);
    // All that can be known of a printer that does not speak: it has taken everything.
    if (saysNothing) return { outcome: 'printed', state: 'unknown' };
    line.forget();
    await line.write(ASK_WHEN_DONE, times.answer);
    const done = await line.read(1, times.print);
    if (done.length === 1) return { outcome: 'printed', state: await stateNow(line, times).catch(() => before) };
  } catch {
    return {
      outcome: 'unsure',
      state: saysNothing ? 'unknown' : await stateNow(line, times).catch(() => 'away' as const),
    };
  }
  return { outcome: 'unsure', state: await stateNow(line, times).catch(() => 'away' as const) };
}
