/** Who two files that turned out to be one person's stand for. */

interface Mergeable {
  readonly uid: string;
  readonly mergedIntoUid?: string | null;
}

/** Chains longer than this are a knot that two devices tied, each merging the other way round. */
const LONGEST_CHAIN = 32;

/**
 * Tells by a uid whose file it means now: the one that it was merged into, and so on to the last. Unknown uids mean themselves. Where
 * merges lead in a circle, everybody in it means the smallest uid of the circle, so that all devices agree and nobody is lost.
 */
export function canonicalUids(people: Iterable<Mergeable>): (uid: string) => string {
  const into = new Map<string, string>();
  for (const { uid, mergedIntoUid } of people) if (mergedIntoUid) into.set(uid, mergedIntoUid);
  const known = new Map<string, string>();
  return (uid) => {
    if (!into.has(uid)) return uid;
    const found = known.get(uid) ?? follow(uid, into);
    known.set(uid, found);
    return found;
  };
}

function follow(uid: string, into: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let at = uid;
  while (seen.size < LONGEST_CHAIN) {
    seen.add(at);
    const next = into.get(at);
    if (next === undefined) return at;
    if (seen.has(next)) return smallestOfCircle(next, into);
    at = next;
  }
  return at;
}

function smallestOfCircle(start: string, into: ReadonlyMap<string, string>): string {
  let smallest = start;
  for (let at = into.get(start); at !== undefined && at !== start; at = into.get(at)) if (at < smallest) smallest = at;
  return smallest;
}

/** Whether the file is only kept because it was merged into another one, given what `canonicalUids` says. */
export const isMergedAway = ({ uid }: Mergeable, canonical: (uid: string) => string): boolean => canonical(uid) !== uid;
