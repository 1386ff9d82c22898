import type { CalendarDate } from '#shared/domain/calendar/date';
import { keyKindsOf } from '#shared/domain/people/key-people';
import { livingAloneOf } from '#shared/domain/people/living-alone';
import type { PersonEntry } from '../entries';
import { ALL_KINDS, FLAG, kindBits } from './flags';
import type { State } from './state';

/** What follows from many records together, by ref of a household or dwelling. */
export interface Counts {
  readonly today: CalendarDate;
  /** People living there now, those of closed files among them. */
  readonly residents: Uint32Array;
  /** Key people living there whose files are open to the reader. */
  readonly keyPeople: Uint32Array;
  /** Bits of the kinds of those. */
  readonly kinds: Uint32Array;
  /** Current households in a dwelling. */
  readonly households: Uint32Array;
}

/** What has to be looked at anew by whoever keeps something made from the records. */
export interface Stale {
  /** Slots of people whose own record, home or household has changed. */
  readonly people: readonly number[];
  readonly dwellings: readonly number[];
  readonly households: readonly number[];
  readonly enterprises: readonly number[];
  /** Everything is judged by other rules, or on another day. */
  readonly isRejudged: boolean;
}

/** Brings counts and kinds up to date with the records; `onStale` is told what has changed since the last time. */
export function createSettling(state: State, onStale: (stale: Stale) => void) {
  let counts: Counts = {
    today: '',
    residents: new Uint32Array(0),
    keyPeople: new Uint32Array(0),
    kinds: new Uint32Array(0),
    households: new Uint32Array(0),
  };
  /** By ref: 1 for the homes of people that the present settling renews. */
  let near = new Uint8Array(0);

  function isCalm(): boolean {
    const { people, dwellings, households, enterprises, subjects, rules, hasHomes } = state.touched;
    const slots = people.size + dwellings.size + households.size + enterprises.size + subjects.size;
    return slots === 0 && !rules && !hasHomes;
  }

  function countResidents(): Uint32Array {
    const { flags, households, dwellings } = state.people;
    const residents = new Uint32Array(state.refs.size);
    for (let slot = 0; slot < state.people.entries.length; slot += 1) {
      if (!livesHere(flags[slot] as number)) continue;
      const household = households[slot] as number;
      const dwelling = dwellings[slot] as number;
      if (household >= 0) (residents[household] as number) += 1;
      if (dwelling >= 0) (residents[dwelling] as number) += 1;
    }
    return residents;
  }

  /** Slots of people for whom something has changed, kinds renewed for them. */
  function renewPeople(residents: Uint32Array, isNewDay: boolean, today: CalendarDate): readonly number[] {
    const { entries, flags, households, dwellings, registered } = state.people;
    const { people: touched, refs: isTouchedRef, hasHomes } = state.touched;
    const before = counts.residents;
    const changed: number[] = [];
    near = new Uint8Array(residents.length);
    const isTouchedHome = (ref: number): boolean => ref >= 0 && isTouchedRef[ref] === 1;
    for (let slot = 0; slot < entries.length; slot += 1) {
      const entry = entries[slot];
      if (entry === undefined) continue;
      const household = households[slot] as number;
      const hasOthers = household >= 0 && residents[household] !== (before[household] ?? 0);
      const isTouched =
        hasOthers ||
        touched.has(slot) ||
        (hasHomes &&
          (isTouchedHome(household) ||
            isTouchedHome(dwellings[slot] as number) ||
            isTouchedHome(registered[slot] as number)));
      if (isTouched) {
        changed.push(slot);
        if (household >= 0) near[household] = 1;
        if ((dwellings[slot] as number) >= 0) near[dwellings[slot] as number] = 1;
      }
      if (!isTouched && !isNewDay) continue;
      const kinds = bitsOf(entry, household < 0 ? 0 : (residents[household] as number), today);
      flags[slot] = ((flags[slot] as number) & ~ALL_KINDS) | kinds;
    }
    for (const slot of touched) if (entries[slot] === undefined) changed.push(slot);
    return changed;
  }

  function countKinds(residents: Uint32Array, today: CalendarDate): Counts {
    const { flags, households, dwellings } = state.people;
    const next = {
      today,
      residents,
      keyPeople: new Uint32Array(residents.length),
      kinds: new Uint32Array(residents.length),
      households: new Uint32Array(residents.length),
    };
    for (let slot = 0; slot < state.people.entries.length; slot += 1) {
      const bits = flags[slot] as number;
      const kinds = bits & ALL_KINDS;
      // Which home has a child whose file is closed says where the child lives.
      if (kinds === 0 || !livesHere(bits) || bits & FLAG.closed) continue;
      for (const ref of [households[slot] as number, dwellings[slot] as number]) {
        if (ref < 0) continue;
        (next.keyPeople[ref] as number) += 1;
        (next.kinds[ref] as number) |= kinds;
      }
    }
    const { flags: states, dwellings: homes } = state.households;
    for (let slot = 0; slot < state.households.entries.length; slot += 1) {
      if (((states[slot] as number) & (FLAG.shown | FLAG.gone)) !== FLAG.shown) continue;
      (next.households[homes[slot] as number] as number) += 1;
    }
    return next;
  }

  /** Dwellings and households that show somebody or somewhere that has changed. */
  function staleHomes(residents: Uint32Array): Pick<Stale, 'dwellings' | 'households'> {
    const { touched, households, dwellings } = state;
    const staleDwellings = new Set(touched.dwellings);
    const staleHouseholds = new Set(touched.households);
    for (let ref = 0; ref < residents.length; ref += 1) {
      if (near[ref] !== 1 && residents[ref] === (counts.residents[ref] ?? 0)) continue;
      const dwelling = dwellings.slotByRef[ref] ?? -1;
      const household = households.slotByRef[ref] ?? -1;
      if (dwelling >= 0) staleDwellings.add(dwelling);
      if (household >= 0) staleHouseholds.add(household);
    }
    const { refs: isTouched } = touched;
    for (let slot = 0; slot < households.entries.length; slot += 1) {
      if (households.entries[slot] === undefined) continue;
      const dwelling = households.dwellings[slot] as number;
      const head = households.heads[slot] as number;
      if (isTouched[dwelling] === 1 || (head >= 0 && isTouched[head] === 1)) staleHouseholds.add(slot);
    }
    return { dwellings: [...staleDwellings], households: [...staleHouseholds] };
  }

  return {
    /** As they stand on that day. */
    settle(today: CalendarDate): Counts {
      const isNewDay = counts.today !== today;
      if (!isNewDay && isCalm()) return counts;
      const { touched } = state;
      for (const uid of touched.subjects) touchSubject(state, uid);
      const residents = countResidents();
      const people = renewPeople(residents, isNewDay, today);
      const stale: Stale = {
        people,
        ...staleHomes(residents),
        enterprises: [...touched.enterprises],
        isRejudged: touched.rules || (isNewDay && counts.today !== ''),
      };
      counts = countKinds(residents, today);
      touched.people.clear();
      touched.dwellings.clear();
      touched.households.clear();
      touched.enterprises.clear();
      touched.subjects.clear();
      touched.refs.fill(0);
      touched.hasHomes = false;
      touched.rules = false;
      onStale(stale);
      return counts;
    },
  };
}

/** A certificate or a decision about somebody or a home counts as a change of it. */
function touchSubject({ people, dwellings, households, touched }: State, uid: string): void {
  const slots = [people.findUid(uid), dwellings.findUid(uid), households.findUid(uid)] as const;
  if (slots[0] >= 0) touched.people.add(slots[0]);
  if (slots[1] >= 0) touched.dwellings.add(slots[1]);
  if (slots[2] >= 0) touched.households.add(slots[2]);
}

const LIVES_HERE = FLAG.shown;
const livesHere = (flags: number): boolean => (flags & (FLAG.shown | FLAG.gone | FLAG.deceased)) === LIVES_HERE;

function bitsOf(entry: PersonEntry, residents: number, today: CalendarDate): number {
  return kindBits(keyKindsOf(entry, livingAloneOf(entry, residents), today));
}
