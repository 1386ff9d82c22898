import { createImportBook, isShown, type ImportBook } from '../../visibility';
import type { BatchEntry, BuildingEntry, RegisterChange, RegisterEntry, RuleEntry, VisitEntry } from '../entries';
import { reaching } from './arrays';
import { createCare, type Care } from './care';
import { createEnterprises, type Enterprises } from './enterprises';
import { FLAG } from './flags';
import { createDwellings, createHouseholds, type Dwellings, type Households } from './homes';
import { createNumbers, type Numbers } from './numbers';
import { createPapers, type Papers } from './papers';
import { createPeople, type People } from './people';
import { createRefs, type Refs } from './refs';

/** Everything the register holds, and what has changed since `settle` last looked. */
export interface State {
  readonly refs: Refs;
  readonly imports: ImportBook;
  readonly people: People;
  /** People by digests of their citizen ids and phones; `takeNumbers` first. */
  readonly numbers: Numbers;
  /** People whose numbers are not in there yet. */
  readonly unnumbered: number;
  /** Takes them in until that time (`performance.now`). */
  takeNumbers(untilMs: number): void;
  readonly dwellings: Dwellings;
  readonly households: Households;
  readonly enterprises: Enterprises;
  /** Whether a building is known here, and shown. */
  hasBuilding(uid: string): boolean;
  readonly papers: Papers;
  /** By `_id`. */
  readonly visits: ReadonlyMap<string, VisitEntry>;
  readonly care: Care;
  readonly rules: ReadonlyMap<string, RuleEntry>;
  readonly touched: Touched;
  /** Every entry, homes before people. */
  all(): readonly RegisterEntry[];
  apply(changes: readonly RegisterChange[]): void;
}

/** Slots and refs whose records have changed. */
export interface Touched {
  readonly people: Set<number>;
  readonly dwellings: Set<number>;
  readonly households: Set<number>;
  readonly enterprises: Set<number>;
  /** By ref: 1 where a person, dwelling or household came, went or changed. */
  refs: Uint8Array;
  /** A dwelling or household is among them. */
  hasHomes: boolean;
  /** Uids of people and homes whose certificates or decisions changed. */
  readonly subjects: Set<string>;
  rules: boolean;
}

/** People between two looks at the clock. */
const STEP = 256;

