import { z } from 'zod';
import { USUAL_HALL, type Hall } from '#shared/domain/queue/hall';
import { hallSchema } from '#shared/ipc/queue-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { Audit } from '../ports';

const FILE = 'queue-hall.json';
const fileSchema = z.strictObject({ version: z.literal(1), hall: hallSchema.nullable() });

/** Settings of the hall, kept by the host. */
export interface HallFile {
  current(): Hall;
  /** On disk, and in the audit chain, when it resolves. */
  set(by: string, hall: Hall): Promise<void>;
}

/** A practice's hall never closes: whoever learns in the evening gets a number, too. */
const ALWAYS_OPEN: Hall = { ...USUAL_HALL, opensAt: '00:00', closesAt: '23:59' };

/** Opens the settings; the usual ones where nobody has set any. `host.data-damaged`. */
export async function openHallFile(
  folder: DurableFolder,
  audit: Pick<Audit, 'append'>,
  { isPractice }: { readonly isPractice: boolean },
): Promise<HallFile> {
  const file = await openHostOnlyFile(folder, FILE, fileSchema, { version: 1 as const, hall: null });
  const current = (): Hall => file.current().hall ?? (isPractice ? ALWAYS_OPEN : USUAL_HALL);
  return {
    current,
    set: async (by, hall) => {
      await file.change(() => ({ version: 1, hall }));
      const detail = `${hall.groups.length} groups, ${hall.counters.length} counters`;
      await audit.append({ kind: 'hall-set', by, subject: null, detail });
    },
  };
}
