/** Who has which number, by keyed digest. */
export interface Numbers {
  /** The person in that slot has these digests from now on; answers who else has, or had, one of them. */
  set(slot: number, idDigest: string | null, phoneDigest: string | null): readonly number[];
  slotsOf(digest: string): readonly number[];
}

const NOBODY: readonly number[] = [];

/** See `Numbers`. */
export function createNumbers(): Numbers {
  // Nearly every number has one owner: a list for each would take more room than the numbers.
  const owners = new Map<string, number | readonly number[]>();
  const ids: (string | null | undefined)[] = [];
  const phones: (string | null | undefined)[] = [];

  function slotsOf(digest: string): readonly number[] {
    const owner = owners.get(digest);
    return owner === undefined ? NOBODY : typeof owner === 'number' ? [owner] : owner;
  }

  /** Others who have it still. */
  function leave(slot: number, digest: string): readonly number[] {
    const rest = slotsOf(digest).filter((each) => each !== slot);
    const [only] = rest;
    if (only === undefined) owners.delete(digest);
    else owners.set(digest, rest.length === 1 ? only : rest);
    return rest;
  }

  /** Others who have it already. */
  function join(slot: number, digest: string): readonly number[] {
    const owner = owners.get(digest);
    if (owner === undefined) {
      owners.set(digest, slot);
      return NOBODY;
    }
    const others = typeof owner === 'number' ? [owner] : owner;
    owners.set(digest, [...others, slot]);
    return others;
  }

  function change(slot: number, kept: (string | null | undefined)[], digest: string | null): readonly number[] {
    const before = kept[slot] ?? null;
    if (before === digest) return NOBODY;
    kept[slot] = digest;
    const left = before === null ? NOBODY : leave(slot, before);
    const met = digest === null ? NOBODY : join(slot, digest);
    return left.length + met.length === 0 ? NOBODY : [...left, ...met];
  }

  return {
    slotsOf,
    set(slot, idDigest, phoneDigest) {
      const byId = change(slot, ids, idDigest);
      const byPhone = change(slot, phones, phoneDigest);
      return byId.length + byPhone.length === 0 ? NOBODY : [...byId, ...byPhone];
    },
  };
}
