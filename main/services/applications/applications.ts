import { AppError } from '#shared/errors/app-error';
import { isOpenApplication } from '#shared/domain/applications/steps';
import { standingOf } from '#shared/domain/applications/standing';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import { rating as ratingType, ratingSchema, type Rating } from '#shared/schema/types/rating';
import { errorFields } from '../error-fields';
import {
  endOf,
  followHub,
  type FollowedDatabase,
  type FollowedHub,
  type FollowedRow,
  type Follower,
} from '../follow-hub';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Log, NewMessage, Outbox, Service, StaffAdmin } from '../ports';
import { recordsOf, withoutRev, type ListedDatabase } from '../records-of';
import { createDeskTables, TABLE_TYPES, type DeskTables } from './tables';
import { messagesForApplication, messagesForRating } from './tell';

export interface ApplicationsDeps {
  readonly station: string;
  readonly hub: Omit<FollowedHub, 'database'> & {
    database(name: string): (FollowedDatabase & WritableDatabase & ListedDatabase) | null;
  };
  /** Gives receipts out, each once, whatever they are for; takes note of those that records have. */
  readonly receipts: { next(): Promise<string>; seen(code: string): void };
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly outbox: Pick<Outbox, 'put'>;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface ApplicationsService extends Service {
  /** Id of the application that has the receipt; null for none. `hub.busy` as long as not all is read. */
  findReceipt(receipt: string): Promise<string | null>;
  /** The application that was begun with a number of the queue, the last one where there are several; null for none. `hub.busy` as above. */
  findTicket(day: string, number: string): Promise<Application | null>;
  readonly tables: Pick<DeskTables, 'version' | 'current' | 'nameOf' | 'calendar'>;
  /** Resolves when everything is seen to that the hub had when it was called. */
  settled(): Promise<void>;
}

/** How soon a limit that has run out is told, at the latest. */
const LOOK_MS = 60_000;
/** Somebody else's writes that a receipt may have to be written again over. */
const ROUNDS = 5;

/**
 * Sees to what the desk has in hand: gives every application a receipt, and tells of what waits, of limits that run out, of materials that were
 * to follow, and of poor ratings. What it did stands on the hub and in the outbox by key, so a host that was killed anywhere goes on at the next start.
 */
export function startApplications(deps: ApplicationsDeps, lookEveryMs = LOOK_MS): ApplicationsService {
  const { station, hub, receipts, staff, outbox, author, log, now } = deps;
  const [desk, commons] = [databaseName('desk', station), databaseName('commons', station)];
  const tables = createDeskTables();
  const writer = createHostWriter(now);
  const open = new Map<string, Application>();
  const withReceipt = new Map<string, string>();
  const withTicket = new Map<string, Application>();
  const poor = new Map<string, Rating>();
  const told = new Set<string>();
  const troubled = new Set<string>();
  let isStopped = false;
  let isWaiting = false;
  let follower: Follower | null = null;
  let running: Promise<void> = Promise.resolve();

  function note(id: string, document: object | null): boolean {
    if (tables.note(id, document ?? undefined)) return true;
    if (id.startsWith(`${applicationType.type}~`)) {
      const record = document && applicationIn(document);
      if (record) noteTicket(record);
      if (record?.receipt) {
        withReceipt.set(record.receipt, id);
        receipts.seen(record.receipt);
      }
      const isOpen = record && isOpenApplication(standingOf(record.startedAtMs, record.steps).state);
      // What was done at once, far from the hub, still gets its receipt.
      if (record && (isOpen || record.receipt === null)) open.set(id, record);
      else open.delete(id);
      return true;
    }
    if (!id.startsWith(`${ratingType.type}~`)) return false;
    const rating = document && ratingSchema.safeParse(liftRecord(ratingType, withoutRev(document))).data;
    if (rating && rating.rectifyByMs !== null) poor.set(id, rating);
    else poor.delete(id);
    return true;
  }

  function noteTicket(record: Application): void {
    const key = `${record.ticketDay ?? ''} ${record.ticketNumber ?? ''}`;
    const before = withTicket.get(key);
    if (record.ticketNumber === null || (before && before.startedAtMs > record.startedAtMs)) return;
    withTicket.set(key, record);
  }

  async function begin(): Promise<void> {
    const since: Record<string, string> = {};
    for (const [name, types] of [
      [commons, TABLE_TYPES],
      [desk, [applicationType.type, ratingType.type]],
    ] as const) {
      const database = hub.database(name);
      if (!database || isStopped) continue;
      since[name] = await endOf(database);
      for (const type of types) {
        for await (const page of recordsOf<object>(database, type, station)) {
          for (const record of page) note(record._id, record);
        }
      }
    }
    if (isStopped) return;
    const take = async (_name: string, rows: readonly FollowedRow[]) => {
      const isNews = rows.map(({ id, deleted, doc }) => note(id, deleted ? null : (doc ?? null))).includes(true);
      if (isNews) look();
    };
    follower = followHub({ hub, log, since, wants: (name) => name === desk || name === commons, take });
  }

  function look(): void {
    if (isStopped || isWaiting) return;
    isWaiting = true;
    running = running.then(async () => {
      isWaiting = false;
      try {
        if (!follower) await begin();
        troubled.delete('');
        await seeToAll();
      } catch (thrown) {
        troubled.add('');
        log.error('applications.failed', errorFields(thrown));
      }
    });
  }

  async function seeToAll(): Promise<void> {
    const audience = { staff: staff.list(), tables, nowMs: now() };
    for (const [id, known] of open) {
      if (isStopped) return;
      await attempt(id, async () => {
        const record = known.receipt === null ? await giveReceipt(id) : known;
        if (record) await tell(messagesForApplication(record, audience));
      });
    }
    for (const [id, rating] of poor) {
      if (isStopped) return;
      await attempt(id, () => tell(messagesForRating(rating, audience)));
    }
  }

  /** What fails with one holds up no other, and is tried again at the next look. */
  async function attempt(id: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
      troubled.delete(id);
    } catch (thrown) {
      troubled.add(id);
      log.error('applications.failed', { id, ...errorFields(thrown) });
    }
  }

