import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { leaveCodeTextSchema } from '#shared/ipc/kiosk-leave-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit } from '../ports';
import type { LeaveCodes } from '../queue-port';

const FILE = 'kiosk-leave-code.json';
const fileSchema = z.strictObject({ version: z.literal(1), code: leaveCodeTextSchema.nullable() });
const DIGITS = 6;

/** Opens the code by which staff close a kiosk's screen, and draws one where there is none yet. `host.data-damaged`. */
export async function openLeaveCode(folder: DurableFolder, audit: Pick<Audit, 'append'>): Promise<LeaveCodes> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, code: null });
  if (file.current().code === null) await file.change(() => ({ version: 1, code: drawn() }));
  const current = (): string => file.current().code ?? drawn();
  return {
    current,
    isRight: (given) => timingSafeEqual(hashOf(given), hashOf(current())),
    set: async (by, code) => {
      await file.change(() => ({ version: 1, code: code ?? drawn() }));
      await audit.append({ kind: 'leave-code-set', by, subject: null, detail: code === null ? 'drawn' : 'chosen' });
      return current();
    },
  };
}

const drawn = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
const hashOf = (code: string): Uint8Array => new Uint8Array(createHash('sha256').update(code).digest());
