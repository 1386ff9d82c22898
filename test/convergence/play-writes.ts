import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import type { Write } from '#shared/sync/local-writer';
import { openConflicts, stampOf } from '#shared/sync/merge';
import type { Attempt } from './ledger';
import { pause } from './limited';
import type { Operation } from './operations';
import { creationOf, fieldOf, nameOf, placementsOf, trackedFields, valueOf, type RecordName } from './records';
import type { Replica } from './replica';
import { atDistrict, type Stage } from './stage';

/** Between seeing values and deciding about them. */
const THOUGHT_MS = 8;

/** Has `work` done, and waits for it if the step does. */
export async function begin(stage: Stage, waits: boolean, work: () => Promise<void>): Promise<void> {
  const running: Promise<void> = work()
    .catch((thrown: unknown) => void stage.faults.push(`a save failed: ${String(thrown)}`))
    .finally(() => stage.underway.delete(running));
  stage.underway.add(running);
  if (waits) await running;
}

/** Somebody makes a record. */
export async function create(stage: Stage, replica: Replica, record: RecordName, serial: number): Promise<void> {
  const { ledger, made } = stage;
  if (record.isMadeOnce && made.has(record.id)) return;
  made.add(record.id);
  const creation = creationOf(record, serial);
  const values = Object.fromEntries(trackedFields(record).map((field) => [field, creation.fields[field]]));
  const attempt = ledger.attempt(record.id, values);
  await save(replica, [attempt], () => replica.writer().create(creation));
}

/** The id under which a device has a record; where it was made for one that the device does not have. */
const idOn = async (stage: Stage, replica: Replica, record: RecordName): Promise<string> =>
  (await replica.held(placementsOf(record, stage))) ?? record.id;

/** Somebody writes fields of a record. */
export async function edit(
  stage: Stage,
  replica: Replica,
  record: RecordName,
  fields: readonly string[],
  serial: number,
): Promise<void> {
  const values = Object.fromEntries(fields.map((field) => [field, valueOf(field, serial)]));
  const attempt = stage.ledger.attempt(record.id, values);
  const change = changeTo(values, attempt);
  const id = await idOn(stage, replica, record);
  await save(replica, [attempt], () => replica.writer().edit(id, change));
}

/** Somebody writes a field of several records, all or none. */
export async function together(
  stage: Stage,
  replica: Replica,
  { records, field: index, serial }: Extract<Operation, { readonly kind: 'together' }>,
): Promise<void> {
  const attempts: Attempt[] = [];
  const writes: Write[] = [];
  for (const [n, each] of records.entries()) {
    const record = nameOf(each, stage);
    const field = fieldOf(record, index);
    const values = { [field]: valueOf(field, serial + n) };
    const attempt = stage.ledger.attempt(record.id, values);
    attempts.push(attempt);
    writes.push({ kind: 'edit', id: await idOn(stage, replica, record), change: changeTo(values, attempt) });
  }
  await save(replica, attempts, () => replica.writer().writeTogether(writes));
}

/** Somebody decides between the values that stand against each other in a field, if any do. */
export async function decide(
  stage: Stage,
  replica: Replica,
  name: RecordName,
  field: string,
  serial: number,
): Promise<void> {
  const id = await idOn(stage, replica, name);
  const record = (await replica.records()).get(id);
  const waiting = record ? openConflicts(record).filter((each) => each.field === field) : [];
  if (!record || waiting.length === 0) return;
  const value = valueOf(field, serial);
  const attempt = stage.ledger.attempt(id, { [field]: value });
  attempt.sawAll([record[field] ?? null, ...waiting.map((each) => each.value ?? null)]);
  const seen = [stampOf(record, field), ...waiting.map(({ stamp }) => stamp)];
  // A person takes their time, and others go on.
  await pause(THOUGHT_MS);
  await save(replica, [attempt], () => replica.writer().settle(id, [{ field, value, seen }]));
}

/** What stood in the refused rows alone is given up with them. */
export async function discard(stage: Stage, replica: Replica): Promise<void> {
  const { hub, replicas, ledger } = stage;
  const refused = (await replica.outbox()).filter(({ state }) => state === 'refused');
  if (refused.length === 0) return;
  const life = replica.life();
  await replica.discard(refused).catch((thrown: unknown) => {
    const code = thrown instanceof AppError ? thrown.code : '';
    // Without the hub nothing is given up; nor by a page that dies in the middle, or where the disk is full.
    if (life.isOver() || life.hasFailed() || replica.network.isBad() || code.startsWith('auth.')) return;
    throw thrown;
  });
  const left = new Map((await replica.outbox()).map((row) => [row.id, row.vectorKey]));
  const dropped = refused.filter(({ id, vectorKey }) => left.get(id) !== vectorKey);
  const others: WireRecord[] = [...(await hub.records()), ...(await atDistrict(stage))];
  for (const each of replicas) {
    others.push(...(await each.outbox()).map(({ record }) => record), ...(await each.records()).values());
  }
  ledger.onlyCopiesGo(
    dropped.map(({ record }) => record),
    others,
  );
}

/** The change that a form would make: single values are replaced, entries are added to what is there. */
const changeTo =
  (values: Readonly<Record<string, unknown>>, attempt: Attempt): Extract<Write, { kind: 'edit' }>['change'] =>
  (current) => {
    attempt.saw(current);
    return Object.fromEntries(
      Object.entries(values).map(([field, value]) => [
        field,
        field === 'additions' ? [...((current[field] as unknown[] | undefined) ?? []), value] : value,
      ]),
    );
  };

/** What a save may answer with when nothing is wrong. */
const EXPECTED = new Set(['request.not-found', 'row.conflict', 'row.stale-vector']);

/** Waits for "saved" and enters it into the ledger. A save may fail when the page died or its disk was full. */
async function save(replica: Replica, attempts: readonly Attempt[], work: () => Promise<unknown>): Promise<void> {
  const life = replica.life();
  try {
    await work();
  } catch (thrown) {
    if (thrown instanceof AppError && EXPECTED.has(thrown.code)) return;
    if (life.isOver() || life.hasFailed()) return;
    throw thrown;
  }
  for (const attempt of attempts) attempt.acknowledged();
}
