import { useMemo } from 'react';
import { parseDocumentId } from '#shared/schema/ids';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Dwelling } from '#shared/schema/types/home';
import type { Grid, Staff } from '#shared/schema/types/place';
import type { Reveal } from '#shared/schema/types/reveal';
import { useAll, useLiveQuery, useStation } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';

/** Somebody as queries hand them out: a child's file opened, or closed to the reader (`isClosed`). */
export type PersonRecord = OpenedPerson & WireRecord;

const allOf = (type: string) => ({
  selector: { type },
  sort: [{ type: 'asc' as const }, { rank: 'asc' as const }],
});

/** Everybody on this device; undefined while loading. */
export function usePeople(): readonly PersonRecord[] | undefined {
  return useAll<PersonRecord>('people', 'person');
}

/** Address by uid of the dwelling; undefined while loading. */
export function useAddresses(): ReadonlyMap<string, string> | undefined {
  const dwellings = useAll<Dwelling & WireRecord>('homes', 'dwelling');
  return useMemo(() => dwellings && new Map(dwellings.map(({ uid, address }) => [uid, address])), [dwellings]);
}

/** The people living in a household now, the oldest first; empty without one. */
export function useHousehold(householdUid: string | null): readonly PersonRecord[] | undefined {
  const found = useLiveQuery<PersonRecord>('people', {
    selector: { owner: householdUid ?? 'nobody' },
    sort: [{ owner: 'asc' }, { rank: 'asc' }],
  });
  return useMemo(() => found?.filter(({ status }) => status === 'living-here'), [found]);
}

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
function gridNumberOf(recordId: string): number | null {
  const grid = parseDocumentId(recordId)?.scope.split('-')[1];
  return grid === undefined ? null : Number(grid);
}
