import { columnOf } from './findings';
import { householdsOf } from './households';
import { factsOf, type RowFacts } from './row-facts';
import type { RosterField, RosterFinding, RosterFindingCode, RosterMapping, RosterRow } from './types';

/**
 * Rows judged against one another: doubles within the file, households with no head or two, grids that disagree, buildings that are
 * new. Keeps a few words of each row, never the row.
 */
export interface Together {
  /** Takes a row in, in the order of the file; a row of an index that is there already takes its place. */
  put(row: RosterRow): void;
  /** Judges all rows anew. Answers with the indexes of the rows whose findings are others than before. */
  judge(): readonly number[];
  /** What the last `judge` found about a row. */
  findingsOf(row: number): readonly RosterFinding[];
  /** Name of the row's household within this file, by the last `judge`; null for a row without one. */
  householdOf(row: number): string | null;
}

type Found = ReadonlyMap<number, readonly RosterFinding[]>;
const NONE: readonly RosterFinding[] = [];

/** See `Together`. */
export function createTogether(mapping: RosterMapping): Together {
  const rows = new Map<number, RowFacts>();
  let found: Found = new Map();
  let households: ReadonlyMap<number, string> = new Map();

  function judge(): readonly number[] {
    const next = new Map<number, RosterFinding[]>();
    const add: AddFinding = (severity, code, row, fields, otherRow) => {
      const field = fields.find((each) => columnOf(mapping, each) !== null) ?? null;
      const column = field === null ? null : columnOf(mapping, field);
      const finding = { code, row, column, field, severity, otherRow, stationId: null, suggestion: null };
      const list = next.get(row);
      if (list) list.push(finding);
      else next.set(row, [finding]);
    };
    const ordered = [...rows.values()].sort((a, b) => a.index - b.index);
    const doubles = findDoubles(ordered, add);
    const once = ordered.filter(({ index }) => !doubles.has(index));
    findNewBuildings(once, add);
    households = householdsOf(once, mapping);
    findInHouseholds(once, households, mapping, add);
    const changed = [...new Set([...found.keys(), ...next.keys()])].filter(
      (row) => !isSame(found.get(row) ?? NONE, next.get(row) ?? NONE),
    );
    found = next;
    return changed;
  }

  return {
    put: (row) => {
      const facts = factsOf(row);
      if (facts) rows.set(row.index, facts);
      else rows.delete(row.index);
    },
    judge,
    findingsOf: (row) => found.get(row) ?? NONE,
    householdOf: (row) => households.get(row) ?? null,
  };
}

type AddFinding = (
  severity: RosterFinding['severity'],
  code: RosterFindingCode,
  row: number,
  /** The first of them that has a column is pointed at. */
  fields: readonly RosterField[],
  otherRow: number | null,
) => void;

const isSame = (a: readonly RosterFinding[], b: readonly RosterFinding[]): boolean =>
  a.length === b.length &&
  a.every(
    ({ code, otherRow, column }, at) => code === b[at]?.code && otherRow === b[at].otherRow && column === b[at].column,
  );

/**
 * The same number twice, or the same name, birth date and home where the numbers do not tell two people apart. Answers with the rows
 * that repeat an earlier one.
 */
function findDoubles(rows: readonly RowFacts[], add: AddFinding): ReadonlySet<number> {
  const byNumber = new Map<string, number>();
  const byTraits = new Map<string, RowFacts>();
  const doubles = new Set<number>();
  const take = (row: number, fields: readonly RosterField[], other: number) => {
    doubles.add(row);
    add('error', 'duplicate-in-file', row, fields, other);
  };
  for (const facts of rows) {
    const { index, number, traits } = facts;
    const sameNumber = number === null ? undefined : byNumber.get(number);
    if (sameNumber !== undefined) {
      take(index, ['citizenId', 'creditCode', 'address', 'room'], sameNumber);
      continue;
    }
    if (number !== null) byNumber.set(number, index);
    if (traits === null) continue;
    const alike = byTraits.get(traits);
    if (alike && (alike.number === null || number === null)) take(index, ['name', 'address'], alike.index);
    else byTraits.set(traits, facts);
  }
  return doubles;
}

/** Told once a building, at the first row that names it; a building is in one grid. */
function findNewBuildings(rows: readonly RowFacts[], add: AddFinding): void {
  const seen = new Map<string, RowFacts>();
  for (const facts of rows) {
    const { index, newBuilding, grid } = facts;
    if (newBuilding === null) continue;
    const first = seen.get(newBuilding);
    if (!first) {
      seen.set(newBuilding, facts);
      add('note', 'building-unknown', index, ['building', 'address'], null);
    } else if (grid !== null && first.grid !== null && grid !== first.grid) {
      add('warning', 'grid-disagrees', index, ['grid', 'address'], first.index);
    }
  }
}

function findInHouseholds(
  rows: readonly RowFacts[],
  households: ReadonlyMap<number, string>,
  mapping: RosterMapping,
  add: AddFinding,
): void {
  if (mapping.kind !== 'person') return;
  const asksForHeads = columnOf(mapping, 'relation') !== null;
  const first = new Map<string, RowFacts>();
  const sizes = new Map<string, number>();
  const heads = new Map<string, number>();
  const grids = new Map<string, { readonly grid: number; readonly index: number }>();
  for (const facts of rows) {
    const household = households.get(facts.index);
    if (household === undefined) continue;
    if (!first.has(household)) first.set(household, facts);
    sizes.set(household, (sizes.get(household) ?? 0) + 1);
    if (facts.isHead) {
      const other = heads.get(household);
      if (other === undefined) heads.set(household, facts.index);
      else add('error', 'two-heads', facts.index, ['relation'], other);
    }
    const grid = grids.get(household);
    if (facts.grid === null) continue;
    if (!grid) grids.set(household, { grid: facts.grid, index: facts.index });
    else if (grid.grid !== facts.grid) add('warning', 'grid-disagrees', facts.index, ['grid', 'address'], grid.index);
  }
  if (!asksForHeads) return;
  for (const [household, facts] of first) {
    // Who lives alone and says nothing else is the head.
    const isAlone = sizes.get(household) === 1 && !facts.hasRelation;
    if (!heads.has(household) && !isAlone) add('warning', 'no-head', facts.index, ['relation'], null);
  }
}
