import {
  judgeAlike,
  knownSound,
  type AlikeCandidate,
  type AlikeEntry,
  type Likeness,
  type Marked,
} from './alike-rules';

export type { AlikeCandidate, AlikeEntry };

/**
 * Finds files that may be one person's. Only people who share an id, a birth date, a home or a phone are ever compared, and those
 * of crowded ones (a care home, 1 January of a year that somebody guessed) only where their names sound alike, so that the work
 * grows with the number of people and not with its square.
 */
export interface AlikeIndex {
  /** Adds somebody, or puts them in place of that of the same key. */
  set(person: AlikeEntry): void;
  remove(key: string): void;
  /** Who may be that person, the surest first. */
  alike(candidate: AlikeCandidate, limit: number): readonly (Likeness & { readonly key: string })[];
  /** Pairs of keys that may be one person's, the surest first; each pair once. */
  pairs(limit: number): readonly AlikePair[];
}

export interface AlikePair extends Likeness {
  readonly a: string;
  readonly b: string;
}

/** Up to so many are compared each with each. */
const CROWD = 40;
/** Pairs that are held beyond those asked for before the weakest go. */
const SPARE = 10_000;

type Member = AlikeEntry & Marked;

/** See `AlikeIndex`. */
export function createAlikeIndex(): AlikeIndex {
  const members = new Map<string, Member>();
  const buckets = new Map<string, Member[]>();

  const remove = (key: string): void => {
    const member = members.get(key);
    if (!member) return;
    members.delete(key);
    for (const bucket of bucketsOf(member)) {
      const rest = (buckets.get(bucket) ?? []).filter((other) => other !== member);
      if (rest.length > 0) buckets.set(bucket, rest);
      else buckets.delete(bucket);
    }
  };

  const set = (person: AlikeEntry): void => {
    remove(person.key);
    const member: Member = { ...person, sound: null };
    members.set(person.key, member);
    for (const bucket of bucketsOf(member)) {
      const others = buckets.get(bucket);
      if (others) others.push(member);
      else buckets.set(bucket, [member]);
    }
  };

  const alike: AlikeIndex['alike'] = (candidate, limit) => {
    const asked: Marked = { ...candidate, sound: null };
    const near = new Set(bucketsOf(candidate).flatMap((bucket) => buckets.get(bucket) ?? []));
    const found = [...near].flatMap((member) => {
      const likeness = member.uid === candidate.exceptUid ? null : judgeAlike(asked, member);
      return likeness ? [{ key: member.key, ...likeness }] : [];
    });
    return found.sort((a, b) => b.certainty - a.certainty).slice(0, limit);
  };

  const pairs: AlikeIndex['pairs'] = (limit) => {
    const found = new Map<string, AlikePair>();
    const compare = (one: Member, other: Member): void => {
      const [a, b] = one.key < other.key ? [one, other] : [other, one];
      const likeness = judgeAlike(a, b);
      if (!likeness) return;
      found.set(`${a.key} ${b.key}`, { a: a.key, b: b.key, ...likeness });
      if (found.size > 2 * limit + SPARE) keepBest(found, limit);
    };
    for (const bucket of buckets.values()) compareWithin(bucket, compare);
    keepBest(found, limit);
    return [...found.values()];
  };

  return { set, remove, alike, pairs };
}

/** Leaves so many of the surest, in their order. */
function keepBest(found: Map<string, AlikePair>, limit: number): void {
  const best = [...found].sort(([, a], [, b]) => b.certainty - a.certainty).slice(0, limit);
  found.clear();
  for (const [id, pair] of best) found.set(id, pair);
}

/** What somebody may share with a double. */
function bucketsOf(person: Pick<AlikeCandidate, 'birthDate' | 'dwellingUid' | 'idDigest' | 'phoneDigests'>): string[] {
  const { birthDate, dwellingUid, idDigest, phoneDigests } = person;
  return [
    ...(birthDate === null ? [] : [`b${birthDate}`]),
    ...(dwellingUid === null ? [] : [`d${dwellingUid}`]),
    ...(idDigest === null ? [] : [`i${idDigest}`]),
    ...phoneDigests.map((digest) => `p${digest}`),
  ];
}

function compareWithin(bucket: readonly Member[], compare: (one: Member, other: Member) => void): void {
  if (bucket.length <= CROWD) return eachPair(bucket, compare);
  const bySound = new Map<string, Member[]>();
  for (const member of bucket) {
    const sound = knownSound(member)[0] ?? member.name;
    const others = bySound.get(sound);
    if (others) others.push(member);
    else bySound.set(sound, [member]);
  }
  // Of a crowd that all sound alike, each is held against the next ones: whoever merges them comes to the others.
  for (const same of bySound.values()) eachPair(same, compare);
}

function eachPair(bucket: readonly Member[], compare: (one: Member, other: Member) => void): void {
  bucket.forEach((one, index) => {
    const end = Math.min(bucket.length, index + 1 + CROWD);
    for (let next = index + 1; next < end; next += 1) compare(one, bucket[next] as Member);
  });
}
