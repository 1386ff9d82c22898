import type { CalendarDate } from '#shared/domain/calendar/date';
import type { RecordStore } from '#shared/sync/ports';
import type { PersonRow, Register } from '../register/types';
import type { DeskCandidate, StationDesk } from './desk-types';
import type { StationPerson } from '#shared/domain/roster/index';

export interface StationDeskDeps {
  readonly register: Register;
  readonly store: Pick<RecordStore, 'read'>;
  today(): CalendarDate;
}

/** From this certainty on (`Alike`) a row asks whether it is about somebody who is there. */
const LIKELY = 0.6;

/** More than any grid has; lists are asked for in one piece. */
const ALL = 1_000_000;

/** See `StationDesk`: answers from the register, so that digests stay there. */
export function createStationDesk({ register, store, today }: StationDeskDeps): StationDesk {
  async function peopleById(ids: readonly string[]): Promise<ReadonlyMap<string, StationPerson>> {
    const rows = ids.length === 0 ? [] : await register.rows('person', ids, today());
    return new Map(rows.map((row) => [row.id, personOf(row)]));
  }

  async function alikeTo(candidate: DeskCandidate): Promise<StationPerson | null> {
    const [best] = await register.alike(candidate, 1);
    return best && best.certainty >= LIKELY ? personOf(best.person) : null;
  }

  return {
    async people(citizenIds) {
      const found = await register.byCitizenId(citizenIds);
      const people = await peopleById(found.flatMap(([id]) => id ?? []));
      return found.map(([id]) => (id === undefined ? null : (people.get(id) ?? null)));
    },

    async dwellings(keys) {
      const rows = await register.byAddress(keys);
      const uids = rows.flatMap((row) => row?.uid ?? []);
      const { rows: households } =
        uids.length === 0
          ? { rows: [] }
          : await register.list({
              kind: 'household',
              filter: { dwellingUids: uids },
              sort: { by: 'address', descending: false },
              offset: 0,
              limit: ALL,
              today: today(),
            });
      const records = await store.read(
        'homes',
        households.map(({ id }) => id),
      );
      return rows.map((row) => {
        if (!row) return null;
        const { id, uid, grid, buildingUid } = row;
        const here = households.filter(({ dwellingUid }) => dwellingUid === uid);
        return {
          id,
          uid,
          grid,
          buildingUid,
          households: here.map((household) => ({
            uid: household.uid,
            headUid: (records.get(household.id)?.['headUid'] ?? null) as string | null,
            headName: household.headName,
          })),
        };
      });
    },

    alike: (candidates) => Promise.all(candidates.map(alikeTo)),

    async enterprises() {
      const { rows } = await register.list({
        kind: 'enterprise',
        filter: { status: 'all' },
        sort: { by: 'name', descending: false },
        offset: 0,
        limit: ALL,
        today: today(),
      });
      return rows.map(({ id, uid, grid, creditCode, name }) => ({ id, uid, grid, creditCode, name }));
    },
  };
}

const personOf = ({ id, uid, grid, name, birthDate, householdUid, dwellingUid }: PersonRow): StationPerson => ({
  id,
  uid,
  grid,
  name,
  birthDate,
  householdUid,
  dwellingUid,
});
