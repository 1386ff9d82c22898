import type { DwellingRow, EnterpriseRow, HouseholdRow, PersonRow, RegisterKind, RegisterRows } from '../types';
import { FLAG, kindsOf } from './flags';
import type { Counts } from './settle';
import type { State } from './state';

/** Makes what lists show of a slot; null for one that is not shown. */
export function createRows(state: State) {
  const { people, dwellings, households, enterprises } = state;

  /** Of the dwelling with that ref; '' where it is not known here, or not shown. */
  function addressOf(ref: number): string {
    const slot = ref < 0 ? -1 : (dwellings.slotByRef[ref] ?? -1);
    if (slot < 0 || ((dwellings.flags[slot] as number) & FLAG.shown) === 0) return '';
    return dwellings.entries[slot]?.address ?? '';
  }

  /** Of the head of the household in that slot; null without one, or one whose file is closed. */
  function headName(household: number): string | null {
    const head = households.heads[household] ?? -1;
    const slot = head < 0 ? -1 : (people.slotByRef[head] ?? -1);
    return slot >= 0 && people.isShown(slot) ? (people.entries[slot]?.name ?? null) : null;
  }

  function person(slot: number): PersonRow | null {
    const entry = people.entries[slot];
    const flags = people.flags[slot] as number;
    if (!entry || (flags & FLAG.shown) === 0) return null;
    const { id, uid, grid, name, birthDate, status, changedAtMs } = entry;
    const common = { id, uid, grid, birthDate, status, kinds: kindsOf(flags), changedAtMs };
    // Where a child lives, and with whom, says whose file it is.
    if (name === null) return { ...common, ...CLOSED };
    return {
      ...common,
      name,
      sex: entry.sex,
      relation: entry.relation,
      disability: entry.disability,
      householdUid: entry.householdUid,
      dwellingUid: entry.dwellingUid,
      address: addressOf(people.dwellings[slot] as number),
      phoneTail: entry.phoneTail,
      idTail: entry.idTail,
      isRegisteredHere: entry.registeredDwellingUid !== null,
    };
  }

  function dwelling(slot: number, counts: Counts): DwellingRow | null {
    const entry = dwellings.entries[slot];
    if (!entry || ((dwellings.flags[slot] as number) & FLAG.shown) === 0) return null;
    const { id, uid, grid, buildingUid, address, unit, floor, room, use, changedAtMs } = entry;
    const ref = dwellings.refs[slot] as number;
    return {
      id,
      uid,
      grid,
      buildingUid,
      address,
      unit,
      floor,
      room,
      use,
      households: counts.households[ref] ?? 0,
      residents: counts.residents[ref] ?? 0,
      keyPeople: counts.keyPeople[ref] ?? 0,
      changedAtMs,
    };
  }

  function household(slot: number, counts: Counts): HouseholdRow | null {
    const entry = households.entries[slot];
    if (!entry || ((households.flags[slot] as number) & FLAG.shown) === 0) return null;
    const { id, uid, grid, dwellingUid, status, changedAtMs } = entry;
    const ref = households.refs[slot] as number;
    return {
      id,
      uid,
      grid,
      dwellingUid,
      address: addressOf(households.dwellings[slot] as number),
      headName: headName(slot),
      members: counts.residents[ref] ?? 0,
      kinds: kindsOf(counts.kinds[ref] ?? 0),
      status,
      changedAtMs,
    };
  }

  function enterprise(slot: number): EnterpriseRow | null {
    const entry = enterprises.entries[slot];
    if (!entry || ((enterprises.flags[slot] as number) & FLAG.shown) === 0) return null;
    const { id, uid, grid, name, kind, creditCode, address, employees, isHazardous, status, changedAtMs } = entry;
    return { id, uid, grid, name, kind, creditCode, address, employees, isHazardous, status, changedAtMs };
  }

  return {
    addressOf,
    headName,
    person,
    dwelling,
    of<K extends RegisterKind>(kind: K, slot: number, counts: Counts): RegisterRows[K] | null {
      const make = { person, dwelling, household, enterprise }[kind] as (
        slot: number,
        counts: Counts,
      ) => RegisterRows[K] | null;
      return make(slot, counts);
    },
  };
}

export type Rows = ReturnType<typeof createRows>;

const CLOSED = {
  name: null,
  sex: null,
  relation: null,
  disability: null,
  householdUid: null,
  dwellingUid: null,
  address: '',
  phoneTail: null,
  idTail: null,
  isRegisteredHere: false,
} as const;
