import type { Away } from './active-time';

/** A span of absence of one person. */
interface PersonAway extends Away {
  readonly personUid: string;
}

/**
 * When a home is empty: while everybody who lives there is away. With nobody known to live there it never counts as empty, since silence
 * would then mean nothing for ever.
 */
export function emptyTimes(residents: readonly string[], absences: readonly PersonAway[]): readonly Away[] {
  if (residents.length === 0) return [];
  const [first, ...others] = [...new Set(residents)].map((uid) => awayOf(uid, absences));
  return others.reduce<readonly Away[]>((empty, away) => bothAway(empty, away), first ?? []);
}

const END = Number.POSITIVE_INFINITY;
const endOf = ({ toMs }: Away): number => toMs ?? END;

/** Of one person, ordered, and without overlaps. */
function awayOf(uid: string, absences: readonly PersonAway[]): readonly Away[] {
  const own = absences
    .filter((each) => each.personUid === uid && endOf(each) > each.fromMs)
    .sort((a, b) => a.fromMs - b.fromMs);
  const joined: Away[] = [];
  for (const { fromMs, toMs } of own) {
    const last = joined.at(-1);
    if (last && fromMs <= endOf(last)) {
      joined[joined.length - 1] = { ...last, toMs: endOf(last) >= (toMs ?? END) ? last.toMs : toMs };
    } else joined.push({ fromMs, toMs });
  }
  return joined;
}

function bothAway(a: readonly Away[], b: readonly Away[]): readonly Away[] {
  return a.flatMap((one) =>
    b.flatMap((other) => {
      const fromMs = Math.max(one.fromMs, other.fromMs);
      const toMs = Math.min(endOf(one), endOf(other));
      return toMs > fromMs ? [{ fromMs, toMs: toMs === END ? null : toMs }] : [];
    }),
  );
}
