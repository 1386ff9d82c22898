import { dateAtStation } from '#shared/domain/calendar/date';
import { monthAtStation } from '#shared/domain/devices/month';
import { isBatteryLow, silentAfterMs } from '#shared/domain/devices/online';
import { errorFields } from '../error-fields';
import { createGridKeys } from '../grid-keys';
import { createHostWriter, type WritableDatabase } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log, Service } from '../ports';
import type { PairedSensor, SensorDirectory } from '../sensor-directory';
import type { LoggedReading, ReadingsLog } from '../sensor-ports';
import { readMonth, updateMonth, type DeviceState } from './month-record';

export interface MonthsDeps {
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly readings: Pick<ReadingsLog, 'onLogged' | 'between' | 'heard' | 'arrivedSince'>;
  readonly sensors: SensorDirectory;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** The birth date of whom a sensor watches over: a child's values lie under a key of their own. */
  readonly birthDateOf: (sensor: PairedSensor) => Promise<string | null>;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface MonthsService extends Service {
  /** Resolves when everything is written that is due at the call. */
  settled(): Promise<void>;
}

/** How often it is looked what is due. */
const LOOK_EVERY_MS = 15_000;
/** A month of which a day has changed goes to every tablet of the grid: it is written no more often than this. */
const WRITE_EVERY_MS = 10 * 60_000;
/** So old may be what a month says of when its device was heard last, while nothing else is new. */
const HEARD_EVERY_MS = 60 * 60_000;

interface Known {
  /** As it was written last; null where nothing was yet. */
  written: DeviceState | null;
  writtenAtMs: number;
  batteryPercent: number | null;
  /** When it was so; what a device fills in later says nothing of today. */
  batteryAtMs: number;
  /** Days of which something came that is not written. */
  days: Set<string>;
}

/**
 * Writes one record for each sensor and month. What is due follows from what stands in the hub and in the log, so that a restart changes nothing: what came
 * after the record says that its device was last heard is taken up again.
 */
export function startMonths(deps: MonthsDeps, lookEveryMs = LOOK_EVERY_MS): MonthsService {
  const { hub, readings, sensors, dataKeys, birthDateOf, author, log, now } = deps;
  const known = new Map<string, Known>();
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const facts = { written: 0, failed: 0 };
  let isStopped = false;

  function note({ device, atMs, reading }: Pick<LoggedReading, 'device' | 'atMs' | 'reading'>): void {
    const sensor = sensors.at(device, atMs);
    if (!sensor) return;
    const entry = known.get(sensor.record.uid) ?? fresh();
    known.set(sensor.record.uid, entry);
    entry.days.add(dateAtStation(atMs));
    if (reading.kind !== 'device' || reading.batteryPercent === null || atMs < entry.batteryAtMs) return;
    entry.batteryPercent = reading.batteryPercent;
    entry.batteryAtMs = atMs;
  }

  /** What the hub says of a sensor, from this month or the last. */
  async function recall(sensor: PairedSensor): Promise<void> {
    if (known.get(sensor.record.uid)?.written) return;
    const database = hub.database(sensor.database);
    const today = now();
    for (const atMs of database ? [today, today - 31 * 86_400_000] : []) {
      const stored = database && (await readMonth(database, sensor, monthAtStation(atMs)));
      if (!stored) continue;
      const { heardAtMs, batteryPercent, isSilent, changed } = stored;
      const entry = known.get(sensor.record.uid) ?? fresh();
      entry.written = { heardAtMs, batteryPercent, isSilent };
      entry.writtenAtMs = changed.at;
      entry.batteryPercent ??= batteryPercent;
      known.set(sensor.record.uid, entry);
      return;
    }
    if (!known.has(sensor.record.uid)) known.set(sensor.record.uid, fresh());
  }

  /** Notes what came after the hub was told last. */
  async function catchUp(): Promise<void> {
    const toldUpTo = new Map<string, number>();
    for (const sensor of sensors.active()) {
      await recall(sensor);
      const heardMs = readings.heard().get(sensor.record.deviceName);
      const toldMs = known.get(sensor.record.uid)?.written?.heardAtMs ?? sensor.record.pairedAtMs;
      if (heardMs !== undefined && heardMs > toldMs) toldUpTo.set(sensor.record.deviceName, toldMs);
    }
    if (toldUpTo.size === 0) return;
    for await (const messages of readings.arrivedSince(Math.min(...toldUpTo.values()))) {
      for (const { device, arrivedAtMs, readings: said } of messages) {
        if (arrivedAtMs < (toldUpTo.get(device) ?? Number.POSITIVE_INFINITY)) continue;
        for (const { atMs, reading } of said) note({ device, atMs, reading });
      }
    }
  }

  /** Null for one that has said nothing to this host since it was paired: there is nothing to tell of it. */
  function stateOf({ record }: PairedSensor, entry: Known): DeviceState | null {
    const heardAtMs = readings.heard().get(record.deviceName);
    if (heardAtMs === undefined || heardAtMs < record.pairedAtMs) return null;
    const isSilent = record.endedAtMs === null && now() - heardAtMs > silentAfterMs(record.reportsEveryMs);
    return { heardAtMs, batteryPercent: entry.batteryPercent, isSilent };
  }

  async function look(sensor: PairedSensor): Promise<void> {
    await recall(sensor);
    const entry = known.get(sensor.record.uid);
    const database = hub.database(sensor.database);
    if (!entry || !database) return;
    const { written } = entry;
    const state = stateOf(sensor, entry);
    if (!state) return;
    const sinceMs = now() - entry.writtenAtMs;
    const isTurned =
      written === null ||
      written.isSilent !== state.isSilent ||
      isBatteryLow(written.batteryPercent) !== isBatteryLow(state.batteryPercent);
    const isHeardLate = (state.heardAtMs ?? 0) - (written?.heardAtMs ?? 0) >= HEARD_EVERY_MS;
    const isChanged = entry.days.size > 0 && sinceMs >= WRITE_EVERY_MS;
    // A clock that was set back must not stop this.
    if (!isTurned && !isHeardLate && !isChanged && sinceMs >= 0) return;

    const days = entry.days;
    entry.days = new Set();
    const thisMonth = monthAtStation(now());
    const months = new Set([...days].map((day) => day.slice(0, 7))).add(thisMonth);
    try {
      const recordDeps = {
        ...{ database, keys, readings, writer, author, now },
        birthDate: await birthDateOf(sensor),
      };
      // The current one last: it says up to when everything is told.
      for (const month of [...months].sort()) {
        const isDue = month === thisMonth && (isTurned || isHeardLate);
        const ofMonth = new Set([...days].filter((day) => day.startsWith(month)));
        const isWritten = await updateMonth({ sensor, month, days: ofMonth, state, isDue }, recordDeps);
        if (isWritten) facts.written += 1;
        if (month !== thisMonth) continue;
        entry.writtenAtMs = now();
        if (isWritten) entry.written = state;
      }
    } catch (thrown) {
      for (const day of days) entry.days.add(day);
      throw thrown;
    }
  }

  async function lookAtAll(): Promise<void> {
    const ended = [...known].flatMap(([uid, { days }]) => (days.size > 0 ? (sensors.byUid(uid) ?? []) : []));
    let failed = 0;
    for (const sensor of new Set([...sensors.active(), ...ended])) {
      if (isStopped) return;
      try {
        await look(sensor);
      } catch (thrown) {
        // The next look tries it again.
        failed += 1;
        log.warn('months.not-written', { db: sensor.database, ...errorFields(thrown) });
      }
    }
    facts.failed = failed;
  }

  const leave = readings.onLogged((logged) => logged.forEach(note));
  // Beside everything else: a large station has a thousand months to look into.
  let looking: Promise<void> = catchUp().catch((thrown: unknown) => {
    facts.failed = 1;
    log.warn('months.not-caught-up', errorFields(thrown));
  });
  const lookSoon = (): Promise<void> => (looking = looking.then(lookAtAll));
  const timer = setInterval(() => void lookSoon(), lookEveryMs).unref();
  // A pairing is seen at once.
  const leaveSensors = sensors.onChange(() => void lookSoon());
  void lookSoon();
  return {
    settled: lookSoon,
    health: () => ({ ok: facts.failed === 0, facts: { ...facts } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      leave();
      leaveSensors();
      await looking;
    },
  };
}

const fresh = (): Known => ({ written: null, writtenAtMs: 0, batteryPercent: null, batteryAtMs: 0, days: new Set() });
