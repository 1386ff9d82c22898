import { canonicalJson } from '#shared/sync/canonical-json';

/** One of the values of a contested field, opened. */
export interface OpenedValue {
  /** Names it among the values of its field. */
  readonly stamp: string;
  /** As it stands in the record. */
  readonly stored: unknown;
  readonly plain: unknown;
}

/** What several values say in one place: an entry of a list, a fact of several. */
export interface Piece {
  /** Id of the entry, name of the fact. */
  readonly key: string;
  /** What is said there, each once, in the order of the values; null is "not there". */
  readonly says: readonly Saying[];
}

export interface Saying {
  /** Stamps of the values that say it. */
  readonly stamps: readonly string[];
  readonly stored: unknown;
  readonly plain: unknown;
}

/** Which saying of each piece was chosen, by key; the first where none was. */
export type Chosen = Readonly<Record<string, number>>;

type Facts = Readonly<Record<string, unknown>>;

/** The text from which people write both values together: each once, one after the other. */
export const togetherOf = (values: readonly OpenedValue[], most: number): string =>
  [...new Set(values.flatMap(({ plain }) => (typeof plain === 'string' ? [plain.trim()] : [])))]
    .filter(Boolean)
    .join(' ')
    .slice(0, most);

/** Lists of entries side by side, an entry after the other in the order of the first list that has it. */
export function entryPieces(values: readonly OpenedValue[]): readonly Piece[] {
  const lists = values.map((value) => ({ ...value, plainById: byId(value.plain), storedById: byId(value.stored) }));
  const ids = [...new Set(lists.flatMap(({ plainById }) => [...plainById.keys()]))];
  return ids.map((id) => ({
    key: id,
    says: sayings(
      lists.map(({ stamp, plainById, storedById }) => ({
        stamp,
        plain: plainById.get(id) ?? null,
        stored: storedById.get(id) ?? null,
      })),
    ),
  }));
}

/** Values of several facts side by side, by the facts that any of them has. */
export function factPieces(values: readonly OpenedValue[]): readonly Piece[] {
  const keys = [...new Set(values.flatMap(({ plain }) => (isFacts(plain) ? Object.keys(plain) : [])))];
  return keys.map((key) => ({
    key,
    says: sayings(
      values.map(({ stamp, plain, stored }) => ({
        stamp,
        plain: isFacts(plain) ? (plain[key] ?? null) : null,
        stored: isFacts(stored) ? (stored[key] ?? null) : null,
      })),
    ),
  }));
}

/** What the chosen sayings make: entries in order, without those chosen not to be there. */
export const entriesOf = (pieces: readonly Piece[], chosen: Chosen): readonly unknown[] =>
  pieces.flatMap((piece) => chosenOf(piece, chosen)?.stored ?? []);

/** What the chosen sayings make of facts, as they stand in records (`stored`) or as they are read (`plain`). */
export const factsOf = (pieces: readonly Piece[], chosen: Chosen, as: 'stored' | 'plain'): Facts =>
  Object.fromEntries(
    pieces.flatMap((piece) => {
      const value = chosenOf(piece, chosen)?.[as] ?? null;
      return value === null ? [] : [[piece.key, value] as const];
    }),
  );

/** What to begin with: of each piece the first that says something, so that nobody is left out unless somebody says so. */
export const keepingAll = (pieces: readonly Piece[]): Chosen =>
  Object.fromEntries(
    pieces.map(({ key, says }) => [
      key,
      Math.max(
        0,
        says.findIndex(({ plain }) => plain !== null),
      ),
    ]),
  );

/** Whether there is anything to choose: a piece about which the values differ. */
export const isContested = ({ says }: Piece): boolean => says.length > 1;

const chosenOf = ({ key, says }: Piece, chosen: Chosen): Saying | undefined => says[chosen[key] ?? 0] ?? says[0];

function sayings(
  said: readonly { readonly stamp: string; readonly plain: unknown; readonly stored: unknown }[],
): readonly Saying[] {
  const byText = new Map<string, Saying>();
  for (const { stamp, plain, stored } of said) {
    // Sealed twice, one thing looks like two: it is what can be read that is compared.
    const text = canonicalJson(plain);
    const known = byText.get(text);
    byText.set(text, known ? { ...known, stamps: [...known.stamps, stamp] } : { stamps: [stamp], plain, stored });
  }
  return [...byText.values()];
}

function byId(list: unknown): ReadonlyMap<string, unknown> {
  const entries: readonly unknown[] = Array.isArray(list) ? list : [];
  return new Map(entries.flatMap((entry) => (isFacts(entry) ? [[String(entry['id']), entry] as const] : [])));
}

export const isFacts = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
