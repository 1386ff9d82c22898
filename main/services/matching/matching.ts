import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { normalCitizenId, normalPhone } from '#shared/domain/people/identifiers';
import { parseDatabaseName } from '#shared/schema/ids';
import { person } from '#shared/schema/types/person';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { followHub, type FollowedHub, type FollowedRow } from '../follow-hub';
import type { DataKeys } from '../key-ports';
import type { Log, Matching, Service } from '../ports';
import { createValueOpener } from './value-opener';

export interface MatchingDeps {
  readonly hub: FollowedHub;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** The host-only store. */
  readonly folder: DurableFolder;
  /** 32 bytes that never leave the host, nor does anything made with them: a phone number is guessed in a day. */
  readonly key: Uint8Array;
  readonly log: Log;
}

export interface MatchingService extends Matching, Service {
  /** Resolves when the index knows everything that the hub had when it was called. */
  settled(): Promise<void>;
}

const KINDS = ['citizenId', 'phone'] as const;
type Kind = (typeof KINDS)[number];

const NORMAL: Readonly<Record<Kind, (text: string) => string>> = { citizenId: normalCitizenId, phone: normalPhone };

/** What is known of one person's record: keyed hashes, by kind. */
const marksSchema = z.record(z.string(), z.string());
type Marks = z.infer<typeof marksSchema>;

const FILE = 'matching.json';
const fileSchema = z.strictObject({
  version: z.literal(1),
  /** How far the index has read each database; with the marks in one file, so that neither is ahead of the other. */
  positions: z.record(z.string(), z.string()),
  records: z.record(z.string(), marksSchema),
});

/** How long after a change the index is written; what is not written yet is read from the hub again. */
const SAVE_DELAY_MS = 30_000;

/**
 * Keeps an index of the citizen ids and phones of everybody in the station's grids, as the hub takes them in, under keyed hashes.
 * A damaged or missing index is made anew from the hub.
 */
export async function startMatching({ hub, dataKeys, folder, key, log }: MatchingDeps): Promise<MatchingService> {
  const stored = await readIndex(folder, log);
  const index = createIndex(stored.records);
  const open = createValueOpener({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  let unreadable = 0;
  let timer: NodeJS.Timeout | null = null;
  let isChanged = false;

  const markOf = (kind: Kind, text: string) =>
    createHmac('sha256', key)
      .update(`${kind} ${NORMAL[kind](text)}`)
      .digest('base64url')
      .slice(0, MARK_LENGTH);

  async function marksOf({ deleted, doc }: FollowedRow): Promise<Marks> {
    const marks: Marks = {};
    if (deleted || !doc) return marks;
    for (const kind of KINDS) {
      const value = await open(doc, kind);
      if (value === 'unreadable') unreadable += 1;
      else if (value !== null) marks[kind] = markOf(kind, value.text);
    }
    return marks;
  }

  const follower = followHub({
    hub,
    log,
    since: stored.positions,
    wants: (name) => parseDatabaseName(name)?.kind === 'grid',
    take: async (_database, rows) => {
      for (const row of rows) if (row.id.startsWith(`${person.type}~`)) index.put(row.id, await marksOf(row));
      isChanged = true;
      timer ??= setTimeout(() => {
        timer = null;
        void save();
      }, SAVE_DELAY_MS).unref();
    },
  });

  async function save(): Promise<void> {
    if (!isChanged) return;
    isChanged = false;
    try {
      const file = { version: 1, positions: follower.positions(), records: index.records() };
      await folder.write(FILE, JSON.stringify(file));
    } catch (thrown) {
      isChanged = true;
      log.warn('matching.unsaved', errorFields(thrown));
    }
  }

  return {
    find: async (kind, value) => {
      await follower.settled();
      return index.find(markOf(kind, value));
    },
    settled: () => follower.settled(),
    health: () => ({ ok: true, facts: { records: index.size(), unreadable } }),
    stop: async () => {
      if (timer) clearTimeout(timer);
      await follower.stop();
      await save();
    },
  };
}

/** 132 bits: two different numbers never meet. */
const MARK_LENGTH = 22;

async function readIndex(folder: DurableFolder, log: Log) {
  try {
    const text = await folder.read(FILE);
    if (text !== null) return fileSchema.parse(JSON.parse(text));
  } catch {
    log.warn('matching.damaged');
  }
  return { positions: {}, records: {} };
}

/** Records by mark, and marks by record. */
function createIndex(stored: Readonly<Record<string, Marks>>) {
  const marksById = new Map<string, Marks>();
  const idsByMark = new Map<string, Set<string>>();

  function forget(id: string): void {
    for (const mark of Object.values(marksById.get(id) ?? {})) {
      const ids = idsByMark.get(mark);
      ids?.delete(id);
      if (ids?.size === 0) idsByMark.delete(mark);
    }
    marksById.delete(id);
  }

  function put(id: string, marks: Marks): void {
    forget(id);
    const values = Object.values(marks);
    if (values.length === 0) return;
    marksById.set(id, marks);
    for (const mark of values) idsByMark.set(mark, (idsByMark.get(mark) ?? new Set()).add(id));
  }

  for (const [id, marks] of Object.entries(stored)) put(id, marks);
  return {
    put,
    find: (mark: string): readonly string[] => [...(idsByMark.get(mark) ?? [])].sort(),
    size: () => marksById.size,
    records: (): Readonly<Record<string, Marks>> => Object.fromEntries(marksById),
  };
}
