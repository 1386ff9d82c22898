import { parseDatabaseName } from '#shared/schema/ids';
import { createAlarmIds } from '../alarm-ids';
import type { Rehearsals } from '../alarm-port';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import {
  endOf,
  followHub,
  type FollowedDatabase,
  type FollowedHub,
  type FollowedRow,
  type Follower,
} from '../follow-hub';
import { createGridKeys } from '../grid-keys';
import type { WritableDatabase } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log, Outbox, Service, StaffAdmin } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';
import type { Readings } from '../sensor-ports';
import { BOOK_TYPES, createBook, type Noted, type SensorRecord } from './book';
import { openDueTimes } from './due-times';
import { lookAt } from './look';
import { createRemembered } from './remembered';
import { createRehearsals } from './rehearsals';
import { createSeeTo } from './see-to';
import { createTurns } from './turns';
import { createAlarmWriter } from './write';

export interface AlarmsDeps {
  readonly station: string;
  readonly hub: Omit<FollowedHub, 'database'> & {
    database(name: string): (FollowedDatabase & WritableDatabase & ListedDatabase) | null;
  };
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly readings: Readings;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** 32 bytes in base64 for the ids of alarms and of the host's own steps; they never leave the host. */
  readonly secret: string;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly outbox: Pick<Outbox, 'put' | 'tellSystems' | 'stateOf'>;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
  /** Calls back once after so long; the returned function takes that back. The host's own timers when left out. */
  readonly schedule?: (run: () => void, delayMs: number) => () => void;
}

export interface AlarmsService extends Service, Rehearsals {
  /** Resolves when everything is seen to that was known when it was called. */
  settled(): Promise<void>;
}

/** The clock is looked at least so often, so that sleep and a changed clock make nothing late; ms. */
const TICK_MS = 1000;
/** What fell due just before the timer went off is looked at so soon, ms. */
const SOON_MS = 20;
/** What failed is left alone for so long, ms. */
const RETRY_MS = 10_000;
const afterDelay = (run: () => void, delayMs: number): (() => void) => {
  const timer = setTimeout(run, delayMs).unref();
  return () => clearTimeout(timer);
};

/**
 * Watches over the station's devices: looks at them when they say something and when something is due, opens alarms and ends them, tells of them
 * and of those nobody has seen to.
 */
