import { join } from 'node:path';
import { ulid } from 'ulid';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { INTAKE_KINDS, type IntakeKind } from '#shared/ipc/intake-api';
import { uidSchema } from '#shared/schema/envelope';
import { openBox, type BoxKey } from '#shared/schema/sealed-box';
import { openAppendFile, parseLine } from '../append-file';
import type { Intake, Log, Service } from '../ports';

const entrySchema = z.strictObject({
  id: uidSchema,
  kind: z.enum(INTAKE_KINDS),
  atMs: z.number(),
  box: z.string(),
});

/** Something that a resident handed in, opened. `value` is null for a box that the desk's key does not open. */
export interface HandedIn {
  readonly id: string;
  readonly kind: IntakeKind;
  readonly atMs: number;
  readonly value: unknown;
}

export interface IntakeService extends Intake, Service {
  /** Everything handed in, oldest first, opened with the desk's private key. For the desk alone: no route calls it. */
  open(deskKey: BoxKey): Promise<readonly HandedIn[]>;
}

export interface IntakeDeps {
  /** A folder that nobody but the host reads. */
  readonly folder: string;
  readonly log: Log;
  readonly now: () => number;
  /** How much may wait for the desk. */
  readonly limits?: IntakeLimits;
}
export interface IntakeLimits {
  readonly entries: number;
  readonly bytes: number;
}

export const INTAKE_FILE = 'intake.jsonl';

/** Months of a busy centre, and little enough for any disk; beyond it somebody is filling the disk, or nobody reads. */
const LIMITS: IntakeLimits = { entries: 20_000, bytes: 256 * 1024 * 1024 };

/** Opens what waits for the desk: boxes as they came, one a line, only ever added to. `host.data-damaged`. */
export async function openIntake({ folder, log, now, limits = LIMITS }: IntakeDeps): Promise<IntakeService> {
  const file = await openAppendFile(join(folder, INTAKE_FILE));
  let waiting = (await file.lines()).length;
  if (waiting >= limits.entries) log.warn('intake.full', { count: waiting });
  return {
    submit: async (kind, box) => {
      if (waiting >= limits.entries || file.bytes() + box.length > limits.bytes) {
        log.warn('intake.full', { count: waiting });
        throw new AppError('hub.busy', 'the desk has too much to look at already', { retry: true });
      }
      // Counted before it is written, so that a crowd at once does not get past the limit.
      waiting += 1;
      const id = ulid(now());
      try {
        await file.append(JSON.stringify({ id, kind, atMs: now(), box } satisfies z.infer<typeof entrySchema>));
      } catch (thrown) {
        waiting -= 1;
        throw thrown;
      }
      return id;
    },
    open: async (deskKey) => {
      const entries = (await file.lines()).map((line) => parseLine(entrySchema, line, INTAKE_FILE));
      return Promise.all(
        entries.map(async ({ id, kind, atMs, box }) => ({ id, kind, atMs, value: await openBox(deskKey, box) })),
      );
    },
    health: () => ({ ok: waiting < limits.entries, facts: { waiting, bytes: file.bytes() } }),
    stop: () => file.close(),
  };
}
