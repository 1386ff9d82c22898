import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { AuditEntry } from '#shared/ipc/admin-api';
import { openAppendFile, type AppendFile } from '../append-file';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Audit, AuditQuery, Log, Service } from '../ports';
import { linkEntry, NO_HEAD, readChain, type ChainHead } from './chain';

export interface AuditDeps {
  /** The host-only store: the chain lies beside its files in the clear, its head in it. */
  readonly folder: DurableFolder;
  /** 32 bytes without which no link can be made: who edits the file cannot chain it anew. */
  readonly key: Uint8Array;
  readonly log: Log;
  readonly now: () => number;
}

/** What the chain is given by the host itself. */
export interface AuditService extends Audit, Service {
  /** As `append`, of something that happened at another time. */
  appendAt(atMs: number, entry: Parameters<Audit['append']>[0]): Promise<void>;
  /** Entries of one kind, oldest first. */
  entriesOf(kind: AuditEntry['kind']): Promise<readonly AuditEntry[]>;
}

export const AUDIT_FILE = 'audit.jsonl';
const HEAD_FILE = 'audit-head.json';
const headSchema = z.strictObject({ version: z.literal(1), n: z.number().int().nonnegative(), hash: z.string() });

const SLICE_LINES = 1000;

/** How long an entry may stand before the sealed head knows of it: bounds what may be cut off the end unnoticed, never an append. */
const HEAD_DELAY_MS = 2000;

/**
 * Opens the station's audit chain and looks at every link. A chain that does not hold is reported and logged, and goes on behind the
 * break; nothing of it is ever repaired. A last line that was cut off in the middle of being written was never answered for.
 */
export async function openAudit({ folder, key, log, now }: AuditDeps): Promise<AuditService> {
  const file = await openAppendFile(join(folder.path, AUDIT_FILE));
  const headAtStart = await readHead(folder);
  const found = await readAll(file, key, headAtStart);
  let isSound = found.brokenAt === null;
  if (!isSound) log.error('audit.broken', { count: found.brokenAt });
  // Numbers go on behind what is known to be missing, so that the hole shows for ever.
  let last: ChainHead = { n: Math.max(found.last.n, headAtStart.n), hash: found.last.hash };
  let noted = headAtStart;
  let queue: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  function appendAt(atMs: number, { kind, by, subject, detail }: Parameters<Audit['append']>[0]): Promise<void> {
    const done = queue.then(async () => {
      const entry = linkEntry(key, { n: last.n + 1, atMs, kind, by, subject, detail }, last.hash);
      await file.append(JSON.stringify(entry));
      last = { n: entry.n, hash: entry.hash };
      timer ??= setTimeout(noteSoon, HEAD_DELAY_MS).unref();
    });
    queue = done.catch(() => undefined);
    return done;
  }

  function noteSoon(): void {
    timer = null;
    noteHead().catch((thrown: unknown) => log.warn('audit.head-unsaved', errorFields(thrown)));
  }

  async function noteHead(): Promise<void> {
    if (noted.n === last.n) return;
    const noting = last;
    await folder.write(HEAD_FILE, `${JSON.stringify({ version: 1, ...noting })}\n`);
    noted = noting;
  }

  return {
    appendAt,
    append: (entry) => appendAt(now(), entry),
    page: async (query) => {
      const { entries, brokenAt } = await readAll(file, key, found.brokenAt === null ? last : headAtStart);
      if (brokenAt !== null && isSound) log.error('audit.broken', { count: brokenAt });
      isSound = brokenAt === null;
      return {
        entries: entries
          .filter((entry) => answers(entry, query))
          .slice(-query.limit)
          .reverse(),
        brokenAt,
      };
    },
    entriesOf: async (kind) => (await readAll(file, key, NO_HEAD)).entries.filter((entry) => entry.kind === kind),
    health: () => ({ ok: isSound, facts: { entries: last.n } }),
    stop: async () => {
      if (timer) clearTimeout(timer);
      await queue;
      await noteHead().finally(() => file.close());
    },
  };
}

async function readHead(folder: DurableFolder): Promise<ChainHead> {
  const text = await folder.read(HEAD_FILE);
  if (text === null) return NO_HEAD;
  const { n, hash } = headSchema.parse(JSON.parse(text));
  return { n, hash };
}

/** Every entry, oldest first, and whether the chain holds and reaches the head it is known to have. */
async function readAll(file: AppendFile, key: Uint8Array, known: ChainHead) {
  const chain = readChain(key, known);
  const entries: AuditEntry[] = [];
  for (const [index, line] of (await file.lines()).entries()) {
    const entry = chain.read(line);
    if (entry) entries.push(entry);
    // A chain of years takes a second: whoever waits at the gateway is let in between.
    if (index % SLICE_LINES === SLICE_LINES - 1) await setImmediate();
  }
  return { entries, last: chain.last(), brokenAt: chain.brokenAt() };
}

const answers = (entry: AuditEntry, { before, kind, by, subject }: AuditQuery): boolean =>
  (before === undefined || entry.n < before) &&
  (kind === undefined || entry.kind === kind) &&
  (by === undefined || entry.by === by) &&
  (subject === undefined || entry.subject === subject);
