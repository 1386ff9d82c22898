import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseDatabaseName } from '#shared/schema/ids';
import { reveal, revealSchema } from '#shared/schema/types/reveal';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { followHub, type FollowedHub, type FollowedRow } from '../follow-hub';
import type { Log, Service } from '../ports';
import type { AuditService } from './audit';

export interface RevealDeps {
  readonly hub: FollowedHub;
  readonly audit: Pick<AuditService, 'appendAt' | 'entriesOf'>;
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly log: Log;
}

export interface RevealsService extends Service {
  /** Resolves when every reveal that the hub had when it was called stands in the chain. */
  settled(): Promise<void>;
}

const POSITIONS_FILE = 'audit-positions.json';
const positionsSchema = z.strictObject({ version: z.literal(1), positions: z.record(z.string(), z.string()) });

/**
 * Takes reveals, which devices write into grid databases, into the audit chain: each once, also over a crash between the chain and
 * the note of how far the hub was read, since the chain itself says which it has.
 */
export async function startReveals({ hub, audit, folder, log }: RevealDeps): Promise<RevealsService> {
  const text = await folder.read(POSITIONS_FILE);
  const since = text === null ? {} : positionsSchema.parse(JSON.parse(text)).positions;
  const chained = new Set((await audit.entriesOf('reveal')).map(({ detail }) => nameIn(detail)));

  const follower = followHub({
    hub,
    log,
    since,
    wants: (name) => parseDatabaseName(name)?.kind === 'grid',
    take: async (_database, rows) => {
      for (const { name, atMs, entry } of rows.flatMap(revealIn)) {
        if (chained.has(name)) continue;
        await audit.appendAt(atMs, entry);
        chained.add(name);
      }
    },
  });
  return {
    settled: () => follower.settled(),
    health: () => ({ ok: true, facts: { reveals: chained.size } }),
    stop: async () => {
      await follower.stop();
      const next = JSON.stringify({ version: 1, positions: follower.positions() });
      if (next === text) return;
      // Only spares the next start some reading.
      await folder
        .write(POSITIONS_FILE, next)
        .catch((thrown: unknown) => log.warn('audit.positions-unsaved', errorFields(thrown)));
    },
  };
}

function revealIn({ id, doc }: FollowedRow) {
  const record = id.startsWith(`${reveal.type}~`) ? revealSchema.safeParse(doc) : null;
  if (!record?.success) return [];
  const { atMs, created, subjectUid, field, purpose } = record.data;
  // Of the document's id, not its uid: a device could give two records one uid, so that the second is taken for the first.
  const name = createHash('sha256').update(id).digest('base64url').slice(0, NAME_LENGTH);
  const detail = `${field} ${purpose} ${name}`;
  return [{ name, atMs, entry: { kind: 'reveal', by: created.by, subject: subjectUid, detail } as const }];
}

const NAME_LENGTH = 16;

/** Which record it was: the last word of the detail. */
const nameIn = (detail: string | null): string => detail?.slice(detail.lastIndexOf(' ') + 1) ?? '';
