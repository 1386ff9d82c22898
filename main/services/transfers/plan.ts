import { goingAlong, goingWithBuilding, type Movable, type TransferRefusal } from '#shared/domain/transfers/transfers';
import type { StartTransfer } from '#shared/ipc/transfer-api';
import { documentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { Person } from '#shared/schema/types/person';
import type { Job } from './job-log';
import { readLeaf, type TransferDatabase, type TransferHub } from './leaf';
import { leavesOf } from './sweep';

/** What a transfer is made of beside what was asked for. */
export type Plan = Pick<Job, 'heads' | 'formerDwellingUid' | 'leftHouseholdUid'>;

/** Looks at the hub who goes, or why nobody can. */
export async function planTransfer(
  hub: TransferHub,
  { kind, uid, dwellingUid }: StartTransfer,
  from: string,
  to: string,
): Promise<Plan | TransferRefusal> {
  if (from === to) return 'same-grid';
  const [here, there] = [hub.database(`grid-${from}`), hub.database(`grid-${to}`)];
  if (!here || !there) return 'unknown-grid';
  const subject = await readLeaf(here, documentId(kind, from, uid));
  if (subject.kind !== 'record') return 'not-there';
  const { record } = subject;
  if (record['mergedIntoUid']) return 'merged';
  if (!(await isWhole(here, from, record['importUid']))) return 'unfinished-import';
  if (dwellingUid === null && kind === 'household') return 'dwelling-needed';
  if (dwellingUid !== null) {
    const home = await readLeaf(there, documentId('dwelling', to, dwellingUid));
    if (home.kind !== 'record') return 'dwelling-unknown';
  }
  const people: Movable[] = [];
  for await (const page of leavesOf(here, 'person', from)) {
    for (const { leaf } of page) if (leaf.kind === 'record') people.push(movableOf(leaf.record));
  }
  const going = goingAlong(kind, uid, people).map((each) => documentId('person', from, each));
  const isHousehold = kind === 'household';
  return {
    heads: isHousehold ? [documentId('household', from, uid), ...going] : going,
    formerDwellingUid: isHousehold ? (record as unknown as Household).dwellingUid : null,
    leftHouseholdUid: isHousehold ? null : (record as unknown as Person).householdUid,
  };
}

/** What goes with a building; `not-there` where nothing of it is in the grid, as when it went before. */
export async function planBuilding(
  hub: TransferHub,
  buildingUid: string,
  from: string,
  to: string,
): Promise<Plan | TransferRefusal> {
  if (from === to) return 'same-grid';
  const here = hub.database(`grid-${from}`);
  if (!here || !hub.database(`grid-${to}`)) return 'unknown-grid';
  const all = async <T>(type: string): Promise<readonly (T & WireRecord)[]> => {
    const found: (T & WireRecord)[] = [];
    for await (const page of leavesOf(here, type, from)) {
      for (const { leaf } of page) if (leaf.kind === 'record') found.push(leaf.record as T & WireRecord);
    }
    return found;
  };
  const grid = {
    dwellings: await all<Dwelling>('dwelling'),
    households: await all<Household>('household'),
    people: await all<Person>('person'),
    enterprises: await all<Enterprise>('enterprise'),
  };
  const going = goingWithBuilding(buildingUid, grid);
  const heads = (['dwelling', 'household', 'person', 'enterprise'] as const).flatMap((type) =>
    going[type].map((uid) => documentId(type, from, uid)),
  );
  if (heads.length === 0) return 'not-there';
  const ids = new Set(heads);
  const imports = new Set(
    Object.values(grid).flatMap((records) =>
      records.flatMap(({ _id, importUid }) => (ids.has(_id) ? [importUid] : [])),
    ),
  );
  for (const importUid of imports) if (!(await isWhole(here, from, importUid))) return 'unfinished-import';
  return { heads, formerDwellingUid: null, leftHouseholdUid: null };
}

function movableOf(record: object): Movable {
  const { uid, householdUid, mergedIntoUid } = record as Person;
  return { uid, householdUid, mergedIntoUid };
}

/** Whether what an import brought counts: nothing did bring it, or an import that is complete. */
export async function isWhole(database: TransferDatabase, scope: string, importUid: unknown): Promise<boolean> {
  if (typeof importUid !== 'string') return true;
  const batch = await readLeaf(database, documentId('import-batch', scope, importUid));
  return batch.kind === 'record' && (batch.record as unknown as ImportBatch).state === 'complete';
}
