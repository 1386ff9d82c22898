import { addressBlock, createAllowances, type Allowance, type Taken } from '../allowance';

/**
 * How often a passphrase may be tried. The first is met by a person who mistypes; the second by a device that tries many
 * codes; the third by many devices that try one code, and is wide so that nobody can lock a colleague out with it.
 */
const ALLOWANCES = {
  codeAtAddress: { burst: 5, refillMs: 30_000 },
  address: { burst: 30, refillMs: 10_000 },
  code: { burst: 60, refillMs: 10_000 },
} as const satisfies Record<string, Allowance>;

/** Counts attempts before their outcome is known, so that trying in parallel gains nothing. */
export interface Attempts {
  /** Takes one attempt; a success gives it back with `refund`. */
  take(code: string, address: string, nowMs: number): Taken;
  /** Buckets held in memory. */
  size(): number;
}

/** A limiter that has seen nothing yet. */
export function createAttempts(): Attempts {
  const allowances = createAllowances();
  return {
    size: () => allowances.size(),
    take: (code, address, nowMs) => {
      const place = addressBlock(address);
      return allowances.take(
        [
          { key: `pair ${code} ${place}`, allowance: ALLOWANCES.codeAtAddress },
          { key: `address ${place}`, allowance: ALLOWANCES.address },
          { key: `code ${code}`, allowance: ALLOWANCES.code },
        ],
        nowMs,
      );
    },
  };
}