  /** Writes a receipt over the very state that has none; the record as it stands then, null where it is gone. */
  async function giveReceipt(id: string): Promise<Application | null> {
    const database = hub.database(desk);
    let receipt: string | null = null;
    for (let round = 0; database && round < ROUNDS; round += 1) {
      const stored = await database.get(id, WINNER);
      const record = stored.found ? applicationIn(stored.document) : null;
      if (!stored.found || !record || record.receipt !== null) return record;
      receipt ??= await receipts.next();
      const edited = writer.edit(record as unknown as WireRecord, { receipt }, author());
      const row = { ...edited, _rev: (stored.document as { readonly _rev?: unknown })._rev };
      const [answer] = await database.bulkDocs({ rows: [row], newEdits: true });
      if (answer && 'ok' in answer) {
        note(id, edited);
        log.info('applications.receipt', { id });
        return { ...record, receipt };
      }
      if (answer?.error !== 'conflict') throw new Error('the hub did not take an application');
    }
    throw new Error('an application could not be written');
  }

  async function tell(messages: readonly NewMessage[]): Promise<void> {
    for (const message of messages) {
      if (told.has(message.key)) continue;
      const put = await outbox.put(message);
      if (!put.ok) log.info('applications.not-told', { template: message.template });
      told.add(message.key);
    }
  }

  look();
  const timer = setInterval(look, lookEveryMs).unref();
  return {
    tables,
    findReceipt: async (receipt) => {
      if (!follower) await running;
      if (!follower) throw new AppError('hub.busy', 'applications are not read yet', { retry: true });
      // Whoever was given a receipt a moment ago may be quicker than the hub's word of it.
      if (!withReceipt.has(receipt)) await follower.settled();
      return withReceipt.get(receipt) ?? null;
    },
    findTicket: async (day, number) => {
      if (!follower) await running;
      if (!follower) throw new AppError('hub.busy', 'applications are not read yet', { retry: true });
      return withTicket.get(`${day} ${number}`) ?? null;
    },
    settled: async () => {
      await running;
      await follower?.settled();
      await running;
    },
    health: () => ({ ok: troubled.size === 0, facts: { open: open.size, failed: troubled.size } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
      await follower?.stop();
      await running;
    },
  };
}

function applicationIn(document: object): Application | null {
  return applicationSchema.safeParse(liftRecord(applicationType, withoutRev(document))).data ?? null;
}
