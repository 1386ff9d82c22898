/** What ordering reads of a step. */
export interface CausalStep {
  readonly id: string;
  readonly written: { readonly at: number };
  /** Ids of the last steps that who took it knew of. */
  readonly after: readonly string[];
}

/** Steps in the order in which they count, and who knew of what. */
export interface OrderedSteps<S extends CausalStep> {
  readonly steps: readonly S[];
  /** Whether who took the later step knew of the earlier one. */
  knew(later: string, earlier: string): boolean;
  /** Steps that nobody has followed on yet: what the next step follows on. */
  readonly heads: readonly string[];
}

/**
 * Brings steps into one order that every device finds by itself: a step comes after all that its author knew of; of several that may come
 * next, the one with the earlier clock time does, then the smaller id. Which way steps arrived plays no part, so that merging never changes
 * what they come to. A wrong clock may order steps of people who did not know of each other; it never turns cause and effect round.
 */
export function orderSteps<S extends CausalStep>(given: readonly S[]): OrderedSteps<S> {
  const waiting = [...given].sort(byTime);
  const known = new Set(waiting.map(({ id }) => id));
  const seen = new Map<string, ReadonlySet<string>>();
  const steps: S[] = [];
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ after }) => after.every((id) => seen.has(id) || !known.has(id)));
    // No honest steps follow on each other in a ring; whoever sends such gets them by their times.
    const [next] = waiting.splice(Math.max(0, ready), 1);
    if (!next) break;
    seen.set(next.id, ancestry(next, seen));
    steps.push(next);
  }
  const followed = new Set(steps.flatMap(({ after }) => after));
  return {
    steps,
    knew: (later, earlier) => seen.get(later)?.has(earlier) ?? false,
    heads: steps.map(({ id }) => id).filter((id) => !followed.has(id)),
  };
}

function ancestry({ after }: CausalStep, seen: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const known = new Set<string>();
  for (const id of after) {
    const before = seen.get(id);
    if (!before) continue;
    known.add(id);
    for (const each of before) known.add(each);
  }
  return known;
}

const byTime = (a: CausalStep, b: CausalStep): number =>
  a.written.at - b.written.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
