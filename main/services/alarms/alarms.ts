import { parseDatabaseName } from '#shared/schema/ids';
import { createAlarmIds } from '../alarm-ids';
import type { Rehearsals } from '../alarm-port';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { followHub, type FollowedDatabase, type FollowedHub, type FollowedRow, type Follower } from '../follow-hub';
import { createGridKeys } from '../grid-keys';
import type { WritableDatabase } from '../host-writer';
import type { DataKeys, Log, Outbox, Service, StaffAdmin } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';
import type { Readings } from '../sensor-ports';
import { BOOK_TYPES, createBook, type Noted, type SensorRecord } from './book';
import { openDueTimes } from './due-times';
import { lookAt } from './look';
import { createRemembered } from './remembered';
import { createRehearsals } from './rehearsals';
import { createSeeTo } from './see-to';
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
  readonly outbox: Pick<Outbox, 'put' | 'tellSystems'>;
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
/** What failed is left alone for so long, ms. */
const RETRY_MS = 10_000;
/** Devices looked at before everything else has its turn. */
const AT_ONCE = 20;

const afterDelay = (run: () => void, delayMs: number): (() => void) => {
  const timer = setTimeout(run, delayMs).unref();
  return () => clearTimeout(timer);
};

/**
 * Watches over the station's devices: looks at them when they say something and when something is due, opens alarms and ends them, tells of them
 * and of those nobody has seen to. `host.data-damaged` when the due times cannot be read.
 */
export async function startAlarms(deps: AlarmsDeps): Promise<AlarmsService> {
  const { hub, readings, log, now, schedule = afterDelay } = deps;
  const keys = createGridKeys({ ...deps, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const dues = await openDueTimes(deps.folder);
  const book = createBook(keys);
  const remembered = createRemembered(readings);
  const ids = createAlarmIds(deps.secret);
  const write = createAlarmWriter({ ...deps, keys, ids });
  const seeTo = createSeeTo({ ...deps, book, write, dues });
  const rehearsals = createRehearsals({ book, readings, now });
  /** What could not be done, and when that was tried last. */
  const troubled = new Map<string, number>();
  /** What has to be looked at, that which cannot wait first. */
  const urgent = new Set<string>();
  const whenever = new Set<string>();
  let isStopped = false;
  let follower: Follower | null = null;
  let running: Promise<void> | null = null;
  let disarm: () => void = () => undefined;

  const isOurs = (name: string) => {
    const kind = parseDatabaseName(name)?.kind;
    return kind === 'grid' || kind === 'commons';
  };

  function noted({ sensors, alarms }: Noted): void {
    for (const id of alarms) urgent.add(alarmKey(id));
    for (const { uid } of sensors === 'all' ? book.sensors() : []) whenever.add(sensorKey(uid));
    for (const uid of sensors === 'all' ? [] : sensors) whenever.add(sensorKey(uid));
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
      if (!database || !identity || isStopped) continue;
      since[name] = (await database.changes({ ...END, since: 'now' })).last_seq;
      for (const type of identity.kind === 'grid' ? BOOK_TYPES.grid : BOOK_TYPES.commons) {
        for await (const page of recordsOf<object>(database, type, identity.scope)) {
          for (const record of page) noted(await book.note(record._id, record));
        }
      }
    }
    // Alarms were read before this: whoever is known to have one gets no second.
    for (const { uid } of book.sensors()) whenever.add(sensorKey(uid));
    if (!isStopped) follower = followHub({ hub, log, since, wants: isOurs, take: (_name, rows) => take(rows) });
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
        await seeTo(record._id);
      }
      if (wellAgain) {
        const record = await write.add(wellAgain._id, () => [{ name: 'recovered', kind: 'recovered' }]);
        if (record) await book.note(record._id, record);
        await seeTo(wellAgain._id);
      }
      // What is left at its due time after the alarm is on disk is looked at again by a host that died before it was.
      dues.set(key, lookAtMs);
    }
  }

  function forgetOtherRules(uid: string, kept: readonly string[]): void {
    for (const key of dues.keysOf(sensorKey(uid))) if (!kept.includes(key.split(' ')[2] ?? '')) dues.set(key, null);
  }

  async function treat(key: string): Promise<void> {
    const [kind = '', id = ''] = key.split(' ');
    try {
      if (kind === 'alarm') await seeTo(id);
      else {
        const sensor = book.sensor(id);
        if (sensor?.endedAtMs === null) await lookAtSensor(sensor);
        else forgetOtherRules(id, []);
      }
      troubled.delete(key);
    } catch (thrown) {
      troubled.set(key, now());
      log.error('alarms.failed', { id, ...errorFields(thrown) });
    }
  }

  async function treatAll(): Promise<void> {
    if (!follower) await begin();
    for (let done = 1; !isStopped && urgent.size + whenever.size > 0; done += 1) {
      const from = urgent.size > 0 ? urgent : whenever;
      const [key = ''] = from;
      from.delete(key);
      if (from === urgent) whenever.delete(key);
      await treat(key);
      if (done % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await dues.save(now());
  }

  function work(): void {
    if (isStopped || running) return;
    running = treatAll()
      .catch((thrown: unknown) => {
        troubled.set('', now());
        log.error('alarms.failed', errorFields(thrown));
      })
      .finally(() => {
        running = null;
        if (!troubled.has('') && urgent.size + whenever.size > 0) work();
        else arm();
      });
  }

  function tick(): void {
    const nowMs = now();
    troubled.delete('');
    // After a gap nothing that was counted on still holds.
    if (dues.awake(nowMs)) for (const { uid } of book.sensors()) whenever.add(sensorKey(uid));
    const isHeld = (key: string) => Math.abs(nowMs - (troubled.get(key) ?? Number.NEGATIVE_INFINITY)) < RETRY_MS;
    const due = dues.due(nowMs).map((key) => key.split(' ').slice(0, 2).join(' '));
    for (const key of [...due, ...troubled.keys()]) if (!isHeld(key)) urgent.add(key);
    work();
  }

  function arm(): void {
    disarm();
    if (isStopped) return;
    const nearestMs = dues.nearestMs();
    const aheadMs = nearestMs === null ? TICK_MS : nearestMs - now();
    // What is due and could not be done is not tried without a pause.
    disarm = schedule(tick, aheadMs <= 0 ? TICK_MS : Math.min(TICK_MS, aheadMs));
  }

  const leave = readings.onLogged((batch) => {
    remembered.add(batch);
    for (const device of new Set(batch.map((each) => each.device)))
      for (const { uid } of book.named(device)) urgent.add(sensorKey(uid));
    work();
  });
  tick();

  return {
    rehearse: rehearsals.rehearse,
    settled: async () => {
      await running;
      await follower?.settled();
      work();
      while (running) await running;
    },
    health: () => ({
      ok: troubled.size === 0 && !book.isTableDamaged(),
      facts: { sensors: book.sensors().length, open: book.open().length, failed: troubled.size },
    }),
    stop: async () => {
      isStopped = true;
      leave();
      disarm();
      await running;
      await follower?.stop();
      await dues.close(now());
    },
  };
}

const sensorKey = (uid: string): string => `sensor ${uid}`;
const alarmKey = (id: string): string => `alarm ${id}`;

const END = {
  limit: 1,
  includeDocs: false,
  style: 'main_only',
  conflicts: false,
  descending: false,
  ids: null,
} as const;
