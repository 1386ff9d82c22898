import { ulid } from 'ulid';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import {
  transmission as transmissionType,
  transmissionSchema,
  type Transmission,
} from '#shared/schema/types/transmission';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';

/** What the host changes of a transmission. */
export type TransmissionChanges = Partial<
  Pick<Transmission, 'state' | 'tries' | 'nextAttemptAtMs' | 'sentAtMs' | 'receipt' | 'outcome' | 'attempts' | 'round'>
> & { /** Plain; sealed when it is written. */ readonly said?: string | null };

/** Applications and what became of them elsewhere, on the hub's disk. */
export interface PlatformStore {
  application(uid: string): Promise<Application | null>;
  /** Does nothing where there is one. */
  begin(application: Application, platform: string, platformTitle: string): Promise<void>;
  /** The transmission after what `change` makes of it as it is on disk; null leaves it. Null where there is none. */
  change(
    applicationUid: string,
    change: (current: Transmission) => TransmissionChanges | null,
  ): Promise<Transmission | null>;
  /** Adds what `change` makes of the application as it is on disk; null adds nothing. */
  addStep(uid: string, change: (current: Application) => Promise<Application['steps'][number] | null>): Promise<void>;
  /** Text sealed for the desk. */
  seal(text: string, place: Parameters<typeof sealingAad>[0]): ReturnType<typeof sealValue>;
  touch(): Application['created'];
}

export interface PlatformStoreDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly keys: Pick<GridKeys, 'newest'>;
  readonly author: () => string;
  readonly now: () => number;
}

/** Somebody else's writes that ours may have to be made again over. */
const ROUNDS = 5;

/** See `PlatformStore`. */
export function createPlatformStore({ station, hub, keys, author, now }: PlatformStoreDeps): PlatformStore {
  const writer = createHostWriter(now);
  const desk = () => {
    const database = hub.database(databaseName('desk', station));
    if (!database) throw new Error('a station has a desk');
    return database;
  };
  const transmissionId = (uid: string) => documentId(transmissionType.type, station, uid);
  const applicationId = (uid: string) => documentId(applicationType.type, station, uid);

  async function read(id: string): Promise<{ readonly record: WireRecord; readonly rev: unknown } | null> {
    const stored = await desk().get(id, WINNER);
    if (!stored.found) return null;
    const { _rev: rev, ...fields } = stored.document as Readonly<Record<string, unknown>>;
    return { record: fields as unknown as WireRecord, rev };
  }

  async function write(row: object): Promise<'ok' | 'conflict'> {
    const [answer] = await desk().bulkDocs({ rows: [row], newEdits: true });
    if (answer && 'ok' in answer) return 'ok';
    if (answer?.error === 'conflict') return 'conflict';
    throw new Error('the hub did not take a record');
  }

  const seal: PlatformStore['seal'] = async (text, place) => {
    const { kid, key } = await keys.newest({ scope: station, class: 'general' });
    return sealValue(key, kid, text, sealingAad(place));
  };

  async function edit<T>(
    id: string,
    schema: { safeParse(value: unknown): { readonly data?: T | undefined } },
    lift: (record: WireRecord) => unknown,
    change: (current: T) => Promise<Readonly<Record<string, unknown>> | null>,
  ): Promise<T | null> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await read(id);
      const current = stored && schema.safeParse(lift(stored.record)).data;
      if (!stored || !current) return null;
      const changes = await change(current);
      if (!changes) return current;
      const edited = writer.edit(stored.record, changes, author());
      if ((await write({ ...edited, _rev: stored.rev })) === 'ok') return schema.safeParse(lift(edited)).data ?? null;
    }
    throw new Error('a record could not be written');
  }

  return {
    application: async (uid) => {
      const stored = await read(applicationId(uid));
      return (stored && applicationSchema.safeParse(liftRecord(applicationType, stored.record)).data) ?? null;
    },
    begin: async ({ uid: applicationUid }, platform, platformTitle) => {
      const fields = {
        ...{ applicationUid, platform, platformTitle, round: 1, state: 'waiting', tries: 0, nextAttemptAtMs: now() },
        ...{ sentAtMs: null, receipt: null, outcome: null, reason: null, attempts: [] },
      };
      const { type, version: schema } = transmissionType;
      const made = { type, schema, scope: station, uid: ulid(now()), key: applicationUid, fields };
      // Somebody else's is as good.
      await write(createRecord(made, writer.write(author())));
    },
    change: (applicationUid, change) =>
      edit<Transmission>(
        transmissionId(applicationUid),
        transmissionSchema,
        (record) => liftRecord(transmissionType, record),
        async (current) => {
          const changes = change(current);
          if (!changes) return null;
          const { said, ...rest } = changes;
          if (said === undefined) return rest;
          const reason = said === null ? null : await seal(said, { uid: current.uid, field: 'reason' });
          return { ...rest, reason };
        },
      ),
    addStep: async (uid, change) => {
      await edit<Application>(
        applicationId(uid),
        applicationSchema,
        (record) => liftRecord(applicationType, record),
        async (current) => {
          const step = await change(current);
          return step && { steps: [...current.steps, step] };
        },
      );
    },
    seal,
    touch: () => writer.write(author()).touch,
  };
}
