import { addDays, dateAtStation } from '#shared/domain/calendar/date';
import { aheadOf, decide, type QueueAsker, type QueueCommand } from '#shared/domain/queue/commands';
import type { QueueDay } from '#shared/domain/queue/day';
import type { Hall } from '#shared/domain/queue/hall';
import { queueStatistics } from '#shared/domain/queue/statistics';
import { justServed, servedOf } from '#shared/domain/queue/served';
import { boardState, hallState } from '#shared/domain/queue/views';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { QueueAnswer } from '#shared/ipc/queue-api';
import { openDurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Log, Service } from '../ports';
import type { Queue } from '../queue-port';
import { loggedDays, MOST_IN_BATCH, readDayLog, type DayRecord, type LogCipher } from './day-log';
import type { HallFile } from './hall-file';
import { foldLines, openDay, take, type OpenDay } from './open-day';

export interface QueueDeps {
  /** Where the logs of the days lie, in the host-only store; made where it is missing. */
  readonly path: string;
  readonly cipher: LogCipher;
  readonly hall: HallFile;
  readonly stationName: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export type QueueService = Queue & Service;

/** A year and a month, for comparing. */
const DAYS_KEPT = 400;
/** How often it is looked whether it is midnight, and places in the line are shown anew. */
const LOOK_EVERY_MS = 30_000;

interface Waiting {
  readonly record: DayRecord | null;
  readonly done: () => void;
  readonly failed: (thrown: unknown) => void;
}

/**
 * Opens the hall's line where its log left it. A command is decided and taken into memory at once, so that of two that come together the second sees what
 * the first did; it is answered when its record is on disk. While a batch is written, what comes in makes up the next: one fsync serves all. Where
 * writing fails, everything that was not written is refused and the day is read anew.
 */
export async function openQueue({ path, cipher, hall, stationName, log, now }: QueueDeps): Promise<QueueService> {
  const folder = await openDurableFolder(path);
  const listeners = new Set<() => void>();
  let open = await openDay(path, dateAtStation(now()), cipher);
  let waiting: Waiting[] = [];
  let writing: Promise<void> | null = null;
  let turning: Promise<void> | null = null;
  let lastFailure: unknown = null;
  noteDamage(open);

  function noteDamage({ damaged }: OpenDay): void {
    if (damaged > 0) log.error('queue.damaged', { count: damaged });
  }

  function tell(): void {
    for (const listener of [...listeners]) listener();
  }

  async function turn(): Promise<void> {
    await writing;
    const [before, today] = [open, dateAtStation(now())];
    // A clock that is set back begins no day again.
    const next = await openDay(path, today > before.day ? today : before.day, cipher);
    await before.log.close();
    open = next;
    lastFailure = null;
    noteDamage(next);
    if (next.day === before.day) return;
    log.info('queue.day', { count: before.folded.tickets.size });
    const firstKept = addDays(next.day, -DAYS_KEPT);
    for (const { day, file } of await loggedDays(path)) if (day < firstKept) await folder.remove(file);
  }

  /** The day of this moment, as the log and what is on its way there have it. */
  async function today(): Promise<OpenDay> {
    while (turning || lastFailure !== null || dateAtStation(now()) > open.day) {
      turning ??= turn().finally(() => (turning = null));
      await turning;
    }
    return open;
  }

  /** Resolves when the record, and all that was taken into memory before, is on disk. */
  function settled(record: DayRecord | null): Promise<void> {
    return new Promise<void>((done, failed) => {
      waiting.push({ record, done, failed });
      // Whoever comes in the same moment shares the first batch too.
      writing ??= new Promise<void>((resolve) => setImmediate(resolve)).then(writeAll);
    });
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST_IN_BATCH);
      waiting = waiting.slice(MOST_IN_BATCH);
      const records = batch.flatMap(({ record }) => record ?? []);
      try {
        if (records.length > 0) await open.log.append(records);
        for (const { done } of batch) done();
        if (records.length > 0) tell();
      } catch (thrown) {
        log.error('queue.not-written', errorFields(thrown));
        lastFailure = thrown;
        // What came after was decided by what is not on disk.
        for (const { failed } of [...batch, ...waiting]) failed(thrown);
        waiting = [];
      }
    }
    writing = null;
  }

  async function ask(asker: QueueAsker, from: string, request: string, command: QueueCommand): Promise<QueueAnswer> {
    const current = await today();
    const key = `${from} ${command.kind} ${request}`;
    const before = current.requests.get(key);
    if (before !== undefined) {
      await settled(null);
      return { outcome: 'done', day: current.day, number: before };
    }
    const decision = decide(current.folded, hall.current(), command, asker, now());
    if (!decision.ok) {
      await settled(null);
      return { outcome: 'refused', why: decision.why };
    }
    const record = { request: key, number: decision.number, entries: decision.entries };
    take(current, record);
    await settled(record);
    return { outcome: 'done', day: current.day, number: decision.number };
  }

  /** What `show` makes of the day, shown once it is on disk. */
  async function shown<T>(show: (day: QueueDay, name: string, hall: Hall, nowMs: number) => T): Promise<T> {
    const { folded, day } = await today();
    const made = show(folded, day, hall.current(), now());
    await settled(null);
    return made;
  }

  const view: Queue['view'] = () =>
    shown((folded, day, settings, nowMs) => ({
      day,
      nowMs,
      hall: settings,
      state: hallState(folded, settings, nowMs),
    }));

  const timer = setInterval(() => {
    void today().then(tell, (thrown: unknown) => log.warn('queue.not-turned', errorFields(thrown)));
  }, LOOK_EVERY_MS).unref();

  return {
    ask: (asker, request, command) => ask(asker, asker.kind === 'staff' ? asker.uid : '', request, command),
    take: async (terminal, { request, ...wanted }) => {
      const command = { kind: 'take', ...wanted, appointmentAtMs: null } as const;
      const answer = await ask({ kind: 'kiosk' }, terminal.id, request, command);
      if (answer.outcome === 'refused') return answer;
      const { day, number } = answer;
      if (number === null) throw new Error('a number was taken and there is none');
      return shown((folded, _day, settings, nowMs) => ({
        outcome: 'done' as const,
        ...{ day, number },
        ...waitOf(folded, settings, number, nowMs),
      }));
    },
    view,
    board: () =>
      shown((folded, day, settings, nowMs) => {
        const { counters, ...state } = boardState(folded, settings, nowMs);
        const nameOf = (id: string) => settings.counters.find((each) => each.id === id)?.name ?? { zh: id };
        return {
          station: stationName(),
          ...{ day, nowMs, opensAt: settings.opensAt, closesAt: settings.closesAt },
          groups: settings.groups.map(({ letter, name }) => ({ letter, name })),
          counters: counters.map((each) => ({ ...each, name: nameOf(each.id) })),
          ...state,
        };
      }),
    justServed: () =>
      shown((folded, day, settings, nowMs) => {
        const { askRatingMs: askForMs } = settings.policy;
        const served = new Map(justServed(folded, nowMs - askForMs).map((each) => [each.counter, each]));
        const counters = settings.counters.map(({ id, name }) => ({ id, name, served: served.get(id) ?? null }));
        return { station: stationName(), day, nowMs, askForMs, counters };
      }),
    look: (number) =>
      shown((folded, day, settings, nowMs) => {
        const ticket = folded.tickets.get(number);
        if (!ticket) return null;
        const { state, counter } = ticket.standing;
        const isThere = state === 'called' || state === 'serving' || state === 'held';
        return {
          ...{ day, state, counter: isThere ? counter : null, served: servedOf(ticket) },
          ahead: state === 'waiting' ? aheadOf(folded, settings, number, nowMs) : 0,
        };
      }),
    ticket: (number) =>
      shown((folded, day, settings, nowMs) => {
        const ticket = folded.tickets.get(number);
        if (!ticket) return null;
        const { standing, itemNumber, takenAtMs } = ticket;
        const groupName = settings.groups.find(({ letter }) => letter === standing.group)?.name ?? {
          zh: standing.group,
        };
        return { ...{ day, number, groupName, itemNumber, takenAtMs }, ...waitOf(folded, settings, number, nowMs) };
      }),
    statistics: async (from, to) => {
      const current = await today();
      const tickets = [];
      for (let day = from; day <= to; day = addDays(day, 1)) {
        const folded = day === current.day ? current.folded : foldLines(await readDayLog(path, day, cipher)).folded;
        tickets.push(...folded.tickets.values());
      }
      const figures = queueStatistics(tickets, now());
      await settled(null);
      return { from, to, ...figures };
    },
    setHall: async (by, wanted) => {
      const { folded } = await today();
      const lost = lostNumbers(folded, wanted);
      if (lost !== null)
        return err(
          new AppError('request.malformed', `still in use today: ${lost}; close it first, or wait for the evening`),
        );
      await hall.set(by, wanted);
      tell();
      return ok(await view());
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    health: () => ({
      ok: lastFailure === null && open.damaged === 0,
      facts: { numbers: open.folded.tickets.size, waiting: open.folded.active.size, damaged: open.damaged },
    }),
    stop: async () => {
      clearInterval(timer);
      await turning?.catch(() => undefined);
      await writing;
      await open.log.close();
    },
  };
}

/** A group or a window that numbers of today need and the settings would take away; null where there is none. */
function lostNumbers(day: QueueDay, { groups, counters }: Hall): string | null {
  const letters = new Set(groups.map(({ letter }) => letter));
  for (const { standing } of day.active.values()) if (!letters.has(standing.group)) return standing.group;
  const known = new Set(counters.map(({ id }) => id));
  for (const [id, { state }] of day.counters) if (state !== 'closed' && !known.has(id)) return id;
  return null;
}

function waitOf(day: QueueDay, hall: Hall, number: string, nowMs: number) {
  const ahead = aheadOf(day, hall, number, nowMs);
  const group = day.tickets.get(number)?.standing.group ?? '';
  const isOpen = (id: string) => day.counters.get(id)?.state === 'open';
  const open = hall.counters.filter(({ id, groups }) => groups.includes(group) && isOpen(id)).length;
  return { ahead, expectedMs: open === 0 ? null : Math.ceil((ahead + 1) / open) * hall.policy.usualServiceMs };
}
