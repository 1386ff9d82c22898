import type { WireRecord } from '#shared/schema/envelope';
import { LIMITS } from '#shared/ipc/station-api';
import { parseDocumentId } from '#shared/schema/ids';
import { claimsMove } from '#shared/schema/moved';
import { findRecordType } from '#shared/schema/registry';
import { beginWriting, createRecord, editRecord } from '#shared/sync/author';
import { createHybridClock, observeRecord } from '#shared/sync/stamp';
import type { WireDocument } from '#sync-server/embedded/types';
import { WORKER_UID } from '#test/support/builders';
import type { Attempt } from './ledger';
import type { Operation } from './operations';
import { districtAway } from './play-hub';
import {
  creationOf,
  fieldOf,
  nameOf,
  placementsOf,
  recordIn,
  trackedFields,
  valueOf,
  type RecordName,
} from './records';
import { atDistrict, type Stage } from './stage';

type DistrictStep = Extract<Operation, { readonly kind: `district-${string}` }>;

/** Plays a step of the district behind the hub; a history without one passes over it. */
export async function playAtDistrict(stage: Stage, operation: DistrictStep): Promise<void> {
  const { district } = stage.hub;
  if (!district) return;
  switch (operation.kind) {
    case 'district-line':
      return district.set(operation.line);
    case 'district-look':
      return district.look();
    case 'district-day':
      return district.passDay();
    case 'district-copy':
      return districtAway(stage, { how: 'copy' });
    case 'district-restore':
      return districtAway(stage, { how: 'restore', back: operation.back });
    case 'district-recreate':
      return districtAway(stage, { how: 'recreate' });
    case 'district-write':
      return writeThere(stage, operation);
  }
}

/** The id under which the district has a record that lives; where it was made for one that it has nowhere. */
async function placementThere(stage: Stage, name: RecordName): Promise<string> {
  const ids = placementsOf(name, stage);
  if (ids.length === 1) return name.id;
  const there = new Set((await atDistrict(stage)).map(({ _id }) => _id));
  return ids.find((id) => there.has(id)) ?? name.id;
}

/** Types that other systems of the district write, too: what is only ever added to has one author. */
const isForeign = (type: string): boolean => type !== 'reveal';

/**
 * Another system of the district makes or edits a record by the rules of its type, as whoever reads a database and writes to it: each
 * write is a replica of its own, since what it reads the next time, at another node, may lack the last.
 */
async function writeThere(
  stage: Stage,
  { record, field: index, leaves, serial }: Extract<DistrictStep, { readonly kind: 'district-write' }>,
): Promise<void> {
  const { hub, ledger } = stage;
  const name = nameOf(record, stage);
  if (!isForeign(name.type)) return;
  const field = fieldOf(name, index);
  const attempts: Attempt[] = [];
  const made = (found: WireDocument | null, n: number): WireRecord | null => {
    const clock = createHybridClock(() => hub.district?.clockMs() ?? 0, LIMITS.clockAheadMs);
    const replica = `f${(serial + n).toString(36).padStart(11, '0')}`;
    if (!found) {
      if (!name.isNatural || name.isMadeOnce) return null;
      const creation = creationOf(name, serial + 50);
      attempts.push(
        ledger.attempt(name.id, Object.fromEntries(trackedFields(name).map((each) => [each, creation.fields[each]]))),
      );
      const version = findRecordType(name.type)?.version ?? 1;
      return createRecord({ ...creation, schema: version }, beginWriting(clock, replica, 1, WORKER_UID));
    }
    const { _revisions, ...document } = found;
    const [current] = claimsMove(found) ? [] : recordIn(document as WireDocument);
    if (!current) return null;
    const value = valueOf(field, serial + n);
    const attempt = ledger.attempt(name.id, { [field]: value });
    attempt.saw(current);
    attempts.push(attempt);
    observeRecord(clock, current);
    const before = (current[field] as unknown[] | undefined) ?? [];
    const change = { [field]: field === 'additions' ? [...before, value] : value };
    return editRecord(current, change, beginWriting(clock, replica, 1, WORKER_UID));
  };
  const id = await placementThere(stage, name);
  const written = await hub.district?.write({ db: `grid-${parseDocumentId(id)?.scope}`, id, make: made, leaves });
  for (const n of written ?? []) attempts[n]?.acknowledged();
}
