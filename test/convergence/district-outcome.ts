import { canonicalJson } from '#shared/sync/canonical-json';
import { pause } from './limited';
import { ownTime } from './own-time';
import type { Stage } from './stage';

/**
 * Requests to the district that a history explains: some for each step, since a write may have a database exchanged, and those of a
 * service that looks for news and tries again.
 */
const REQUESTS_AT_ALL = 200;
const REQUESTS_PER_STEP = 40;
const MS_PER_REQUEST = 4;

/** Requests of one look at whether there is something new, beside one for each database. */
const REQUESTS_OF_A_LOOK = 2;

/** Ends what is wrong between hub and district, and has everything tried; the time from which on both are to have been compared. */
export async function endDistrictTroubles({ hub: { district } }: Stage): Promise<number> {
  if (!district) return 0;
  district.set('up');
  // Of a copy that was written to since, nothing tells the station before the next day.
  if (district.wasSetBack()) district.passDay();
  const since = district.nowMs();
  await district.look();
  return since;
}

/** What the hub asked its district so far. */
export interface DistrictRequests {
  /** A storm up to here, in words. */
  storm(): readonly string[];
  /** Told of again `ms` later, of a station at rest: more than a look at whether there is something new. */
  atRest(ms: number): readonly string[];
}

/** Counts the requests from here on. */
export function districtRequests({ hub, steps, beganMs }: Stage): DistrictRequests {
  const { district, databases } = hub;
  const before = district?.requests() ?? 0;
  return {
    storm() {
      const most = REQUESTS_AT_ALL + REQUESTS_PER_STEP * steps + (ownTime() - beganMs) / MS_PER_REQUEST;
      return before > most ? [`the hub made ${before} requests to its district`] : [];
    },
    atRest(ms) {
      const idle = (district?.requests() ?? 0) - before;
      const most = REQUESTS_OF_A_LOOK + databases.length;
      return idle > most ? [`${idle} requests to the district in ${ms} ms at rest`] : [];
    },
  };
}

/** What hub and district show otherwise than each other, and what has several leaves, when both are at rest. */
export async function districtDifferences(stage: Stage): Promise<readonly string[]> {
  const { district } = stage.hub;
  if (!district) return [];
  const end = ownTime() + district.patienceMs;
  for (;;) {
    const faults = await differences(stage, district);
    if (faults.length === 0 || ownTime() > end) return faults;
    await pause(50);
  }
}

async function differences(
  { ledger }: Stage,
  district: NonNullable<Stage['hub']['district']>,
): Promise<readonly string[]> {
  const [here, there] = [await district.leavesHere(), await district.leaves()];
  return [...new Set([...here.keys(), ...there.keys()])].flatMap((id) => {
    // What the station has erased, or has again after a hub that was set back, the district may have otherwise.
    if (ledger.isErased(id)) return [];
    const [mine = [], theirs = []] = [here.get(id), there.get(id)];
    const several = [
      ...(mine.length > 1 ? [`the hub keeps ${mine.length} leaves of ${id}`] : []),
      ...(theirs.length > 1 ? [`the district keeps ${theirs.length} leaves of ${id}`] : []),
    ];
    const [a, b] = [canonicalJson(mine[0] ?? null), canonicalJson(theirs[0] ?? null)];
    return a === b ? several : [...several, `the district shows ${id} as ${b}, the hub as ${a}`];
  });
}
