import { isIPv6 } from 'node:net';

/** A bucket of attempts: `burst` at once, then one every `refillMs`. */
export interface Allowance {
  readonly burst: number;
  readonly refillMs: number;
}

/** One bucket that is drawn from: whose it is, and how large. */
export interface Draw {
  readonly key: string;
  readonly allowance: Allowance;
}

export type Taken =
  { readonly allowed: true; refund(): void } | { readonly allowed: false; readonly retryAfterMs: number };

/** Buckets in memory, by key. */
export interface Allowances {
  /** Takes one from each of these buckets, or from none; what was taken can be given back with `refund`. */
  take(draws: readonly Draw[], nowMs: number): Taken;
  /** Buckets held in memory. */
  size(): number;
}

/** Buckets that nobody has drawn from yet. */
export function createAllowances(): Allowances {
  const buckets = new Map<string, Bucket>();
  return {
    size: () => buckets.size,
    take: (draws, nowMs) => {
      if (buckets.size > PRUNE_ABOVE) prune(buckets, nowMs);
      const taken = draws.map(({ key, allowance }) => bucketFor(buckets, key, allowance, nowMs));
      const retryAfterMs = Math.max(...taken.map(waitMs));
      if (retryAfterMs > 0) return { allowed: false, retryAfterMs };
      for (const bucket of taken) bucket.left -= 1;
      return {
        allowed: true,
        refund: () => {
          for (const bucket of taken) bucket.left = Math.min(bucket.allowance.burst, bucket.left + 1);
        },
      };
    },
  };
}

interface Bucket {
  readonly allowance: Allowance;
  left: number;
  atMs: number;
}

const PRUNE_ABOVE = 5000;

function bucketFor(buckets: Map<string, Bucket>, key: string, allowance: Allowance, nowMs: number): Bucket {
  const bucket = buckets.get(key) ?? { allowance, left: allowance.burst, atMs: nowMs };
  refill(bucket, nowMs);
  buckets.set(key, bucket);
  return bucket;
}

function refill(bucket: Bucket, nowMs: number): void {
  // A clock set back counts as no time passed.
  const passedMs = Math.max(0, nowMs - bucket.atMs);
  bucket.left = Math.min(bucket.allowance.burst, bucket.left + passedMs / bucket.allowance.refillMs);
  bucket.atMs = nowMs;
}

const waitMs = ({ left, allowance }: Bucket): number => (left >= 1 ? 0 : Math.ceil((1 - left) * allowance.refillMs));

/** A full bucket says nothing that a new one would not. */
function prune(buckets: Map<string, Bucket>, nowMs: number): void {
  for (const [key, bucket] of buckets) {
    refill(bucket, nowMs);
    if (bucket.left >= bucket.allowance.burst) buckets.delete(key);
  }
}

/** Where an address counts: itself, or for IPv6 its /64, which one device owns whole. */
export function addressBlock(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::');
  const start = head === '' ? [] : head.split(':');
  const end = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - start.length - end.length) }, () => '0');
  return [...start, ...zeros, ...end]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