export async function startAlarms(deps: AlarmsDeps): Promise<AlarmsService> {
  const { hub, readings, log, now, schedule = afterDelay } = deps;
  const keys = createGridKeys({ ...deps, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const dues = await openDueTimes(deps.folder, log);
  const book = createBook(keys);
  const remembered = createRemembered(readings);
  const ids = createAlarmIds(deps.secret);
  const write = createAlarmWriter({ ...deps, keys, ids });
  const seeTo = createSeeTo({ ...deps, book, write, dues });
  const rehearsals = createRehearsals({ book, readings, now });
  /** What could not be done, and when that was tried last. */
  const troubled = new Map<string, number>();
  const isStopped = () => stopping;
  /** Devices to be looked at; and beside it alarms to be told of, so that a long queue at the disk there makes no look late. */
  const looks = createTurns({ treat: (id) => treat('sensor', id), meanwhile: noteTime, done, isStopped });
  const tellings = createTurns({ treat: (id) => treat('alarm', id), meanwhile: noteTime, done, isStopped });
  let stopping = false;
  let follower: Follower | null = null;
  let beginning: Promise<void> | null = null;
  let saving: Promise<void> = Promise.resolve();
  let disarm: () => void = () => undefined;
  let armedForMs: number | null = null;

  const isOurs = (name: string) => {
    const kind = parseDatabaseName(name)?.kind;
    return kind === 'grid' || kind === 'commons';
  };

  function noted({ sensors, alarms }: Noted): void {
    for (const id of alarms) tellings.add(id, 'told');
    if (sensors === 'all') lookAtAll();
    else for (const uid of sensors) looks.add(uid, 'whenever');
  }

  function lookAtAll(): void {
    for (const { uid } of book.sensors()) looks.add(uid, 'whenever');
  }

  async function take(rows: readonly FollowedRow[]): Promise<void> {
    for (const { id, deleted, doc } of rows) noted(await book.note(id, deleted ? undefined : doc));
    work();
  }

  /** What was there before the feed is followed from its end: a grid's feed is mostly about people. */
  async function begin(): Promise<void> {
    const since: Record<string, string> = {};
    for (const name of hub.names().filter(isOurs)) {
      const database = hub.database(name);
      const identity = parseDatabaseName(name);
      if (!database || !identity || stopping) continue;
      since[name] = await endOf(database);
      for (const type of identity.kind === 'grid' ? BOOK_TYPES.grid : BOOK_TYPES.commons) {
        for await (const page of recordsOf<object>(database, type, identity.scope)) {
          for (const record of page) noted(await book.note(record._id, record));
        }
      }
    }
    // Alarms were read before this: whoever is known to have one gets no second.
    lookAtAll();
    if (!stopping) follower = followHub({ hub, log, since, wants: isOurs, take: (_name, rows) => take(rows) });
  }

  async function lookAtSensor(sensor: SensorRecord): Promise<void> {
    const nowMs = now();
    const { deviceName, uid } = sensor;
    const heardAtMs = readings.heard().get(deviceName) ?? null;
    const known = { readings: await remembered.of(deviceName, nowMs), heardAtMs, nowMs };
    const outcomes = lookAt(sensor, book, { ...known, listeningSinceMs: dues.listeningSinceMs() });
    forgetOtherRules(
      uid,
      outcomes.map(({ ruleId }) => ruleId),
    );
    for (const { ruleId, found, wellAgain, lookAtMs } of outcomes) {
      const key = `${sensorKey(uid)} ${ruleId}`;
      if (found) {
        const { record, isNew } = await write.raise(found);
        await book.note(record._id, record);
        if (isNew) log.info('alarms.raised', { id: record._id });
        tell(record._id);
      }
      if (wellAgain) {
        const record = await write.add(wellAgain._id, () => [{ name: 'recovered', kind: 'recovered' }]);
        if (record) await book.note(record._id, record);
        tell(wellAgain._id);
      }
      // What is left at its due time until the alarm is on disk is looked at again by a host that died before it was.
      dues.set(key, lookAtMs);
    }
  }

  function forgetOtherRules(uid: string, kept: readonly string[]): void {
    for (const key of dues.keysOf(sensorKey(uid))) if (!kept.includes(key.split(' ')[2] ?? '')) dues.set(key, null);
  }

  function tell(id: string): void {
    tellings.add(id, 'told');
    tellings.go();
  }

  async function treat(kind: 'sensor' | 'alarm', id: string): Promise<void> {
    const key = `${kind} ${id}`;
    try {
      const sensor = kind === 'sensor' ? book.sensor(id) : null;
      if (kind === 'alarm') await seeTo(id);
      else if (sensor?.endedAtMs === null) await lookAtSensor(sensor);
      else forgetOtherRules(id, []);
      troubled.delete(key);
    } catch (thrown) {
      troubled.set(key, now());
      log.error('alarms.failed', { id, ...errorFields(thrown) });
    }
  }

  function trouble(thrown: unknown): void {
    troubled.set('', now());
    log.error('alarms.failed', errorFields(thrown));
  }

  /** Gives everything its turn; what was there before comes first of all. */
  function work(): void {
    if (stopping) return;
    if (!follower) {
      beginning ??= begin()
        .then(noteTime, trouble)
        .finally(() => {
          beginning = null;
          arm();
        });
      return;
    }
    looks.go();
    tellings.go();
  }

  /** Beside the next turns: a disk that is slow makes no look late. */
  function save(): void {
    saving = saving.then(() => dues.save(now())).catch(trouble);
  }

  function done(): void {
    save();
    arm();
  }

  /** Looks at the clock: what has fallen due has its turn before everything else. */
  function noteTime(): void {
    const nowMs = now();
    // After a gap nothing that was counted on still holds.
    if (dues.awake(nowMs)) lookAtAll();
    const isHeld = (key: string) => Math.abs(nowMs - (troubled.get(key) ?? Number.NEGATIVE_INFINITY)) < RETRY_MS;
    for (const key of [...dues.due(nowMs), ...troubled.keys()]) {
      const [kind, id] = key.split(' ');
      if (id === undefined || isHeld(`${kind} ${id}`)) continue;
      (kind === 'alarm' ? tellings : looks).add(id, 'due');
    }
    work();
    save();
  }

  function tick(): void {
    armedForMs = null;
    troubled.delete('');
    if (follower) noteTime();
    else work();
    arm();
  }

  function arm(): void {
    if (stopping) return;
    const nowMs = now();
    const aheadMs = (dues.nearestMs() ?? Number.POSITIVE_INFINITY) - nowMs;
    // What is due and could not be done is not tried without a pause.
    const leastMs = follower && troubled.size === 0 ? SOON_MS : TICK_MS;
    const delayMs = aheadMs > 0 ? Math.min(TICK_MS, aheadMs) : leastMs;
    // Never put off: readings that come without end would put it off for ever.
    if (armedForMs !== null && armedForMs <= nowMs + delayMs) return;
    disarm();
    armedForMs = nowMs + delayMs;
    disarm = schedule(tick, delayMs);
  }

  const leave = readings.onLogged((batch) => {
    remembered.add(batch);
    for (const device of new Set(batch.map((each) => each.device)))
      for (const { uid } of book.named(device)) looks.add(uid, 'told');
    work();
  });
  const busy = () => [beginning, looks.running(), tellings.running()].filter((each) => each !== null);
  const allDone = async () => {
    for (let doing = busy(); doing.length > 0; doing = busy()) await Promise.all(doing);
    await saving;
  };
  tick();

  return {
    rehearse: rehearsals.rehearse,
    settled: async () => {
      await allDone();
      await follower?.settled();
      work();
      await allDone();
    },
    health: () => ({
      ok: troubled.size === 0 && !book.isTableDamaged(),
      facts: { sensors: book.sensors().length, open: book.open().length, failed: troubled.size },
    }),
    stop: async () => {
      stopping = true;
      leave();
      disarm();
      await allDone();
      await follower?.stop();
      await dues.close(now());
    },
  };
}

const sensorKey = (uid: string): string => `sensor ${uid}`;
