import { AppError } from '#shared/errors/app-error';
import { hostSteps, type HostContext } from '#shared/domain/incidents/host-steps';
import { standingOf } from '#shared/domain/incidents/standing';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { incident as incidentType, incidentSchema } from '#shared/schema/types/incident';
import type { IncidentStep } from '#shared/schema/types/incident-step';
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
import { isHeldBack } from '../host-step-id';
import type { WritableDatabase } from '../host-writer';
import type { Log, Outbox, Service, StaffAdmin } from '../ports';
import { recordsOf, withoutRev, type ListedDatabase } from '../records-of';
import { createIncidentBook, type IncidentRecord } from './book';
import { addKnownYears } from './known-years';
import { openReceipts } from './receipts';
import { createStationTable, TABLE_TYPES, type StationTable } from './station-table';
import { messagesFor } from './tell';
import { createStepIds } from './step-ids';
import { createStepWriter } from './write-steps';

export interface DispatchDeps {
  readonly station: string;
  readonly hub: Omit<FollowedHub, 'database'> & {
    database(name: string): (FollowedDatabase & WritableDatabase & ListedDatabase) | null;
  };
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  /** 32 bytes in base64 for receipt codes and for the ids of the host's own steps; they never leave the host. */
  readonly receiptSecret: string;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly outbox: Pick<Outbox, 'put'>;
  /** Whether rules may act on what residents report from their phones before anybody has looked at it. */
  readonly rulesMayActOnResidents: () => boolean;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface DispatchService extends Service {
  /** Id of the record that has the receipt; null for none. Waits as `begun` does. */
  findReceipt(receipt: string): Promise<string | null>;
  /** Resolves once everything is read that was there at the start; `hub.busy` if it cannot be. */
  begun(): Promise<void>;
  /** A receipt for a report that the host is about to write. Waits as `begun` does. */
  newReceipt(): Promise<string>;
  /** Takes note of a receipt that something else than an incident has. */
  seenReceipt(receipt: string): void;
  /** Ids of records that are with one of these units, or that one of them got a copy of. Waits as `begun` does. */
  sentTo(unitUids: ReadonlySet<string>): Promise<readonly string[]>;
  /** Whether everything is read that was there at the start. */
  isReady(): boolean;
  /** Whether this host took the step by itself: its id is one that nobody else can make. */
  isHostStep(incidentUid: string, step: IncidentStep, reopened: number): boolean;
  /** What the station's tables say at the moment. */
  readonly tables: Pick<StationTable, 'category' | 'unit' | 'calendar' | 'records' | 'unitsOf'>;
  /** Resolves when everything is seen to that the hub had when it was called. */
  settled(): Promise<void>;
}

/** Incidents that are looked at before everything else has its turn. */
const AT_ONCE = 20;

/** How soon a limit that has run out is told, at the latest. */
const DISPATCH_LOOK_MS = 30_000;

/**
 * Sees to the station's incidents by itself: gives each a receipt, sends out what a rule sends out without anybody looking, tells of limits
 * that have run out, and tells whom it is with. Everything is decided over what lies on the disk and named so that it is never done twice;
 * a host that was killed anywhere goes on at the next start. `host.data-damaged` when the counter of receipts cannot be read.
 */
export async function startDispatch(deps: DispatchDeps, lookEveryMs = DISPATCH_LOOK_MS): Promise<DispatchService> {
  const { station, hub, folder, log, now, staff, outbox, author } = deps;
  const receipts = await openReceipts({ folder, secret: deps.receiptSecret });
  const table = createStationTable();
  const book = createIncidentBook();
  const stepIds = createStepIds(deps.receiptSecret);
  const write = createStepWriter({ receipts, idOf: stepIds.idOf, author, now });
  const told = new Set<string>();
  const withReceipt = new Map<string, string>();
  const troubled = new Set<string>();
  let isStopped = false;
  let follower: Follower | null = null;
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;

  const isOurs = (name: string) => {
    const kind = parseDatabaseName(name)?.kind;
    return kind === 'grid' || kind === 'commons';
  };

  function takeNote(record: IncidentRecord): void {
    if (record.receipt !== null) {
      receipts.seen(record.receipt);
      withReceipt.set(record.receipt, record._id);
    }
    book.note(record);
  }

  async function take(rows: readonly FollowedRow[]): Promise<void> {
    let isNews = false;
    for (const { id, deleted, doc } of rows) {
      if (table.note(id, deleted ? undefined : doc)) isNews = true;
      else if (id.startsWith(`${incidentType.type}~`)) {
        isNews = true;
        const record = deleted || !doc ? null : readIncident(doc);
        if (record) takeNote(record);
        else book.drop(id);
      }
    }
    if (isNews) look();
  }

  /** What was there before the feed is followed from its end: a grid's feed is mostly about people. */
  async function begin(): Promise<void> {
    await addKnownYears(deps);
    const since: Record<string, string> = {};
    for (const name of hub.names().filter(isOurs)) {
      const database = hub.database(name);
      const identity = parseDatabaseName(name);
      if (!database || !identity || isStopped) continue;
      since[name] = await endOf(database);
      for (const type of identity.kind === 'grid' ? [incidentType.type] : TABLE_TYPES) {
        for await (const page of recordsOf<object>(database, type, identity.scope)) {
          for (const record of page) {
            if (table.note(record._id, record)) continue;
            const incident = readIncident(record);
            if (incident) takeNote(incident);
          }
        }
      }
    }
    if (!isStopped) follower = followHub({ hub, log, since, wants: isOurs, take: (_name, rows) => take(rows) });
  }

  function contextOf(record: IncidentRecord): HostContext {
    const accounts = staff.list();
    return {
      gridNumber: gridNumberOf(record, station),
      waitsForPerson: isByResident(record) && (!deps.rulesMayActOnResidents() || isHeldBack(record)),
      table: {
        ...table.records(),
        worksHere: (uid) => accounts.some((account) => account.uid === uid && account.active),
        turns: book.turns(),
      },
      rules: table.category(standingOf(record).categoryUid),
      calendar: table.calendar(),
      nowMs: now(),
    };
  }

  function look(): void {
    // One that has not begun yet will see what there is then.
    if (isStopped || isWaiting) return;
    isWaiting = true;
    running = running.then(async () => {
      isWaiting = false;
      try {
        if (!follower) await begin();
        troubled.delete('');
        await treatAll();
      } catch (thrown) {
        troubled.add('');
        log.error('dispatch.failed', errorFields(thrown));
      }
    });
  }

  /** One incident after the other: whose turn it is depends on who had the one before. */
  async function treatAll(): Promise<void> {
    for (const [place, record] of book.open().entries()) {
      if (isStopped) return;
      if (place % AT_ONCE === AT_ONCE - 1) await new Promise((resolve) => setImmediate(resolve));
      try {
        await treat(record);
        troubled.delete(record._id);
      } catch (thrown) {
        troubled.add(record._id);
        log.error('dispatch.failed', { id: record._id, ...errorFields(thrown) });
      }
    }
  }

  async function treat(known: IncidentRecord): Promise<void> {
    let record = known;
    if (record.receipt === null || hostSteps(record, contextOf(record)).length > 0) {
      const database = hub.database(`grid-${parseDocumentId(record._id)?.scope ?? ''}`);
      if (!database) return;
      const treated = await write(database, record._id, contextOf);
      if (!treated.record) return book.drop(record._id);
      ({ record } = treated);
      takeNote(record);
      for (const { kind } of treated.added) log.info(`dispatch.${kind}`, { id: record._id });
    }
    await tell(record);
  }

  async function tell(record: IncidentRecord): Promise<void> {
    const audience = { staff: staff.list(), unit: table.unit, category: table.category };
    for (const message of messagesFor(record, audience, now())) {
      if (told.has(message.key)) continue;
      const put = await outbox.put(message);
      // Somebody whose post does not open the desk, or a system that nobody has set up: it stands in the list of incidents.
      if (!put.ok) log.info('dispatch.not-told', { id: record._id });
      told.add(message.key);
    }
  }

  async function begun(): Promise<void> {
    if (!follower) await running;
    if (!follower) throw new AppError('hub.busy', 'incidents are not read yet', { retry: true });
  }

  look();
  const timer = setInterval(look, lookEveryMs).unref();

  return {
    begun,
    findReceipt: async (receipt) => {
      await begun();
      return withReceipt.get(receipt) ?? null;
    },
    newReceipt: async () => {
      await begun();
      return receipts.next();
    },
    seenReceipt: receipts.seen,
    sentTo: async (unitUids) => {
      await begun();
      return book.sentTo(unitUids);
    },
    isReady: () => follower !== null,
    isHostStep: stepIds.isHostStep,
    tables: table,
    settled: async () => {
      await running;
      await follower?.settled();
      await running;
    },
    health: () => ({ ok: troubled.size === 0, facts: { open: book.open().length, failed: troubled.size } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
      await follower?.stop();
      await running;
    },
  };
}

/** The incident in a document of the hub, in its current form; null for what is none. */
function readIncident(document: object): IncidentRecord | null {
  const record = liftRecord(incidentType, withoutRev(document));
  return incidentSchema.safeParse(record).success ? (record as unknown as IncidentRecord) : null;
}

/** From a phone or at a kiosk: nobody of the station has seen it yet. */
const isByResident = ({ channel }: Pick<IncidentRecord, 'channel'>): boolean =>
  channel === 'resident' || channel === 'kiosk';

const gridNumberOf = ({ _id }: Pick<IncidentRecord, '_id'>, station: string): number =>
  Number((parseDocumentId(_id)?.scope ?? '').slice(station.length + 1));
