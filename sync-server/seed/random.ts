import { encodeTime } from 'ulid';

/**
 * Chance that repeats: the same seed gives the same station on every machine, so that tests and benchmarks speak of the
 * same people. Never for anything secret.
 */
export interface Random {
  /** The next number in [0, 1). */
  next(): number;
  /** A whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** One of the items, each as likely as the next; throws on none. */
  pick<T>(items: readonly T[]): T;
  /** One of the values, by weight. */
  weighted<T>(choices: readonly (readonly [weight: number, value: T])[]): T;
  /** An independent stream for a part: what one part draws never shifts what another part gets. */
  fork(label: string): Random;
}

/** A stream of chance for a seed. */
export function createRandom(seed: string): Random {
  const next = sfc32(hash128(seed));
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) throw new Error('nothing to pick from');
    return items[int(0, items.length - 1)] as T;
  };
  return {
    next,
    int,
    pick,
    chance: (probability) => next() < probability,
    weighted: (choices) => {
      let left = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
      for (const [weight, value] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      return pick(choices)[1];
    },
    fork: (label) => createRandom(`${seed}/${label}`),
  };
}

/** Time part of every practice id. Fixed, so that an id depends on seed and label and not on the day of the first run. */
const ID_TIME = encodeTime(Date.UTC(2026, 0, 1));
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const ID_RANDOM_LENGTH = 16;

/** The ULID of the thing that `label` names in the station of this seed; the same label gives the same id. */
export function derivedUid(seed: string, label: string): string {
  const random = createRandom(`${seed}#${label}`);
  let id = ID_TIME;
  for (let place = 0; place < ID_RANDOM_LENGTH; place += 1) id += CROCKFORD.charAt(random.int(0, 31));
  return id;
}

type Words = readonly [number, number, number, number];

/** 128 bits of a text: FNV-1a from four starting points, then murmur3's finish so that near seeds end far apart. */
function hash128(text: string): Words {
  const start = (offset: number) => {
    let hash = offset;
    for (let place = 0; place < text.length; place += 1) {
      hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
    }
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  };
  return [start(0x811c9dc5), start(0x9e3779b9), start(0x7f4a7c15), start(0xf39cc060)];
}

/** Chris Doty-Humphrey's small fast counting generator (PractRand), 32-bit words. */
function sfc32([first, second, third, fourth]: Words): () => number {
  let a = first;
  let b = second;
  let c = third;
  let counter = fourth;
  const step = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return (result >>> 0) / 0x1_0000_0000;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) step();
  return step;
}
