import { canonicalJson } from '#shared/sync/canonical-json';
import type { WireRecord } from '#shared/schema/envelope';
import { newestFirst } from '#shared/schema/types/newest-first';
import type { Visit } from '#shared/schema/types/visit';
import { limited, pause } from './limited';
import { districtDifferences, districtRequests, endDistrictTroubles } from './district-outcome';
import { ownTime } from './own-time';
import type { Stage } from './stage';
import type { Replica } from './replica';
import type { Figures } from './play-history';

/** Longest that a station whose troubles are over may take to come to rest. */
const QUIET_MS = 12_000;

/** How long nothing at all may be asked of the hub by a station at rest. */
const IDLE_MS = 40;

/**
 * Requests that a replica may make in a history: some for each step, and as many as an engine whose back-off has grown makes
 * while nobody answers it (`sleeper.ts` lets one pass in 18 ms).
 */
const REQUESTS_AT_ALL = 100;
const REQUESTS_PER_STEP = 6;
const MS_PER_RETRY = 15;

type Found = Omit<Figures, 'steps' | 'ms'> & { readonly faults: readonly string[] };

/** Ends all troubles, waits until everything is at rest, and compares: replicas, hub, ledger, and what still runs. */
export async function findOutcome(stage: Stage): Promise<Found> {
  const { hub, replicas, ledger } = stage;
  const faults: string[] = [];
  await limited('saves under way', QUIET_MS, Promise.all(stage.underway));
  for (const replica of replicas) await endTroubles(stage, replica);
  const since = await endDistrictTroubles(stage);
  if (!(await becomesQuiet(stage, since))) {
    const states = await Promise.all(replicas.map((replica) => replica.describe()));
    const at = Object.entries(await hub.positions())
      .map((position) => position.join(' '))
      .join(', ');
    faults.push(
      `never came to rest; the hub is at ${at}`,
      ...states,
      ...(hub.district ? [hub.district.describe()] : []),
    );
  }
  faults.push(...(await hub.troubles()).map((trouble) => `the hub did not understand: ${trouble}`));

  const most = REQUESTS_AT_ALL + REQUESTS_PER_STEP * stage.steps + (ownTime() - stage.beganMs) / MS_PER_RETRY;
  for (const [index, { network }] of replicas.entries()) {
    if (network.requests() > most) faults.push(`replica ${index} made ${network.requests()} requests`);
  }

  const requests = replicas.reduce((sum, { network }) => sum + network.requests(), 0);
  const upstream = districtRequests(stage);
  faults.push(...upstream.storm());
  await pause(IDLE_MS);
  faults.push(...upstream.atRest(IDLE_MS));
  const idle = replicas.reduce((sum, { network }) => sum + network.requests(), 0) - requests;
  if (idle > 0) faults.push(`${idle} requests in ${IDLE_MS} ms at rest`);

  const leaves = await hub.records();
  const records = new Map([...leaves].reverse().map((record) => [record._id, record]));
  const several = leaves.filter((leaf) => records.get(leaf._id) !== leaf && !ledger.isErased(leaf._id));
  faults.push(...several.map(({ _id }) => `the hub keeps several leaves of ${_id}`));
  faults.push(...(await districtDifferences(stage)));
  const outboxes = await Promise.all(replicas.map((replica) => replica.outbox()));
  for (const [index, replica] of replicas.entries()) {
    const set = new Set((outboxes[index] ?? []).map(({ id }) => id));
    const here = await replica.records();
    const left = [...leftAtHub(replica.leftFrom(), records, ledger)].filter((id) => !here.has(id));
    faults.push(...differences(index, records, here, new Set([...set, ...left])));
  }
  faults.push(...ledger.faultsIn({ records, set: outboxes.flat() }));

  const left = await limited('the hub', QUIET_MS, hub.goDown('restart'));
  if (left.length > 0) faults.push(`after the hub had stopped there went on: ${left.join(', ')}`);
  for (const [index, replica] of replicas.entries()) {
    const left = await limited('stop()', QUIET_MS, replica.stop());
    if (left.length > 0) faults.push(`replica ${index} went on after stop(): ${left.join(', ')}`);
  }
  return {
    faults,
    acknowledged: ledger.acknowledged(),
    records: records.size,
    yielded: [...records.values()].reduce((sum, record) => sum + record.yields.length, 0),
    refused: outboxes.flat().length,
    requests,
    upstreamRequests: hub.district?.requests() ?? 0,
  };
}

async function endTroubles({ hub }: Stage, replica: Replica): Promise<void> {
  if (replica.life().isOver()) await replica.reopen();
  replica.life().disarm();
  replica.network.set('up');
  for (const db of hub.databases) await replica.grant(db, 'write');
  replica.start();
  await replica.network.ghostsGone();
  replica.engine()?.wake();
}

/** At rest twice in a row: between two looks a merge may have been queued. */
async function becomesQuiet({ hub, replicas }: Stage, since: number): Promise<boolean> {
  const end = ownTime() + QUIET_MS;
  let looks = 0;
  while (ownTime() < end) {
    const positions = await hub.positions();
    const states = await Promise.all(replicas.map((replica) => replica.isQuiet(positions)));
    const isHubQuiet = (await hub.isQuiet()) && ((await hub.district?.isQuiet(since)) ?? true);
    looks = isHubQuiet && states.every(Boolean) ? looks + 1 : 0;
    if (looks === 2) return true;
    await pause(4);
  }
  return false;
}

/** What a replica shows otherwise than the hub, but for records that wait there for a person. */
function differences(
  index: number,
  atHub: ReadonlyMap<string, WireRecord>,
  here: ReadonlyMap<string, WireRecord>,
  set: ReadonlySet<string>,
): readonly string[] {
  return [...new Set([...atHub.keys(), ...here.keys()])].flatMap((id) => {
    if (set.has(id)) return [];
    const [there, mine] = [atHub.get(id), here.get(id)];
    if (!there) return [`replica ${index} has ${id} and the hub has not`];
    if (!mine) return [`replica ${index} lacks ${id}`];
    return [...new Set([...Object.keys(there), ...Object.keys(mine)])].flatMap((field) => {
      const [a, b] = [canonicalJson(there[field]), canonicalJson(mine[field])];
      return a === b ? [] : [`replica ${index} shows ${field} of ${id} as ${b}, the hub has ${a}`];
    });
  });
}

/** Visits that a device may lack which may hold only so much: older than what it keeps, and none of them the newest to somebody. */
function leftAtHub(
  border: string | null,
  atHub: ReadonlyMap<string, WireRecord>,
  ledger: Stage['ledger'],
): readonly string[] {
  if (border === null) return [];
  const visits = [...atHub.values()].filter(({ type }) => type === 'visit') as unknown as readonly Visit[];
  const newest = new Map<string, number>();
  for (const { personUid, startedAtMs } of visits)
    newest.set(personUid, Math.max(newest.get(personUid) ?? 0, startedAtMs));
  // Once the newest was erased by law, another is, which the device has let go.
  const mayLack = ({ personUid, startedAtMs }: Visit): boolean =>
    newestFirst(startedAtMs) > border && (startedAtMs !== newest.get(personUid) || ledger.hasErased('visit'));
  return visits.filter(mayLack).map(({ _id }) => _id);
}
