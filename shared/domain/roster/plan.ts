import type { StationPerson } from './context';
import { planHomes, type HomesPlan } from './plan-homes';
import { planHouseholds, type HouseholdsPlan } from './plan-households';
import { enterpriseChange, enterpriseRecord } from './plan-enterprises';
import { householdRecord, personChange, personRecords, type PlacedPerson, type PlannedHousehold } from './plan-people';
import type { PlanChunk, PlanInput } from './plan-types';
import type {
  PlannedChange,
  PlannedRecord,
  RosterDwelling,
  RosterHome,
  RosterPerson,
  RosterRow,
  RowDecision,
} from './types';

/**
 * All that an import makes and changes: buildings first, then homes with their households and people, in the order of the file. The
 * same input gives the same plan, but for the uids.
 */
export function* planImport(input: PlanInput): Generator<PlanChunk> {
  const homes = planHomes(input);
  const households = planHouseholds(input);
  const people = placeAll(input, homes, households);
  const out = chunks(input.options.chunkRecords);
  for (const building of homes.buildings()) {
    out.add([building], []);
    yield* out.full();
  }
  // A household waits for its last row; rows of one follow one another in most rosters, so few wait.
  const waiting = new Map<PlannedHousehold, { left: number; readonly parts: Part[] }>();
  for (const row of input.rows) {
    const placed = people.get(row.index);
    const part = partOf(row, placed, homes, input);
    if (!part) continue;
    const household = placed?.household ?? null;
    if (!household) {
      out.add(...flush([part], null, homes, input));
    } else {
      const waits = waiting.get(household) ?? { left: household.rows, parts: [] };
      waits.parts.push(part);
      waits.left -= 1;
      if (waits.left > 0) waiting.set(household, waits);
      else {
        waiting.delete(household);
        out.add(...flush(waits.parts, household, homes, input));
      }
    }
    yield* out.full();
  }
  yield* out.rest();
}

/** What one row comes to. */
interface Part {
  /** Of the dwelling that has to be there first. */
  readonly homeKey: string | null;
  readonly records: readonly PlannedRecord[];
  readonly changes: readonly PlannedChange[];
}

/** Where everybody lives and with whom, before anything is made: heads may stand below their families. */
function placeAll(input: PlanInput, homes: HomesPlan, households: HouseholdsPlan): ReadonlyMap<number, Placed> {
  const people = new Map<number, Placed>();
  for (const { index, content, grid } of input.rows) {
    if (content.kind === 'dwelling') placeDwelling(content.dwelling, grid, homes);
    if (content.kind !== 'person' && content.kind !== 'household') continue;
    const { person } = content;
    const decision = input.decisionOf(index);
    const match = decision === 'new' ? null : input.personAt(index);
    if (decision === 'skip' && !match) continue;
    const home = person.home ?? null;
    const livesThere = home !== null && (!match || mayMoveIn(match, decision, home, grid, homes));
    const dwelling = livesThere ? homes.place(home, grid) : null;
    const uid = match?.uid ?? input.options.newUid();
    const name = input.householdOf(index);
    const isSomebody = match !== null || isWhole(person);
    households.add({ name, uid, person, match, dwelling, isSomebody });
    people.set(index, { uid, match, dwelling, name, household: null });
  }
  households.settle();
  for (const [index, placed] of people) people.set(index, { ...placed, household: households.find(placed.name) });
  return people;
}

/**
 * Whether somebody of the station is to live in the home of the row. Nobody moves from one grid to another by an import, nor out of
 * the home on file unless that is overwritten.
 */
function mayMoveIn(
  { grid, dwellingUid }: StationPerson,
  decision: RowDecision,
  home: RosterHome,
  rowGrid: number | null,
  homes: HomesPlan,
): boolean {
  const there = homes.find(home.key);
  const isInGrid = (there?.grid ?? home.grid ?? rowGrid) === grid;
  const isOnFile = dwellingUid === null || dwellingUid === there?.uid;
  return decision !== 'skip' && isInGrid && (isOnFile || decision === 'overwrite');
}