/** `State` without any record. */
export function createState(): State {
  const refs = createRefs();
  const imports = createImportBook();
  const people = createPeople(refs);
  const numbers = createNumbers();
  const dwellings = createDwellings(refs);
  const households = createHouseholds(refs);
  const enterprises = createEnterprises(refs);
  const buildings = new Map<string, BuildingEntry>();
  const rules = new Map<string, RuleEntry>();
  const visits = new Map<string, VisitEntry>();
  const care = createCare();
  const batches = new Map<string, BatchEntry>();
  const touched: Touched = {
    people: new Set(),
    dwellings: new Set(),
    households: new Set(),
    enterprises: new Set(),
    refs: new Uint8Array(0),
    hasHomes: false,
    subjects: new Set(),
    rules: false,
  };

  const papers = createPapers((subjectUid) => void touched.subjects.add(subjectUid));

  const touchRef = (ref: number): void => {
    touched.refs = reaching(touched.refs, ref);
    touched.refs[ref] = 1;
  };
  const touchHome = (ref: number): void => {
    touchRef(ref);
    touched.hasHomes = true;
  };
  const touchPerson = (slot: number): void => {
    touched.people.add(slot);
    touchRef(people.refs[slot] as number);
  };

  /** Slots of people whose numbers are not among `numbers` yet: nobody waits for a list because of them. */
  const unnumbered = new Set<number>();
  function takeNumbers(untilMs: number): void {
    let left = STEP;
    for (const slot of unnumbered) {
      unnumbered.delete(slot);
      const entry = people.entries[slot];
      // Whoever has the same number is judged by it too.
      const others = numbers.set(slot, entry?.idDigest ?? null, entry?.phoneDigest ?? null);
      for (const other of others) touched.people.add(other);
      left -= 1;
      if (left > 0) continue;
      if (performance.now() >= untilMs) return;
      left = STEP;
    }
  }

  function takeHome({ refs: ofSlots }: Dwellings | Households, slots: Set<number>, slot: number): void {
    if (slot < 0) return;
    slots.add(slot);
    touchHome(ofSlots[slot] as number);
  }

  function put(entry: RegisterEntry): void {
    switch (entry.type) {
      case 'person': {
        const slot = people.take(entry, isShown(entry, imports));
        unnumbered.add(slot);
        return touchPerson(slot);
      }
      case 'dwelling':
        return takeHome(dwellings, touched.dwellings, dwellings.take(entry, isShown(entry, imports)));
      case 'household':
        return takeHome(households, touched.households, households.take(entry, isShown(entry, imports)));
      case 'enterprise':
        return void touched.enterprises.add(enterprises.take(entry, isShown(entry, imports)));
      case 'building':
        buildings.set(entry.uid, entry);
        touched.rules = true;
        return;
      case 'certificate':
      case 'finding':
        return papers.put(entry);
      case 'visit':
        return void visits.set(entry.id, entry);
      case 'visit-plan':
      case 'assessment':
      case 'sensor':
      case 'reading-month':
      case 'risk-report':
        return care.put(entry);
      case 'quality-rule':
        rules.set(entry.id, entry);
        touched.rules = true;
        return;
      case 'import-batch':
        batches.set(entry.id, entry);
        if (imports.put(entry.id, entry)) showAgain();
    }
  }

  function remove(id: string): void {
    switch (id.slice(0, id.indexOf('~'))) {
      case 'person': {
        const slot = people.remove(id);
        if (slot < 0) return;
        unnumbered.add(slot);
        return touchPerson(slot);
      }
      case 'dwelling':
        return takeHome(dwellings, touched.dwellings, dwellings.remove(id));
      case 'household':
        return takeHome(households, touched.households, households.remove(id));
      case 'enterprise': {
        const slot = enterprises.remove(id);
        if (slot >= 0) touched.enterprises.add(slot);
        return;
      }
      case 'building':
        // The key of a building's id is its uid.
        buildings.delete(id.slice(id.lastIndexOf('~') + 1));
        touched.rules = true;
        return;
      case 'certificate':
      case 'finding':
        return papers.remove(id);
      case 'visit':
        return void visits.delete(id);
      case 'visit-plan':
      case 'assessment':
      case 'sensor':
      case 'reading-month':
      case 'risk-report':
        return care.remove(id);
      case 'quality-rule':
        touched.rules = rules.delete(id) || touched.rules;
        return;
      case 'import-batch':
        batches.delete(id);
        if (imports.remove(id)) showAgain();
    }
  }

  /** An import became complete, or is so no more: what it brought comes or goes. */
  function showAgain(): void {
    people.entries.forEach((entry, slot) => {
      if (!entry?.importUid) return;
      const isNow = isShown(entry, imports);
      if ((((people.flags[slot] as number) & FLAG.shown) !== 0) === isNow) return;
      people.show(slot, isNow);
      touchPerson(slot);
    });
    for (const table of [dwellings, households, enterprises]) {
      table.entries.forEach((entry) => {
        if (entry?.importUid) put(entry);
      });
    }
  }

  return {
    refs,
    imports,
    people,
    numbers,
    get unnumbered() {
      return unnumbered.size;
    },
    takeNumbers,
    dwellings,
    households,
    enterprises,
    hasBuilding(uid) {
      const building = buildings.get(uid);
      return building !== undefined && isShown(building, imports);
    },
    papers,
    visits,
    care,
    rules,
    touched,
    all: () => [
      ...batches.values(),
      ...rules.values(),
      ...buildings.values(),
      ...present(dwellings.entries),
      ...present(households.entries),
      ...present(enterprises.entries),
      ...papers.all(),
      ...care.all(),
      ...visits.values(),
      ...people.byHousehold(),
    ],
    apply(changes) {
      for (const change of changes) {
        if (change.kind === 'put') put(change.entry);
        else remove(change.id);
      }
    },
  };
}

const present = <E>(entries: readonly (E | undefined)[]): readonly E[] =>
  entries.filter((entry) => entry !== undefined);
