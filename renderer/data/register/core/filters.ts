import type { CalendarDate } from '#shared/domain/calendar/date';
import { DWELLING_USES } from '#shared/schema/types/home';
import type { ListFilter, RegisterKind } from '../types';
import { FLAG, kindBits } from './flags';
import { UNKNOWN_USE } from './homes';
import { keepAnyBit, keepAnyBitOf, keepBetween, keepBits, keepBoth, keepMarked, marked, type Marks } from './marks';
import { dayNumber } from './people';
import type { Counts } from './settle';
import type { State } from './state';

/** A question to one kind: what `found` marks is what its text finds, null without text. */
export interface Asked {
  readonly kind: RegisterKind;
  readonly filter: ListFilter;
  readonly found: Marks | null;
  readonly today: CalendarDate;
}

/** Marks the slots of the kind that the filter leaves. */
export function marksOf(state: State, counts: Counts, { kind, filter, found, today }: Asked): Marks {
  const table = {
    person: state.people,
    dwelling: state.dwellings,
    household: state.households,
    enterprise: state.enterprises,
  }[kind];
  const marks: Marks = new Uint8Array(table.entries.length).fill(1);
  const { mask, wanted } = bitsOf(kind, filter);
  keepBits(marks, table.flags, mask, wanted);
  const kinds = filter.kinds?.length ? kindBits(filter.kinds) : 0;
  const homes = homesOf(state, filter);
  if (kind === 'person') {
    const { flags, births, dwellings } = state.people;
    if (kinds !== 0) keepAnyBit(marks, flags, kinds);
    if (filter.ageFrom !== undefined || filter.ageTo !== undefined) {
      const [from, to] = birthsBetween(filter, today);
      keepBetween(marks, births, from, to);
    }
    if (homes) keepMarked(marks, dwellings, homes);
  } else if (kind === 'enterprise') {
    keepEnterprises(marks, state, filter);
  } else {
    const { refs } = table;
    if (kinds !== 0) keepAnyBitOf(marks, refs, counts.kinds, kinds);
    if (homes) keepMarked(marks, kind === 'dwelling' ? refs : state.households.dwellings, homes);
    if (kind === 'dwelling' && filter.uses) keepMarked(marks, state.dwellings.uses, usesOf(filter.uses));
  }
  if (filter.grids) keepMarked(marks, table.grids, marked(filter.grids, GRIDS));
  if (found) keepBoth(marks, found);
  return marks;
}

/** Above every grid number that a `Uint16Array` holds. */
const GRIDS = 1 << 16;

function bitsOf(kind: RegisterKind, filter: ListFilter): { readonly mask: number; readonly wanted: number } {
  let mask: number = FLAG.shown;
  let wanted: number = FLAG.shown;
  const want = (bit: number, isSet: boolean | undefined): void => {
    if (isSet === undefined) return;
    mask |= bit;
    if (isSet) wanted |= bit;
  };
  const { status } = filter;
  if (kind !== 'dwelling' && status !== 'all') {
    want(FLAG.gone, status === 'moved-out' || status === 'closed');
    if (kind === 'person') want(FLAG.deceased, status === 'deceased');
  }
  want(FLAG.hasFindings, filter.hasFindings);
  if (kind === 'enterprise') want(FLAG.hazardous, filter.isHazardous);
  if (kind === 'person') {
    if (filter.sex) want(FLAG[filter.sex], true);
    want(FLAG.hasPhone, filter.hasPhone);
    want(FLAG.hasCitizenId, filter.hasCitizenId);
    want(FLAG.registeredHere, filter.isRegisteredHere);
    // A closed file answers no question whose answer would be about it.
    if (asksAboutFile(filter)) want(FLAG.closed, false);
  }
  return { mask, wanted };
}

const asksAboutFile = (filter: ListFilter): boolean =>
  filter.sex !== undefined ||
  filter.hasPhone !== undefined ||
  filter.hasCitizenId !== undefined ||
  filter.isRegisteredHere !== undefined ||
  filter.hasFindings !== undefined ||
  filter.buildingUids !== undefined ||
  filter.dwellingUids !== undefined;

/** Birth dates, as numbers, of those who are that old today: a difference of 10,000 is a full year. */
function birthsBetween({ ageFrom = 0, ageTo = Infinity }: ListFilter, today: CalendarDate): readonly [number, number] {
  const now = dayNumber(today);
  const from = ageTo === Infinity ? 0 : now - (ageTo + 1) * 10_000 + 1;
  const to = ageFrom <= 0 ? Infinity : now - ageFrom * 10_000;
  return [from, to];
}

const usesOf = (uses: NonNullable<ListFilter['uses']>): Uint8Array =>
  marked(
    uses.map((use) => (use === 'unknown' ? UNKNOWN_USE : DWELLING_USES.indexOf(use))),
    UNKNOWN_USE + 1,
  );

/** By ref: 1 for the dwellings that are among those asked for, in one of the buildings; null where neither is asked for. */
function homesOf({ refs, dwellings }: State, { buildingUids, dwellingUids }: ListFilter): Uint8Array | null {
  if (!buildingUids && !dwellingUids) return null;
  const refsOf = (uids: readonly string[]) =>
    marked(
      uids.map((uid) => refs.known(uid)),
      refs.size,
    );
  const homes = dwellingUids ? refsOf(dwellingUids) : new Uint8Array(refs.size).fill(1);
  if (!buildingUids) return homes;
  const inBuildings = refsOf(buildingUids);
  const both = new Uint8Array(refs.size);
  for (let slot = 0; slot < dwellings.entries.length; slot += 1) {
    if (dwellings.entries[slot] === undefined || inBuildings[dwellings.buildings[slot] as number] !== 1) continue;
    const ref = dwellings.refs[slot] as number;
    if (homes[ref] === 1) both[ref] = 1;
  }
  return both;
}

/** They are few. */
function keepEnterprises(marks: Marks, { enterprises }: State, filter: ListFilter): void {
  const { enterpriseKinds, buildingUids, dwellingUids } = filter;
  enterprises.entries.forEach((entry, slot) => {
    if (!entry) return;
    const isWanted =
      (!enterpriseKinds || enterpriseKinds.includes(entry.kind)) &&
      (!buildingUids || buildingUids.includes(entry.buildingUid ?? '')) &&
      (!dwellingUids || dwellingUids.includes(entry.dwellingUid ?? ''));
    if (!isWanted) marks[slot] = 0;
  });
}