type Placed = Pick<PlacedPerson, 'uid' | 'match' | 'dwelling' | 'household'> & { readonly name: string | null };

const isWhole = ({ name, sex, birthDate }: RosterPerson): boolean =>
  name !== undefined && sex !== undefined && birthDate !== undefined;

function placeDwelling(dwelling: RosterDwelling, grid: number | null, homes: HomesPlan): void {
  if (dwelling.home) homes.place(dwelling.home, grid, dwelling);
}

function partOf(row: RosterRow, placed: Placed | undefined, homes: HomesPlan, input: PlanInput): Part | null {
  const { content } = row;
  const decision = input.decisionOf(row.index);
  switch (content.kind) {
    case 'person':
    case 'household': {
      if (!placed) return null;
      const grid = placed.dwelling?.grid ?? row.grid;
      if (grid === null && !placed.match) return NOTHING;
      const full: PlacedPerson = { ...placed, row, person: content.person, grid: grid ?? 0 };
      const homeKey = placed.dwelling?.key ?? null;
      return placed.match
        ? { ...NOTHING, homeKey, changes: changesOf(full, placed.match, decision, homes, input) }
        : { ...NOTHING, homeKey, records: personRecords(full, homes, input) };
    }
    case 'dwelling':
      return dwellingPart(content.dwelling, decision, homes);
    case 'enterprise': {
      if (decision === 'skip') return null;
      const known = decision === 'new' ? null : input.enterpriseAt(row.index);
      const change = known && enterpriseChange(content.enterprise, known, decision === 'overwrite');
      const record = known ? null : enterpriseRecord(content.enterprise, row.grid, homes, input);
      return { homeKey: null, records: record ? [record] : [], changes: change ? [change] : [] };
    }
  }
}

const NOTHING: Part = { homeKey: null, records: [], changes: [] };

function changesOf(
  placed: PlacedPerson,
  match: StationPerson,
  decision: RowDecision,
  homes: HomesPlan,
  input: PlanInput,
): readonly PlannedChange[] {
  if (decision === 'skip') return [];
  const change = personChange(placed, match, decision === 'overwrite', homes, input);
  return change ? [change] : [];
}

function dwellingPart(dwelling: RosterDwelling, decision: string, homes: HomesPlan): Part | null {
  const placed = dwelling.home && homes.find(dwelling.home.key);
  if (!placed || !placed.known) return placed ? { ...NOTHING, homeKey: placed.key } : null;
  const { use, areaSquareMeters, position } = dwelling;
  const told = { use, areaSquareMeters, position };
  const fields = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
  if (decision === 'skip' || Object.keys(fields).length === 0) return null;
  const change = { id: placed.known.id, birthDate: null, onlyEmpty: decision !== 'overwrite', fields };
  return { ...NOTHING, changes: [change] };
}

/** A household with everything that belongs to it: dwellings, the household itself, its people. */
function flush(
  parts: readonly Part[],
  household: PlannedHousehold | null,
  homes: HomesPlan,
  input: PlanInput,
): [PlannedRecord[], PlannedChange[]] {
  const keys = [...parts.map(({ homeKey }) => homeKey), household?.dwelling?.key ?? null];
  const dwellings = keys.flatMap((key) => (key === null ? [] : (homes.take(key) ?? [])));
  const own = household && householdRecord(household, input);
  const records = parts.flatMap(({ records: some }) => some);
  return [[...dwellings, ...(own ? [own] : []), ...records], parts.flatMap(({ changes }) => changes)];
}

/** Gathers what is made until there is enough of it. */
function chunks(size: number) {
  let records: PlannedRecord[] = [];
  let changes: PlannedChange[] = [];
  function* take(least: number): Generator<PlanChunk> {
    if (records.length + changes.length < least) return;
    yield { records, changes };
    [records, changes] = [[], []];
  }
  return {
    add: (moreRecords: readonly PlannedRecord[], moreChanges: readonly PlannedChange[]) => {
      records.push(...moreRecords);
      changes.push(...moreChanges);
    },
    full: () => take(size),
    rest: () => take(1),
  };
}
