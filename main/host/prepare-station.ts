import { databaseName } from '#shared/schema/ids';
import { deskKey, SEALED_CLASSES, gridScope } from '#sync-server/access/hub-access';
import { seedPracticeStation } from '#sync-server/seed/seed';
import { PRACTICE_SIZE, PRACTICE_SIZES, type PracticeSize } from '#sync-server/seed/sizes';
import { staffOf } from '#sync-server/seed/station';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import type { DataKeys } from '../services/key-ports';
import type { Log } from '../services/ports';
import { easyPassphrase } from '../services/sessions/easy-passphrase';
import type { SessionsService } from '../services/sessions/sessions';
import { firstRecords } from './first-records';
import type { Identity } from './identity';

export interface PrepareDeps {
  readonly hub: EdgeHubService['hub'];
  readonly dataKeys: DataKeys;
  readonly sessions: SessionsService;
  readonly log: Log;
  readonly now: () => number;
}

/** Chooses the people of the usual practice station; the same everywhere, so that a manual can speak of them. */
const USUAL_SEED = 'qinghe';

/**
 * Puts a new station's databases, first records, keys and accounts in place. It may be cut off at any point and called
 * again: what is there stays as it is, what is missing is made. A practice station is as large as `size`, else as its plan says.
 */
export async function prepareStation(identity: Identity, deps: PrepareDeps, size?: PracticeSize): Promise<void> {
  const planned = identity.plan ? PRACTICE_SIZES[identity.plan.size] : PRACTICE_SIZE;
  if (identity.practice) await preparePractice(identity, deps, size ?? planned);
  else await prepareReal(identity, deps);
  await deps.hub.create(databaseName('desk', identity.id));
  await deps.hub.create(databaseName('queue', identity.id));
}

async function preparePractice(identity: Identity, deps: PrepareDeps, size: PracticeSize): Promise<void> {
  const { hub, dataKeys, sessions, log, now } = deps;
  const practiceAccounts = sessions.practiceAccounts;
  if (!practiceAccounts) throw new Error('the sessions of a practice station keep practice accounts');
  const keys = await dataKeys.keysFor(keyPlaces(identity.id, size.householdsPerGrid.length));
  const accounts = Promise.all(staffOf(size).map((member) => practiceAccounts.add(member, easyPassphrase())));
  // Both end before either's failure goes out: nothing may write on after the host let the folder go.
  const [seeded, added] = await Promise.allSettled([
    seedPracticeStation({ hub, keys, nowMs: now(), randomSeed: identity.plan?.seed ?? USUAL_SEED, size }),
    accounts,
  ]);
  if (seeded.status === 'rejected') throw seeded.reason;
  if (added.status === 'rejected') throw added.reason;
  const { written, found } = seeded.value;
  log.info('host.practice-station', { documents: written, count: found });
}

async function prepareReal({ id, name, gridCount, manager }: Identity, deps: PrepareDeps): Promise<void> {
  const { hub, dataKeys, sessions, now } = deps;
  if (!manager) throw new Error('a station being prepared names its manager');
  if (!sessions.accounts.byUid(manager.uid)) await sessions.accounts.add(manager);
  await dataKeys.keysFor(keyPlaces(id, gridCount));
  for (let number = 1; number <= gridCount; number += 1) await hub.create(databaseName('grid', id, number));
  const commons = await hub.create(databaseName('commons', id));
  const rows = firstRecords({ stationId: id, stationName: name, gridCount, manager, nowMs: now() });
  for (const answer of await commons.bulkDocs({ rows, newEdits: true })) {
    // A conflict is a record that an earlier, interrupted preparation brought in.
    if ('error' in answer && answer.error !== 'conflict') throw new Error(`${answer.id} was refused: ${answer.error}`);
  }
}

const keyPlaces = (station: string, gridCount: number) => [
  ...Array.from({ length: gridCount }, (_, index) => gridScope(station, index + 1)).flatMap((scope) =>
    SEALED_CLASSES.map((name) => ({ scope, class: name })),
  ),
  deskKey(station),
];
