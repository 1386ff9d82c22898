import { AppError } from '#shared/errors/app-error';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, parseDocumentId } from '#shared/schema/ids';
import type { Write } from '#shared/sync/local-writer';
import { openConflicts, stampOf } from '#shared/sync/merge';
import { STATION } from '#test/support/builders';
import type { ComingUp, HubSide } from './hub-side';
import type { Attempt, Ledger } from './ledger';
import { limited, pause } from './limited';
import type { Operation } from './operations';
import { creationOf, fieldOf, isNatural, nameOf, trackedFields, valueOf, type RecordName } from './records';
import type { Replica } from './replica';

/** Everything a history is played on. */
export interface Stage {
  readonly hub: HubSide;
  readonly replicas: readonly Replica[];
  readonly grids: number;
  readonly steps: number;
  /** On the clock of `performance`. */
  readonly beganMs: number;
  readonly ledger: Ledger;
  /** What went wrong while it was played. */
  readonly faults: string[];
  /** Steps that were begun and not waited for. */
  readonly underway: Set<Promise<void>>;
}

/** Longest that a step may take. */
const STEP_MS = 15_000;

/** Between seeing values and deciding about them. */
const THOUGHT_MS = 8;

/** Time for whoever can to come to rest. */
const SETTLE_MS = 300;

