import type { z } from 'zod';
import { dateAtStation } from '#shared/domain/calendar/date';
import { figuresOf } from '#shared/domain/devices/watch-table';
import type { WatchRule } from '#shared/domain/devices/watch';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealFields } from '#shared/schema/seal-record';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { alarm as alarmType, alarmSchema, type alarmStepSchema } from '#shared/schema/types/alarm';
import { createRecord } from '#shared/sync/author';
import type { WireRecord } from '#shared/schema/envelope';
import type { AlarmIds } from '../alarm-ids';
import type { GridKeys } from '../grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { AlarmRecord, SensorRecord, Subject } from './book';

/** Something that is the matter, as it was found. */
export interface Found {
  readonly sensor: SensorRecord;
  readonly subject: Subject;
  /** Whom it is about (`whomOf`). */
  readonly whom: string;
  readonly rule: WatchRule;
  readonly sinceMs: number;
  /** Of an alarm about blood pressure. */
  readonly reading: { readonly systolic: number; readonly diastolic: number } | null;
}

type Step = z.infer<typeof alarmStepSchema>;
/** A step that the host takes, without its frame. */
export type HostStep = { readonly name: string } & (
  | Pick<Extract<Step, { kind: 'recovered' }>, 'kind'>
  | Pick<Extract<Step, { kind: 'escalated' }>, 'kind' | 'to'>
  | Pick<Extract<Step, { kind: 'told-contacts' }>, 'kind' | 'count'>
  | Pick<Extract<Step, { kind: 'contacts-reached' }>, 'kind' | 'delivered' | 'sent' | 'failed'>
);

export interface AlarmWriter {
  /** Opens an alarm; one that is there under the same key stays as it is. */
  raise(found: Found): Promise<{ readonly record: AlarmRecord; readonly isNew: boolean }>;
  /** Takes these steps, each once; the record as it lies there then, null for one that is gone. */
  add(id: string, steps: (record: AlarmRecord) => readonly HostStep[]): Promise<AlarmRecord | null>;
}

export interface AlarmWriterDeps {
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly keys: Pick<GridKeys, 'newest'>;
  readonly ids: AlarmIds;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly now: () => number;
}

/** Somebody else's writes that a change may have to be made again over. */
const ROUNDS = 5;
/** Room that stays for people in an alarm's 200 steps. */
const MOST_STEPS = 180;

/** Writes alarms for the host. Everything has a name made of what it is, so that after a crash it is found and not done twice. */
export function createAlarmWriter({ hub, keys, ids, author, now }: AlarmWriterDeps): AlarmWriter {
  const writer = createHostWriter(now);

  function databaseOf(id: string): WritableDatabase {
    const database = hub.database(`grid-${parseDocumentId(id)?.scope ?? ''}`);
    if (!database) throw new Error('a grid has its database');
    return database;
  }

  async function read(id: string): Promise<{ readonly rev: string; readonly record: AlarmRecord } | null> {
    const stored = await databaseOf(id).get(id, WINNER);
    if (!stored.found) return null;
    const { _rev, ...document } = stored.document as Record<string, unknown>;
    const record = liftRecord(alarmType, document as unknown as WireRecord);
    return alarmSchema.safeParse(record).success ? { rev: String(_rev), record: record as AlarmRecord } : null;
  }

  return {
    raise: async ({ sensor, subject, whom, rule, sinceMs, reading }) => {
      const { scope = '' } = parseDocumentId(sensor._id) ?? {};
      const key = `${rule.id}.${whom}.${sinceMs}`;
      const uid = ids.uidOf(key);
      const id = documentId(alarmType.type, scope, key);
      const known = await read(id);
      if (known) return { record: known.record, isNew: false };
      const plain = {
        rule: rule.id,
        sensorUid: sensor.uid,
        personUid: subject.person?.uid ?? null,
        dwellingUid: sensor.dwellingUid ?? subject.person?.dwellingUid ?? null,
        buildingUid: sensor.buildingUid,
        sinceMs,
        raisedAtMs: now(),
        figures: figuresOf(rule),
        reading,
        steps: [],
      };
      const birthDate = subject.person?.birthDate ?? null;
      const about = { type: alarmType.type, uid, birthDate, today: dateAtStation(now()) };
      const fields = await sealFields(about, plain, async (value, place, keyClass) => {
        const { kid, key: seal } = await keys.newest({ scope, class: keyClass });
        return sealValue(seal, kid, value, sealingAad(place));
      });
      const { type, version: schema } = alarmType;
      const record = createRecord({ type, schema, scope, uid, key, fields }, writer.write(author()));
      const [answer] = await databaseOf(id).bulkDocs({ rows: [record], newEdits: true });
      if (answer && 'ok' in answer) return { record: record as AlarmRecord, isNew: true };
      const there = answer?.error === 'conflict' ? await read(id) : null;
      if (!there) throw new Error('the hub did not take an alarm');
      return { record: there.record, isNew: false };
    },
    add: async (id, stepsOf) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const stored = await read(id);
        if (!stored) return null;
        const { record, rev } = stored;
        const there = new Set(record.steps.map((step) => step.id));
        const wanted = stepsOf(record)
          .map(({ name, ...content }) => ({ ...content, id: ids.stepOf(record.uid, name) }))
          .filter((step) => !there.has(step.id));
        if (wanted.length === 0 || record.steps.length + wanted.length > MOST_STEPS) return record;
        const edited = writer.edit(record, { steps: record.steps }, author());
        const added = wanted.map((step) => ({ ...step, written: edited.changed, note: null }) as Step);
        const next = { ...edited, steps: [...record.steps, ...added] };
        const [answer] = await databaseOf(id).bulkDocs({ rows: [{ ...next, _rev: rev }], newEdits: true });
        if (answer && 'ok' in answer) return next as unknown as AlarmRecord;
        if (answer?.error !== 'conflict') throw new Error('the hub did not take a step of an alarm');
      }
      throw new Error('an alarm could not be written');
    },
  };
}
