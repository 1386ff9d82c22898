import { firstValueFrom } from 'rxjs';
import { dateAtStation } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import type { Stamp, WireRecord } from '#shared/schema/envelope';
import type { Household } from '#shared/schema/types/home';
import type { Person } from '#shared/schema/types/person';
import type { OpenStation, PersonRow } from '#renderer/data/index';
import type { PersonRecord } from '../people/index';

/** What changing many people needs of the station. */
export type BulkWriting = Pick<OpenStation, 'writer' | 'register' | 'records' | 'session' | 'nowMs'>;

export type ResidentStatusName = Person['status'];

type Status = ResidentStatusName | Household['status'];

/** One person or household whose status was changed: what it was before, and the stamp of the write. */
interface StatusChange {
  readonly id: string;
  readonly before: Status;
  readonly stamp: Stamp;
}

export interface BulkOutcome {
  readonly next: ResidentStatusName;
  /** People and households. */
  readonly changed: readonly StatusChange[];
  /** People whose status was changed. */
  readonly people: number;
  /** Those it does not fit: a closed file, somebody who died, who had that status already, or whom this device no longer holds. */
  readonly skipped: number;
  /** Why it stopped before the end (`access.denied`, `device.*`); null when it did not. What is in `changed` is written all the same. */
  readonly error: unknown;
}

export interface UndoOutcome {
  /** People. */
  readonly restored: number;
  /** People whom somebody has changed since: they stay as they are. */
  readonly kept: number;
}

/** People written together, with their households: all or none of them. */
const CHUNK = 200;

/**
 * Gives people another status, 200 at a time. A household without anybody who lives here has moved out with the last one, and is back
 * with the first. Whoever died stays so, but for one alone, where it can only be a mistake that is being
 * mended. `onDone` hears how many are through. Never throws: what was written before something failed can be undone.
 */
export async function changeStatus(
  station: BulkWriting,
  ids: readonly string[],
  next: ResidentStatusName,
  onDone: (done: number) => void = () => undefined,
): Promise<BulkOutcome> {
  const today = dateAtStation(station.nowMs());
  const opensChildren = station.session.staff.functions.includes('child');
  const changed: StatusChange[] = [];
  let seen = 0;
  let error: unknown = null;
  try {
    for (const chunk of chunksOf(ids)) {
      const rows = await station.register.rows('person', chunk, today);
      const fitting = rows.filter(
        (row) =>
          row.name !== null &&
          (opensChildren || !isChild(row.birthDate, today)) &&
          row.status !== next &&
          (row.status !== 'deceased' || ids.length === 1),
      );
      const wanted = new Map<string, Status>(fitting.map(({ id }) => [id, next]));
      const homes = await householdsThatFollow(station, fitting, wanted);
      changed.push(...(await writeStatus(station, new Map([...wanted, ...homes]))));
      seen += chunk.length;
      onDone(seen);
    }
  } catch (thrown) {
    error = thrown;
  }
  const people = peopleIn(changed);
  return { next, changed, people, skipped: seen - people, error };
}

/** Gives those their former status back whom nobody has changed since. Throws `access.denied`, `device.*`. */
export async function undoStatus(station: BulkWriting, { changed, people }: BulkOutcome): Promise<UndoOutcome> {
  let restored = 0;
  for (const chunk of chunksOf(changed)) {
    const untouched = new Map<string, Status>();
    await Promise.all(
      chunk.map(async ({ id, before, stamp }) => {
        const now = await firstValueFrom(station.records.byId<WireRecord>(isPerson(id) ? 'people' : 'homes', id));
        if (now?.stamps['status'] === stamp) untouched.set(id, before);
      }),
    );
    restored += peopleIn(await writeStatus(station, untouched));
  }
  return { restored, kept: people - restored };
}

/** Households of these people that have another status once theirs is what it is going to be, with that status. */
async function householdsThatFollow(
  { records }: BulkWriting,
  rows: readonly PersonRow[],
  wanted: ReadonlyMap<string, Status>,
): Promise<ReadonlyMap<string, Status>> {
  const uids = new Set(rows.flatMap(({ householdUid }) => householdUid ?? []));
  const found = await Promise.all(
    [...uids].map(async (uid): Promise<readonly [string, Status] | null> => {
      const household = await records.byUid<Household & WireRecord>('homes', 'household', uid);
      if (!household) return null;
      const members = await firstValueFrom(records.find<PersonRecord>('people', { selector: { owner: uid } }));
      const isLivedIn = members.some(
        (member) => !member.mergedIntoUid && (wanted.get(member._id) ?? member.status) === 'living-here',
      );
      const status = isLivedIn ? 'current' : 'moved-out';
      return household.status === status ? null : [household._id, status];
    }),
  );
  return new Map(found.flatMap((each) => (each ? [each] : [])));
}

const isPerson = (id: string): boolean => id.startsWith('person~');
const peopleIn = (changes: readonly StatusChange[]): number => changes.filter(({ id }) => isPerson(id)).length;

async function writeStatus(
  { writer }: BulkWriting,
  wanted: ReadonlyMap<string, Status>,
): Promise<readonly StatusChange[]> {
  if (wanted.size === 0) return [];
  const before = new Map<string, Status>();
  const written = await writer.writeTogether(
    [...wanted].map(([id, status]) => ({
      kind: 'edit',
      id,
      change: (record) => {
        before.set(id, (record as WireRecord & { readonly status: Status }).status);
        return { status };
      },
    })),
  );
  return written.map(({ _id, stamps, born }) => ({
    id: _id,
    before: before.get(_id) ?? 'living-here',
    stamp: stamps['status'] ?? born,
  }));
}

function* chunksOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += CHUNK) yield all.slice(at, at + CHUNK);
}
