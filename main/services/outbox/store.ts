import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { message as messageType, messageSchema, type Message, type MessageContent } from '#shared/schema/types/message';
import { createRecord } from '#shared/sync/author';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { ListedDatabase } from '../records-of';
import { eraseOld } from './prune';

export interface MessageStoreDeps {
  readonly station: string;
  readonly hub: { database(name: string): (WritableDatabase & ListedDatabase) | null };
  /** Staff uid in whose name the host writes when nobody is named. */
  readonly author: () => string;
  readonly now: () => number;
}

/** Messages in the desk's database. What a call answers is on disk. */
export interface MessageStore {
  /** The message of that key as it is now, made of the content where there was none. */
  add(
    key: string,
    content: MessageContent,
    by: string | null,
  ): Promise<{ readonly message: Message; readonly isNew: boolean }>;
  /**
   * The message after `decide` changed it as it is on disk, or as it is when that gives null; null when there is none. Whoever else
   * writes it at the same time is met by deciding again.
   */
  change(id: string, decide: (message: Message) => MessageChanges | null): Promise<Message | null>;
  /** Erases messages that are old as they stand on disk; how many. */
  prune(isOld: (message: Message) => boolean, isStopped: () => boolean): Promise<number>;
}
export type MessageChanges = Partial<Pick<Message, 'state' | 'attempts' | 'nextAttemptAtMs' | 'expiresAtMs'>>;

/** Somebody else's writes that a change may have to be made again over. */
const ROUNDS = 5;

/** What a sender's key becomes: the same for the same key, and nothing that could be read in it. */
export const recordKey = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);

/** Reads and writes messages, one write after another: counters of a replica go up one by one. */
export function createMessageStore({ station, hub, author, now }: MessageStoreDeps): MessageStore {
  const writer = createHostWriter(now);
  const name = databaseName('desk', station);
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const done = queue.then(task);
    queue = done.catch(() => undefined);
    return done;
  };
  const desk = (): WritableDatabase & ListedDatabase => {
    const database = hub.database(name);
    if (!database) throw new AppError('internal', 'a station has its desk');
    return database;
  };

  async function read(id: string): Promise<{ readonly rev: string; readonly record: WireRecord } | null> {
    const stored = await desk().get(id, WINNER);
    if (!stored.found) return null;
    const { _rev, ...record } = stored.document as Record<string, unknown>;
    return { rev: String(_rev), record: liftRecord(messageType, record as unknown as WireRecord) };
  }

  /** False for a row that somebody else was faster with. */
  async function write(row: WireRecord): Promise<boolean> {
    const [answer] = await desk().bulkDocs({ rows: [row], newEdits: true });
    if (answer && 'ok' in answer) return true;
    if (answer?.error === 'conflict') return false;
    throw new Error('the hub did not take a message');
  }

  async function add(key: string, content: MessageContent, by: string | null) {
    const id = documentId(messageType.type, station, recordKey(key));
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await read(id);
      if (stored) return { message: messageSchema.parse(stored.record), isNew: false };
      const nextAttemptAtMs = Math.max(now(), content.notBeforeMs);
      const made = createRecord(
        {
          type: messageType.type,
          schema: messageType.version,
          scope: station,
          uid: ulid(now()),
          key: recordKey(key),
          fields: { ...content, state: 'queued', attempts: [], nextAttemptAtMs },
        },
        writer.write(by ?? author()),
      );
      const message = messageSchema.parse(made);
      if (await write(made)) return { message, isNew: true };
    }
    throw new Error('a message could not be written');
  }

  async function change(id: string, decide: (message: Message) => MessageChanges | null): Promise<Message | null> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await read(id);
      if (!stored) return null;
      const message = messageSchema.parse(stored.record);
      const changes = decide(message);
      if (!changes) return message;
      const edited = writer.edit(stored.record, changes, author());
      if (await write({ ...edited, _rev: stored.rev })) return messageSchema.parse(edited);
    }
    throw new Error('a message could not be written');
  }

  const prune = (isOld: (message: Message) => boolean, isStopped: () => boolean): Promise<number> => {
    const mayGo = (record: unknown): boolean => {
      const message = messageSchema.safeParse(record);
      return message.success && isOld(message.data);
    };
    return eraseOld(desk(), messageType.type, station, mayGo, isStopped);
  };

  return {
    add: (key, content, by) => inTurn(() => add(key, content, by)),
    change: (id, decide) => inTurn(() => change(id, decide)),
    prune,
  };
}
