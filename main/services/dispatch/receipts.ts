import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { receiptCode, receiptNumber, RECEIPT_NUMBERS, type KeyedRound } from '#shared/domain/incidents/receipt';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';

/** Gives out receipt codes, each of them once. */
export interface Receipts {
  /** A code that nobody has; its number is on disk as used when this resolves. */
  next(): Promise<string>;
  /** Takes note of a code that a record has: after a hub or the host's own folder was set back, none is given a second time. */
  seen(code: string): void;
}

/** Numbers that are taken from the disk at once. */
const BLOCK = 64;
/**
 * What is passed over at each start: a folder that was put back from a backup does not know what was given since. 34 billion numbers are
 * enough for that.
 */
const SKIPPED = 4096;

const FILE = 'receipts.json';
const fileSchema = z.strictObject({ version: z.literal(1), next: z.number().int().nonnegative() });

export interface ReceiptsDeps {
  /** The host-only store. */
  readonly folder: DurableFolder;
  /** 32 bytes in base64 that never leave the host. */
  readonly secret: string;
}

/** Opens the counter of receipts. `host.data-damaged` when it cannot be read. */
export async function openReceipts({ folder, secret }: ReceiptsDeps): Promise<Receipts> {
  const keyed = keyedRound(secret);
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1, next: 0 });
  const stored = file.current().next;
  let next = stored === 0 ? 0 : stored + SKIPPED;
  let reserved = next;
  let queue: Promise<unknown> = Promise.resolve();

  async function take(): Promise<string> {
    if (next >= reserved) {
      reserved = next + BLOCK;
      await file.change(() => ({ version: 1, next: reserved }));
    }
    const code = receiptCode(next % RECEIPT_NUMBERS, keyed);
    next += 1;
    return code;
  }

  return {
    next: () => {
      const taken = queue.then(take);
      queue = taken.catch(() => undefined);
      return taken;
    },
    seen: (code) => {
      const number = receiptNumber(code, keyed);
      // A code of another key leads anywhere: nothing far ahead is believed.
      if (number !== null && number >= next && number < next + 2 ** 20) next = number + 1;
    },
  };
}

/** The hub's key as the codes take it. */
function keyedRound(secret: string): KeyedRound {
  const key = new Uint8Array(Buffer.from(secret, 'base64'));
  return (round, half) => createHmac('sha256', key).update(`${round}.${half}`).digest().readUInt32BE(0) & 0x3ffff;
}
