import { useMemo } from 'react';
import type { WireRecord } from '#shared/schema/envelope';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Dwelling, Household } from '#shared/schema/types/home';
import type { Building } from '#shared/schema/types/place';
import type { HouseholdRow, PersonRow } from '#renderer/data/index';
import { useLiveQuery, useObservable, useRegisterAnswer, useStation } from '#renderer/data/index';
import { from, of } from 'rxjs';
import { useToday } from '../people/index';

export type DwellingRecord = Dwelling & WireRecord;
export type HouseholdRecord = Household & WireRecord;
export type EnterpriseRecord = Enterprise & WireRecord;

/** People of one dwelling that a panel lists; more stand in the list of residents. */
const LISTED_PEOPLE = 40;

/** Who lives in a dwelling now and which households it has, moved-out ones last; undefined while loading. */
export function useDwellingContents(
  dwellingUid: string,
):
  | { readonly people: readonly PersonRow[]; readonly total: number; readonly households: readonly HouseholdRow[] }
  | undefined {
  const today = useToday();
  return useRegisterAnswer(
    async (register) => {
      const [people, households] = await Promise.all([
        register.list({
          kind: 'person',
          filter: { dwellingUids: [dwellingUid] },
          sort: { by: 'age', descending: true },
          offset: 0,
          limit: LISTED_PEOPLE,
          today,
        }),
        register.list({
          kind: 'household',
          filter: { dwellingUids: [dwellingUid], status: 'all' },
          sort: { by: 'members', descending: true },
          offset: 0,
          limit: LISTED_PEOPLE,
          today,
        }),
      ]);
      const order = (row: HouseholdRow) => (row.status === 'current' ? 0 : 1);
      return {
        people: people.rows,
        total: people.total,
        households: [...households.rows].sort((a, b) => order(a) - order(b)),
      };
    },
    [dwellingUid, today],
  );
}

/** A building by uid: undefined while loading, null where there is none. */
export function useBuilding(uid: string | null): (Building & WireRecord) | null | undefined {
  const buildings = useLiveQuery<Building & WireRecord>('reference', { selector: { type: 'building' } });
  return useMemo(
    () => (uid === null ? null : buildings && (buildings.find((building) => building.uid === uid) ?? null)),
    [buildings, uid],
  );
}

/** A dwelling by uid: undefined while loading, null where this device holds none. */
export function useDwelling(uid: string | null): DwellingRecord | null | undefined {
  const { records } = useStation();
  return useObservable(
    useMemo(
      () => (uid === null ? of(null) : from(records.byUid<DwellingRecord>('homes', 'dwelling', uid))),
      [records, uid],
    ),
  );
}
