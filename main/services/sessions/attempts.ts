import { isIPv6 } from 'node:net';

/** A bucket of attempts: `burst` at once, then one every `refillMs`. */
interface Allowance {
  readonly burst: number;
  readonly refillMs: number;
}

/**
 * How often a passphrase may be tried. The first is met by a person who mistypes; the second by a device that tries many
 * codes; the third by many devices that try one code, and is wide so that nobody can lock a colleague out with it.
 */
const ALLOWANCES = {
  codeAtAddress: { burst: 5, refillMs: 30_000 },
  address: { burst: 30, refillMs: 10_000 },
  code: { burst: 60, refillMs: 10_000 },
} as const satisfies Record<string, Allowance>;

export type Attempt =
  { readonly allowed: true; refund(): void } | { readonly allowed: false; readonly retryAfterMs: number };

/** Counts attempts before their outcome is known, so that trying in parallel gains nothing. */
export interface Attempts {
  /** Takes one attempt; a success gives it back with `refund`. */
  take(code: string, address: string, nowMs: number): Attempt;
  /** Buckets held in memory. */
  size(): number;
}

/** A limiter that has seen nothing yet. */
export function createAttempts(): Attempts {
  const buckets = new Map<string, Bucket>();
  return {
    size: () => buckets.size,
    take: (code, address, nowMs) => {
      if (buckets.size > PRUNE_ABOVE) prune(buckets, nowMs);
      const place = addressBlock(address);
      const taken = [
        bucketFor(buckets, `pair ${code} ${place}`, ALLOWANCES.codeAtAddress, nowMs),
        bucketFor(buckets, `address ${place}`, ALLOWANCES.address, nowMs),
        bucketFor(buckets, `code ${code}`, ALLOWANCES.code, nowMs),
      ];
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

/** One IPv6 device owns a /64; counting its addresses one by one would count nothing. */
function addressBlock(address: string): string {
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
