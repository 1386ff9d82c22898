import { ulid } from 'ulid';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId, parseDocumentId } from '#shared/schema/ids';
import { replica as replicaType, replicaSchema, type Replica } from '#shared/schema/types/replica';
import { createRecord } from '#shared/sync/author';
import { errorFields } from '../error-fields';
import { followHub, type FollowedHub } from '../follow-hub';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { DeviceAdmin, Log, Service, Sessions } from '../ports';

export interface ReplicaDirectoryDeps {
  readonly station: string;
  readonly hub: FollowedHub;
  readonly commons: WritableDatabase;
  /** Knows whose replica it is, which is what counts. */
  readonly sessions: Pick<Sessions, 'claimReplica'>;
  readonly devices: DeviceAdmin;
  readonly log: Log;
  readonly now: () => number;
}

/** Claims and devices, with a `replica` record in the commons beside each claim. */
export interface ReplicaDirectory extends Service {
  /** As `Sessions.claimReplica`; the record is written soon after, and a failure of it is no failure of the claim. */
  readonly claimReplica: Sessions['claimReplica'];
  /** As it was given; a device that gets another name gets it in its records too. */
  readonly devices: DeviceAdmin;
  /** Resolves when everything is written that was due at the call. */
  settled(): Promise<void>;
}

type Entry = Pick<Replica, 'staffUid' | 'deviceUid' | 'deviceName'>;

/** Somebody else's writes that a record may have to be made again over. */
const ROUNDS = 5;

/**
 * Opens the directory over what the commons have of it. What a crash left behind is put right: a name at the opening, a record that
 * was never written when its replica sends something again.
 */
export async function openReplicaDirectory(deps: ReplicaDirectoryDeps): Promise<ReplicaDirectory> {
  const { station, hub, sessions, devices, log } = deps;
  const known = new Map<string, Entry>();
  const commonsName = databaseName('commons', station);
  const follower = followHub({
    hub,
    log,
    since: {},
    wants: (database) => database === commonsName,
    take: async (_database, rows) => {
      for (const { id, deleted, doc } of rows) {
        const place = parseDocumentId(id);
        if (place?.type !== replicaType.type || deleted) continue;
        const entry = replicaSchema.safeParse(doc);
        if (entry.success) known.set(place.key, entryOf(entry.data));
      }
    },
  });
  await follower.settled();
  const write = createTeller(deps);
  let telling: Promise<void> = Promise.resolve();

  /** One after another: counters of a replica go up one by one. */
  function tell(replica: string, entry: Entry, by: string): void {
    const before = known.get(replica);
    // Noted at once, so that the next claims find it told; taken back when it fails, so that one of them tells it again.
    known.set(replica, entry);
    telling = telling.then(() =>
      write(replica, entry, by).catch((thrown: unknown) => {
        if (before) known.set(replica, before);
        else known.delete(replica);
        log.error('replica-directory.behind', { replica, ...errorFields(thrown) });
      }),
    );
  }

  const nameOf = (device: string): string | null => devices.list().find(({ id }) => id === device)?.name ?? null;

  /** Gives the records of a device the name it has. */
  function rename(device: string, deviceName: string, byOf: (entry: Entry) => string): void {
    for (const [replica, entry] of known) {
      if (entry.deviceUid === device && entry.deviceName !== deviceName)
        tell(replica, { ...entry, deviceName }, byOf(entry));
    }
  }

  for (const { id, name } of devices.list()) rename(id, name, ({ staffUid }) => staffUid);
  return {
    async claimReplica(claimer, replica) {
      const isClaimed = await sessions.claimReplica(claimer, replica);
      const deviceName = isClaimed && !known.has(replica) ? nameOf(claimer.device) : null;
      if (deviceName !== null)
        tell(replica, { staffUid: claimer.staff, deviceUid: claimer.device, deviceName }, claimer.staff);
      return isClaimed;
    },
    devices: {
      list: () => devices.list(),
      async change(by, id, change) {
        const changed = await devices.change(by, id, change);
        if (changed.ok) rename(id, changed.value.name, () => by);
        return changed;
      },
    },
    settled: () => telling,
    health: () => ({ ok: true, facts: { replicas: known.size } }),
    async stop() {
      await follower.stop();
      await telling;
    },
  };
}

const entryOf = ({ staffUid, deviceUid, deviceName }: Entry): Entry => ({ staffUid, deviceUid, deviceName });

/** Writes the record of a replica, or brings it into line. */
function createTeller({ station, commons, now }: ReplicaDirectoryDeps) {
  const writer = createHostWriter(now);

  return async (replica: string, entry: Entry, by: string): Promise<void> => {
    const id = documentId(replicaType.type, station, replica);
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await commons.get(id, WINNER);
      const row = stored.found ? edited(stored.document, entry, by) : made(replica, entry, by);
      if (!row) return;
      const [answer] = await commons.bulkDocs({ rows: [row], newEdits: true });
      if (answer && 'ok' in answer) return;
      if (answer?.error !== 'conflict') break;
    }
    throw new Error('a replica record could not be written');
  };

  function edited(document: object, entry: Entry, by: string) {
    const { _rev, ...record } = document as WireRecord & { readonly _rev: string };
    const changes = Object.fromEntries(Object.entries(entry).filter(([field, value]) => record[field] !== value));
    if (Object.keys(changes).length === 0) return null;
    return { ...writer.edit(record as unknown as WireRecord, changes, by), _rev };
  }

  function made(replica: string, entry: Entry, by: string): WireRecord {
    const { type, version: schema } = replicaType;
    const record = { type, schema, scope: station, uid: ulid(now()), key: replica, fields: { ...entry } };
    return createRecord(record, writer.write(by));
  }
}
