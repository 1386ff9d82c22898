import type { PrinterState } from '#shared/ipc/printing-api';

/**
 * What a printer says about itself, after Epson's ESC/POS reference: `DLE EOT n` is answered at once, even off line, by one byte in which bits 0, 1, 4 and 7
 * stand; `GS r 1` is answered when its turn comes, which is when everything before it is printed.
 */
export const ASK_STATE = Uint8Array.of(0x10, 0x04, 0x01, 0x10, 0x04, 0x02, 0x10, 0x04, 0x04);
export const STATE_BYTES = 3;
export const ASK_WHEN_DONE = Uint8Array.of(0x1d, 0x72, 0x01);

const isStateByte = (byte: number): boolean => (byte & 0x93) === 0x12;

const OFFLINE = { bit: 0x08 };
const CAUSE = { cover: 0x04, paperEnd: 0x20, fault: 0x40 };
const PAPER = { low: 0x0c, out: 0x60 };

/** The state that three answers tell; null for what is no such answer. */
export function stateOf(answers: Uint8Array): PrinterState | null {
  const [whole, cause, paper] = answers;
  if (whole === undefined || cause === undefined || paper === undefined) return null;
  if (![whole, cause, paper].every(isStateByte)) return null;
  if (cause & CAUSE.cover) return 'cover-open';
  if (cause & CAUSE.paperEnd || paper & PAPER.out) return 'no-paper';
  if (cause & CAUSE.fault || whole & OFFLINE.bit) return 'fault';
  return paper & PAPER.low ? 'paper-low' : 'ready';
}

/** Whether the printer can print as it is. */
export const canPrint = (state: PrinterState): boolean =>
  state === 'ready' || state === 'paper-low' || state === 'unknown';
