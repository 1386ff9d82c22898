import { columnOf } from './findings';
import type { RowFacts } from './row-facts';
import type { RosterMapping } from './types';

/**
 * Which rows are one household, by row: those with one household number; else those that name one head by id; else, where heads are
 * told, a head and those that follow and live in the same home; else all of one home. Rows in the order of the file. A row that
 * belongs nowhere is left out.
 */
export function householdsOf(rows: readonly RowFacts[], mapping: RosterMapping): ReadonlyMap<number, string> {
  const households = new Map<number, string>();
  if (mapping.kind !== 'person' && mapping.kind !== 'household') return households;
  const hasHeadIds = columnOf(mapping, 'headCitizenId') !== null;
  const hasHeadNames = columnOf(mapping, 'headName') !== null;
  const tellsHeads = columnOf(mapping, 'relation') !== null;
  const headAt = new Map<string, string>();
  let current: { readonly name: string; readonly home: string | null } | null = null;

  for (const facts of rows) {
    const { index, home, isHead } = facts;
    const own = explicitHousehold(facts, hasHeadIds, hasHeadNames);
    if (own !== null) {
      households.set(index, own);
      current = { name: own, home };
      continue;
    }
    if (mapping.kind === 'household' || (tellsHeads && isHead)) {
      current = { name: `row:${index}`, home };
      households.set(index, current.name);
      if (home !== null && !headAt.has(home)) headAt.set(home, current.name);
      continue;
    }
    const name: string | null =
      followed(current, home, tellsHeads) ?? (home === null ? null : (headAt.get(home) ?? `home:${home}`));
    if (name === null) continue;
    households.set(index, name);
    if (tellsHeads) current = { name, home: home ?? current?.home ?? null };
  }
  return joinHomes(households, headAt);
}

function explicitHousehold(facts: RowFacts, hasHeadIds: boolean, hasHeadNames: boolean): string | null {
  const { householdNumber, headCitizenId, citizenId, isHead, home, headName, name } = facts;
  if (householdNumber !== null) return `number:${householdNumber}`;
  if (hasHeadIds && headCitizenId !== null) return `id:${headCitizenId}`;
  if (hasHeadIds && isHead && citizenId !== null) return `id:${citizenId}`;
  if (!hasHeadNames || home === null) return null;
  if (headName !== null) return `name:${headName}|${home}`;
  return isHead && name !== null ? `name:${name}|${home}` : null;
}

/** The household of the row before, where this one does not say that it lives elsewhere. */
function followed(
  current: { readonly name: string; readonly home: string | null } | null,
  home: string | null,
  tellsHeads: boolean,
): string | null {
  if (!tellsHeads || !current) return null;
  return home === null || current.home === null || home === current.home ? current.name : null;
}

/** People who stand before their head in the file belong to the same home's household. */
function joinHomes(households: Map<number, string>, headAt: ReadonlyMap<string, string>): ReadonlyMap<number, string> {
  for (const [index, name] of households) {
    const joined = name.startsWith('home:') ? headAt.get(name.slice('home:'.length)) : undefined;
    if (joined !== undefined) households.set(index, joined);
  }
  return households;
}
