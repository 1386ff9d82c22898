import { useMemo } from 'react';
import { canonicalUids } from '#shared/domain/people/merged';
import { parseDocumentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Merge } from '#shared/schema/types/merge';
import type { Grid, Staff } from '#shared/schema/types/place';
import type { Reveal } from '#shared/schema/types/reveal';
import { useAll, useLiveQuery, useRegisterAnswer, useStation } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';

/** Somebody as queries hand them out: a child's file opened, or closed to the reader (`isClosed`). */
export type PersonRecord = OpenedPerson & WireRecord;

const allOf = (type: string) => ({
  selector: { type },
  sort: [{ type: 'asc' as const }, { rank: 'asc' as const }],
});

/** Address of a dwelling: undefined while loading, null for none and for one that this device does not know. */
export function useAddress(dwellingUid: string | null): string | null | undefined {
  const answer = useRegisterAnswer(
    async (register) => {
      const [address = null] = dwellingUid === null ? [] : await register.addresses([dwellingUid]);
      return { dwellingUid, address };
    },
    [dwellingUid],
  );
  if (dwellingUid === null) return null;
  return answer?.dwellingUid === dwellingUid ? answer.address : undefined;
}

/** The people living in a household now, the oldest first; empty without one. */
export function useHousehold(householdUid: string | null): readonly PersonRecord[] | undefined {
  const found = useLiveQuery<PersonRecord>('people', {
    selector: { owner: householdUid ?? 'nobody' },
    sort: [{ owner: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(
    () => found?.filter(({ status, mergedIntoUid }) => status === 'living-here' && !mergedIntoUid),
    [found],
  );
}

export type MergeRecord = Merge & WireRecord;

/** Every merge on this device, undone ones too; undefined while loading. */
export function useMerges(): readonly MergeRecord[] | undefined {
  return useAll<MergeRecord>('people', 'merge');
}

/** Whose file a person's uid means (`canonicalUids`); itself while merges are being read. The function stays the same until one changes. */
export function useCanonicalUids(): (uid: string) => string {
  const merges = useMerges();
  return useMemo(() => canonicalUids(standing(merges ?? [])), [merges]);
}

/** The uids whose visits, certificates and consents are this person's: the own one first, then those of files merged into it. */
export function useUidsOf(personUid: string): readonly string[] {
  const merges = useMerges();
  return useMemo(() => {
    const pairs = standing(merges ?? []);
    const canonical = canonicalUids(pairs);
    const mine = pairs.flatMap(({ uid }) => (uid !== personUid && canonical(uid) === personUid ? [uid] : []));
    return [personUid, ...new Set(mine)].slice(0, MOST_FILES_OF_ONE);
  }, [merges, personUid]);
}

const MOST_FILES_OF_ONE = 20;

const standing = (merges: readonly MergeRecord[]) =>
  merges.flatMap(({ state, mergedUid, keptUid }) =>
    state === 'merged' ? [{ uid: mergedUid, mergedIntoUid: keptUid }] : [],
  );

/** Name of a staff member by uid, or null for somebody unknown here. */
export function useStaffNames(): (uid: string) => string | null {
  const staff = useLiveQuery<Staff & WireRecord>('reference', allOf('staff'));
  return useMemo(() => {
    const names = new Map(staff?.map(({ uid, name }) => [uid, name]));
    return (uid) => names.get(uid) ?? null;
  }, [staff]);
}

/** What the grid of a record is called, or null while that is not known. */
export function useGridNames(): (recordId: string) => string | null {
  const language = useLanguage();
  const grids = useLiveQuery<Grid & WireRecord>('reference', allOf('grid'));
  return (recordId) => {
    const number = gridNumberOf(recordId);
    const name = grids?.find((grid) => grid.number === number)?.name;
    return name ? ((language === 'en' ? name.en : undefined) ?? name.zh) : null;
  };
}

export type RevealRecord = Reveal & WireRecord;

/** Who looked at masked values of a record, newest first, at most `limit`; undefined while loading. */
export function useReveals(subjectUid: string, limit: number): readonly RevealRecord[] | undefined {
  return useLiveQuery<RevealRecord>('access', {
    selector: { owner: subjectUid },
    sort: [{ owner: 'asc' }, { rank: 'asc' }],
    limit,
  });
}

/** Whether the record lies in a grid that the signed-in person works in: only there are addresses shown in full. */
export function useIsOwnGrid(): (recordId: string) => boolean {
  const { gridNumbers } = useStation().session.staff;
  return (recordId) => gridNumbers.includes(gridNumberOf(recordId) ?? 0);
}

/** The scope that an `_id` names; '' for what is no `_id`. */
export const scopeOf = (recordId: string): string => parseDocumentId(recordId)?.scope ?? '';

/** Number of the grid that an `_id` names, or null outside grids. */
export function gridNumberOf(recordId: string): number | null {
  const grid = parseDocumentId(recordId)?.scope.split('-')[1];
  return grid === undefined ? null : Number(grid);
}
