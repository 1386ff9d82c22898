import { monotonicFactory } from 'ulid';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { openRecord } from '#shared/schema/open-record';
import { findRecordType } from '#shared/schema/registry';
import { sealFields } from '#shared/schema/seal-record';
import { isSealed, classOfKid } from '#shared/schema/value-class';
import { createRecord, editRecord, settleConflict } from '#shared/sync/author';
import type { Write } from '#shared/sync/local-writer';
import { createSealer } from '#renderer/data/sealer';
import type { PersonRecord } from '#renderer/features/people/index';
import type { PersonWriting } from '#renderer/features/person/commands/writing';
import { personFields, STATION, T0, testReplica, WORKER_UID } from '../../support/builders';

/** 23 November 2026 at the station. */
export const NOW_MS = T0 + 3_600_000;
export const TODAY = '2026-11-23';

const keyOf = (kid: string) => Buffer.from(kid.padEnd(32, '-').slice(0, 32)).toString('base64');

/** A station in memory whose worker holds the keys named, with real seals and real records; every write is checked as a hub would. */
export function personStation(classes: readonly ('general' | 'health' | 'child')[] = ['general', 'health', 'child']) {
  let nowMs = NOW_MS;
  const replica = testReplica('desk', () => nowMs);
  const records = new Map<string, WireRecord>();
  const keys = (held: readonly ('general' | 'health' | 'child')[]) =>
    [1, 2].flatMap((grid) =>
      held.map((name) => {
        const kid = `${STATION}-${grid}.${name}.1`;
        return { kid, scope: `${STATION}-${grid}`, class: name, key: keyOf(kid) };
      }),
    );
  const sealer = createSealer(keys(classes));
  /** Holds every key: what the host could do. */
  const host = createSealer(keys(['general', 'health', 'child']));
  const nextUlid = monotonicFactory();

  const apply = (write: Write): WireRecord => {
    if (write.kind === 'create') {
      const { type, scope, uid, key } = write.creation;
      const known = records.get(documentId(type, scope, key ?? uid));
      if (known && write.keepExisting) return known;
      if (known) throw new Error('exists');
      return createRecord({ ...write.creation, schema: findRecordType(type)?.version ?? 1 }, replica.write());
    }
    const before = records.get(write.id);
    if (!before) throw new Error(`not here: ${write.id}`);
    return write.kind === 'settle'
      ? settleConflict(before, write.decisions, replica.write())
      : editRecord(before, write.change(before), replica.write());
  };
  const writeTogether = async (writes: readonly Write[]) => {
    const made = writes.map((write) => {
      const record = apply(write);
      const parsed = findRecordType(record.type)?.schema.safeParse(record);
      if (!parsed?.success) throw new Error(JSON.stringify(parsed?.error.issues));
      return record;
    });
    for (const record of made) records.set(record._id, record);
    nowMs += 1000;
    return made;
  };

  const writer: PersonWriting['writer'] = {
    writeTogether,
    create: async (creation) => (await writeTogether([{ kind: 'create', creation }]))[0] as WireRecord,
    edit: async (id, change) => (await writeTogether([{ kind: 'edit', id, change }]))[0] as WireRecord,
    settle: async (id, decisions) => (await writeTogether([{ kind: 'settle', id, decisions }]))[0] as WireRecord,
  };
  const station = {
    sealer,
    writer,
    session: { station: { id: STATION }, staff: { uid: WORKER_UID } },
    replica: replica.id,
    nowMs: () => nowMs,
    newUid: () => nextUlid(nowMs),
    records: {},
  } as unknown as PersonWriting;

  /** The record as screens read it. */
  const read = async (id: string): Promise<PersonRecord> => {
    const record = records.get(id);
    if (!record) throw new Error(`not here: ${id}`);
    return (await openRecord(record, (sealed, place) => sealer.open(sealed, place))) as unknown as PersonRecord;
  };
  /** Somebody's file, sealed as the host would have it; answers as screens read it. */
  const addPerson = async (
    uid: string,
    plain: Readonly<Record<string, unknown>> = {},
    grid = 1,
  ): Promise<PersonRecord> => {
    const scope = `${STATION}-${grid}`;
    const whole = personFields(plain);
    const fields = await sealFields(
      { type: 'person', uid, birthDate: String(whole['birthDate']), today: TODAY },
      whole,
      (value, place, keyClass) => host.seal(value, { ...place, scope, class: keyClass }),
    );
    const record = createRecord({ type: 'person', schema: 3, scope, uid, fields }, replica.write());
    records.set(record._id, record);
    nowMs += 1000;
    return read(record._id);
  };
  const add = (type: string, uid: string, fields: Readonly<Record<string, unknown>>, grid = 1): WireRecord => {
    const schema = findRecordType(type)?.version ?? 1;
    const record = createRecord({ type, schema, scope: `${STATION}-${grid}`, uid, fields }, replica.write());
    records.set(record._id, record);
    return record;
  };
  return {
    station,
    host,
    read,
    add,
    addPerson,
    raw: (id: string) => records.get(id),
    all: () => [...records.values()],
  };
}

/** Under which class a value lies, `open` for one that anybody reads. */
export const classIn = (record: WireRecord | undefined, field: string): string => {
  const value = field
    .split('.')
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], record);
  return isSealed(value) ? (classOfKid(value.kid) ?? 'unknown') : 'open';
};