/** Plays one step; what goes wrong is added to the stage's faults. */
export async function playStep(stage: Stage, operation: Operation, number: number): Promise<void> {
  try {
    await limited(`step ${number}, ${operation.kind}`, STEP_MS, perform(stage, operation));
  } catch (thrown) {
    stage.faults.push(
      `step ${number}, ${operation.kind}: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}

async function perform(stage: Stage, operation: Operation): Promise<void> {
  const { hub } = stage;
  if ('at' in operation) return performAt(stage, operation);
  switch (operation.kind) {
    case 'erase': {
      const { id, grid } = nameOf(operation.record, stage.grids);
      if (await hub.erase(databaseName('grid', STATION, grid), id)) stage.ledger.erased(id);
      return;
    }
    case 'restart':
    case 'copy':
      return away(stage, { how: operation.kind });
    case 'crash':
      for (const { network } of stage.replicas) network.cut();
      return away(stage, { how: 'crash' });
    case 'restore':
      return away(stage, { how: 'restore', back: operation.back });
    case 'recreate':
      return away(stage, { how: 'recreate' });
    case 'pause':
      return pause(operation.ms);
    case 'settle': {
      const end = Date.now() + SETTLE_MS;
      const areQuiet = async () => {
        const positions = await hub.positions();
        const states = await Promise.all(stage.replicas.map((replica) => replica.isQuiet(positions)));
        return states.every(Boolean);
      };
      while (!(await areQuiet()) && Date.now() < end) await pause(5);
    }
  }
}

async function performAt(stage: Stage, operation: Extract<Operation, { readonly at: number }>): Promise<void> {
  const replica = stage.replicas[operation.at % stage.replicas.length] as Replica;
  // A page that died is opened again by whoever needs it next.
  if (replica.life().isOver()) await replica.reopen();
  switch (operation.kind) {
    case 'create': {
      const record = nameOf(operation.record, stage.grids);
      return begin(stage, operation.waits, () => create(stage, replica, record, operation.serial));
    }
    case 'edit': {
      const record = nameOf(operation.record, stage.grids);
      const fields = [...new Set(operation.fields.map((index) => fieldOf(record.type, index)))];
      return begin(stage, operation.waits, async () => {
        if (isNatural(operation.record)) await create(stage, replica, record, operation.serial + 50);
        const edits = Array.from({ length: operation.times }, (_, index) =>
          edit(stage, replica, record, fields, operation.serial + index),
        );
        await Promise.all(edits);
      });
    }
    case 'together':
      return together(stage, replica, operation);
    case 'decide': {
      const record = nameOf(operation.record, stage.grids);
      return decide(stage, replica, record, fieldOf(record.type, operation.field), operation.serial);
    }
    case 'discard':
      return discard(stage, replica);
    case 'link':
      return replica.network.set(operation.link);
    case 'double':
      return replica.network.doubleNextPush();
    case 'replay':
      return replica.network.replay(operation.back);
    case 'stop': {
      const left = await replica.stop();
      if (left.length > 0) stage.faults.push(`after stop() there went on: ${left.join(', ')}`);
      return;
    }
    case 'start':
      return replica.start();
    case 'kill':
      return replica.reopen();
    case 'die':
      return replica.life().arm(operation.death);
    case 'full-disk':
      return replica.life().fillDisk(operation.writes);
    case 'forget':
      return replica.forget();
    case 'wake':
      return replica.engine()?.wake();
    case 'clock':
      return replica.setSkew(operation.skewMs);
    case 'expire':
      return replica.expire();
    case 'grant': {
      const db = databaseName('grid', STATION, (operation.grid % stage.grids) + 1);
      if (operation.right === 'none') await gridLeaves(stage, replica, db);
      return replica.grant(db, operation.right);
    }
  }
}

async function away(stage: Stage, coming: ComingUp): Promise<void> {
  await stage.hub.goDown();
  if (coming.how === 'restore' || coming.how === 'recreate') await hubGoesBack(stage);
  await stage.hub.comeUp(coming);
}

/**
 * A hub that is set back asks devices for what it lost. What stands on no device whose person may still see it was only at the
 * hub: whoever sets it back gives that up.
 */
async function hubGoesBack({ hub, replicas, ledger }: Stage): Promise<void> {
  const others: WireRecord[] = [];
  for (const replica of replicas) {
    await replica.sessionTaken();
    const unsent = (await replica.outbox()).map(({ record }) => record);
    others.push(...[...unsent, ...(await replica.records()).values()].filter(isSeenBy(replica)));
  }
  ledger.onlyCopiesGo(await hub.records(), others);
}

/** A device erases what its person may not see any more, what a hub lost that it has not met since included; never the unsent. */
async function gridLeaves({ hub, replicas, ledger }: Stage, replica: Replica, db: string): Promise<void> {
  const others: WireRecord[] = [];
  for (const each of replicas) {
    others.push(...(await each.outbox()).map(({ record }) => record));
    if (each === replica) continue;
    await each.sessionTaken();
    others.push(...[...(await each.records()).values()].filter(isSeenBy(each)));
  }
  const going = [...(await replica.records()).values()].filter((record) => databaseOf(record) === db);
  ledger.onlyCopiesGo(going, [...others, ...(await hub.records())]);
}

const databaseOf = ({ _id }: WireRecord): string => `grid-${parseDocumentId(_id)?.scope}`;

const isSeenBy =
  (replica: Replica) =>
  (record: WireRecord): boolean =>
    replica.maySee(databaseOf(record));

async function begin(stage: Stage, waits: boolean, work: () => Promise<void>): Promise<void> {
  const running: Promise<void> = work()
    .catch((thrown: unknown) => void stage.faults.push(`a save failed: ${String(thrown)}`))
    .finally(() => stage.underway.delete(running));
  stage.underway.add(running);
  if (waits) await running;
}

async function create({ ledger }: Stage, replica: Replica, record: RecordName, serial: number): Promise<void> {
  const creation = creationOf(record, serial);
  const values = Object.fromEntries(trackedFields(record.type).map((field) => [field, creation.fields[field]]));
  const attempt = ledger.attempt(record.id, values);
  await save(replica, [attempt], () => replica.writer().create(creation));
}

async function edit(
  { ledger }: Stage,
  replica: Replica,
  record: RecordName,
  fields: readonly string[],
  serial: number,
): Promise<void> {
  const values = Object.fromEntries(fields.map((field) => [field, valueOf(field, serial)]));
  const attempt = ledger.attempt(record.id, values);
  const change = changeTo(values, attempt);
  await save(replica, [attempt], () => replica.writer().edit(record.id, change));
}

async function together(
  { ledger, grids }: Stage,
  replica: Replica,
  { records, field: index, serial }: Extract<Operation, { readonly kind: 'together' }>,
): Promise<void> {
  const attempts: Attempt[] = [];
  const writes = records.map((each, n): Write => {
    const record = nameOf(each, grids);
    const field = fieldOf(record.type, index);
    const values = { [field]: valueOf(field, serial + n) };
    const attempt = ledger.attempt(record.id, values);
    attempts.push(attempt);
    return { kind: 'edit', id: record.id, change: changeTo(values, attempt) };
  });
  await save(replica, attempts, () => replica.writer().writeTogether(writes));
}

async function decide(
  { ledger }: Stage,
  replica: Replica,
  { id }: RecordName,
  field: string,
  serial: number,
): Promise<void> {
  const record = (await replica.records()).get(id);
  const waiting = record ? openConflicts(record).filter((each) => each.field === field) : [];
  if (!record || waiting.length === 0) return;
  const value = valueOf(field, serial);
  const attempt = ledger.attempt(id, { [field]: value });
  attempt.sawAll([record[field] ?? null, ...waiting.map((each) => each.value ?? null)]);
  const seen = [stampOf(record, field), ...waiting.map(({ stamp }) => stamp)];
  // A person takes their time, and others go on.
  await pause(THOUGHT_MS);
  await save(replica, [attempt], () => replica.writer().settle(id, [{ field, value, seen }]));
}

/** What stood in the refused rows alone is given up with them. */
async function discard({ hub, replicas, ledger }: Stage, replica: Replica): Promise<void> {
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
  const others: WireRecord[] = [...(await hub.records())];
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
