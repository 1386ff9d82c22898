import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { ComingUp } from './hub-side';
import type { Operation } from './operations';
import { homeOf, nameOf, placementsOf, type RecordName } from './records';
import type { Replica } from './replica';
import { atDistrict, databaseOf, onDevices, type Stage } from './stage';

/** The hub goes down, something befalls it, and it comes up again. */
export async function away(stage: Stage, coming: ComingUp): Promise<void> {
  const { hub, faults } = stage;
  const left = await hub.goDown(coming.how);
  if (left.length > 0) faults.push(`after the hub had stopped there went on: ${left.join(', ')}`);
  if (coming.how === 'restore' || coming.how === 'recreate') await hubGoesBack(stage);
  await hub.comeUp(coming);
}

/**
 * A hub that is set back asks devices, and the district, for what it lost. What stands on no device whose person may still see it, and
 * not there either, was only at the hub: whoever sets it back gives that up.
 */
async function hubGoesBack(stage: Stage): Promise<void> {
  const others = [...(await onDevices(stage)), ...(await atDistrict(stage))];
  stage.ledger.onlyCopiesGo(await stage.hub.records(), others);
}

/** The district goes down, something befalls it, and it comes up again; what it alone had is given up in the same way. */
export async function districtAway(stage: Stage, coming: ComingUp): Promise<void> {
  const { district } = stage.hub;
  if (!district) return;
  await district.goDown();
  if (coming.how === 'restore' || coming.how === 'recreate') {
    const others = [...(await onDevices(stage)), ...(await stage.hub.records())];
    stage.ledger.onlyCopiesGo(await atDistrict(stage), others);
  }
  await district.comeUp(coming);
}

/** A device erases what its person may not see any more, what a hub lost that it has not met since included; never the unsent. */
export async function gridLeaves(stage: Stage, replica: Replica, db: string): Promise<void> {
  const { hub, replicas, ledger } = stage;
  const others: WireRecord[] = [...(await replica.outbox()).map(({ record }) => record)];
  for (const each of replicas) {
    if (each === replica) continue;
    others.push(...(await each.outbox()).map(({ record }) => record));
    await each.sessionTaken();
    others.push(...[...(await each.records()).values()].filter((record) => each.maySee(databaseOf(record))));
  }
  const going = [...(await replica.records()).values()].filter((record) => databaseOf(record) === db);
  ledger.onlyCopiesGo(going, [...others, ...(await hub.records()), ...(await atDistrict(stage))]);
}

/** The id under which the hub has a record; null for one that it has nowhere. */
export async function placementAtHub(stage: Stage, name: RecordName): Promise<string | null> {
  const ids = placementsOf(name, stage);
  const there = new Set((await stage.hub.records()).map(({ _id }) => _id));
  return ids.find((id) => there.has(id)) ?? null;
}

/** Somebody sends a person, or whom a visit was made to, or a household to another grid. Nobody waits for the end of it. */
export async function send(
  stage: Stage,
  { record, grid }: Extract<Operation, { readonly kind: 'move' }>,
): Promise<void> {
  const named = nameOf(record, stage);
  const name = named.type === 'visit' ? nameOf(record - 1, stage) : named;
  const id = await placementAtHub(stage, name);
  if (!id || name.family === null) return;
  const [from, to] = [gridIn(id), (grid % stage.grids) + 1];
  const kind = name.type === 'household' ? 'household' : 'person';
  const dwellingUid = kind === 'household' ? homeOf(to) : null;
  if (from !== to) await stage.hub.send({ kind, uid: name.key, from, to, dwellingUid });
}

const gridIn = (id: string): number => Number(parseDocumentId(id)?.scope.split('-')[1]);
