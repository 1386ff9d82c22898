import { dateAtStation } from '#shared/domain/calendar/date';
import { inOrder, readingName } from '#shared/domain/devices/month';
import type { Arrived } from '#shared/domain/devices/rehearse';
import { errorFields } from '../error-fields';
import type { Log, Service } from '../ports';
import type { DeviceHeard, HeardMessage, LoggedReading, ReadingsLog } from '../sensor-ports';
import { createRecent, type Recent } from './recent';
import { firstDayKept, openReadingStore } from './store';
import type { LogCipher } from './segment';
import { merged } from './summary';

export interface ReadingsDeps {
  /** Where the segments lie, in the host-only store. */
  readonly path: string;
  readonly cipher: LogCipher;
  /** How many days of readings are kept. */
  readonly days: number;
  readonly log: Log;
  readonly now: () => number;
}

export type ReadingsService = ReadingsLog & Service;

const DAY_MS = 86_400_000;
/** What the rules look back on, and a day more: what was used on a day counts from what the meter showed before. */
const RECENT_MS = 8 * DAY_MS;
/** Largest number of messages that one fsync covers. */
const MOST_IN_BATCH = 2000;
/** Devices that are told apart; whoever makes up more names than a district has homes is not a bridge. */
const MOST_DEVICES = 20_000;
/** How often it is looked whether segments are too old. */
const LOOK_EVERY_MS = 60 * 60_000;

interface Waiting {
  readonly messages: readonly HeardMessage[];
  readonly done: () => void;
  readonly failed: (thrown: unknown) => void;
}

/**
 * Opens the log of readings. While a batch is being written, what comes in waits and makes up the next: one fsync serves all who came meanwhile. Memory
 * and listeners hear of a reading only once it is on disk. Memory is filled beside everything else; who asks before that waits.
 */
export async function openReadings({ path, cipher, days, log, now }: ReadingsDeps): Promise<ReadingsService> {
  const store = await openReadingStore({ path, cipher, log, now });
  const recent = new Map<string, Recent>();
  const heardAt = new Map<string, number>();
  const listeners = new Set<(readings: readonly LoggedReading[]) => void>();
  let horizonMs = now() - RECENT_MS;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let messagesTaken = 0;
  let lastFailure: unknown = null;

  const recentOf = (device: string): Recent => {
    const known = recent.get(device);
    if (known) return known;
    const made = createRecent(horizonMs);
    recent.set(device, made);
    return made;
  };

  function remember({ device, arrivedAtMs, readings }: HeardMessage): void {
    heardAt.set(device, Math.max(arrivedAtMs, heardAt.get(device) ?? 0));
    if (readings.length === 0) return;
    const held = recentOf(device);
    for (const reading of readings) held.add(reading, arrivedAtMs);
  }

  /** The messages without the readings that are known already, from memory or from earlier in the batch. */
  function withoutKnown(messages: readonly HeardMessage[]): readonly HeardMessage[] {
    const inBatch = new Set<string>();
    return messages.map((message) => {
      const held = recent.get(message.device);
      const readings = message.readings.filter((measured) => {
        if (held?.has(measured)) return false;
        const name = `${message.device} ${measured.atMs} ${readingName(measured.reading)}`;
        if (inBatch.has(name)) return false;
        inBatch.add(name);
        return true;
      });
      return readings.length === message.readings.length ? message : { ...message, readings };
    });
  }

  function tell(messages: readonly HeardMessage[]): void {
    const logged = messages.flatMap(({ device, arrivedAtMs, readings }) =>
      readings.map((reading): LoggedReading => ({ ...reading, device, arrivedAtMs })),
    );
    if (logged.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(logged);
      } catch (thrown) {
        log.error('readings.listener-failed', errorFields(thrown));
      }
    }
  }

  async function writeBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      const messages = withoutKnown(batch.flatMap((each) => each.messages));
      await store.append(messages);
      lastFailure = null;
      messagesTaken += messages.length;
      for (const message of messages) remember(message);
      for (const { done } of batch) done();
      tell(messages);
    } catch (thrown) {
      if (lastFailure === null) log.error('readings.not-written', errorFields(thrown));
      lastFailure = thrown;
      for (const { failed } of batch) failed(thrown);
    }
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_IN_BATCH);
      waiting = waiting.slice(MOST_IN_BATCH);
      await writeBatch(batch);
    }
    writing = null;
  }

  const isKnownOrFits = ({ device }: HeardMessage): boolean => heardAt.has(device) || heardAt.size < MOST_DEVICES;

  async function tidy(): Promise<void> {
    await store.dropBefore(firstDayKept(now(), days));
    horizonMs = now() - RECENT_MS;
    for (const held of recent.values()) held.forgetBefore(horizonMs);
    const known = store.summaries();
    for (const device of heardAt.keys()) if (!known.has(device)) heardAt.delete(device);
  }

  /** A station of a thousand devices has a million readings to take up again, which must not hold up who wants to sign in. */
  async function load(): Promise<void> {
    try {
      for await (const messages of store.since(dateAtStation(horizonMs))) messages.forEach(remember);
      await tidy();
    } catch (thrown) {
      lastFailure = thrown;
      log.error('readings.not-loaded', errorFields(thrown));
    }
  }

  for (const [device, parts] of store.summaries()) heardAt.set(device, merged(parts)?.heardAtMs ?? 0);
  const loaded = load();
  let tidying: Promise<void> = loaded;
  const timer = setInterval(() => {
    tidying = tidying.then(tidy).catch((thrown: unknown) => log.warn('readings.not-tidied', errorFields(thrown)));
  }, LOOK_EVERY_MS).unref();

  return {
    take: (messages) => {
      const taken = messages.filter(isKnownOrFits);
      if (taken.length < messages.length) log.warn('readings.too-many-devices', { count: heardAt.size });
      if (taken.length === 0) return Promise.resolve();
      return new Promise<void>((done, failed) => {
        waiting.push({ messages: taken, done, failed });
        // Whoever comes in the same moment shares the first batch too. What is known already is known from memory.
        writing ??= loaded.then(() => new Promise<void>((resolve) => setImmediate(resolve))).then(writeAll);
      });
    },
    onLogged: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    between: async (device, fromMs, toMs) => {
      await loaded;
      const held = recent.get(device);
      const heldFromMs = held?.heldFromMs() ?? horizonMs;
      if (fromMs >= heldFromMs) return held?.between(fromMs, toMs) ?? [];
      const found: Arrived[] = [];
      for await (const messages of store.of(device, fromMs, toMs)) {
        for (const { device: named, arrivedAtMs, readings } of messages) {
          if (named !== device) continue;
          for (const { atMs, reading } of readings) {
            if (atMs >= fromMs && atMs <= toMs) found.push({ atMs, reading, arrivedAtMs });
          }
        }
      }
      return inOrder(found);
    },
    heard: () => heardAt,
    arrivedSince: (atMs) => store.since(dateAtStation(atMs)),
    devices: () =>
      [...store.summaries()].flatMap(([device, parts]): readonly DeviceHeard[] => {
        const said = merged(parts);
        if (!said) return [];
        const { adapterId, heardAtMs, problems, lastProblem } = said;
        return [{ device, adapterId, heardAtMs, problems, lastProblem }];
      }),
    health: () => {
      const { segments, bytes, damaged } = store.facts();
      const facts = { devices: heardAt.size, messages: messagesTaken, segments, bytes, damaged };
      return { ok: lastFailure === null && damaged === 0, facts };
    },
    stop: async () => {
      clearInterval(timer);
      await tidying;
      await (writing ?? Promise.resolve());
      await store.close();
    },
  };
}
