/** Slots in the order of a text each of them has, kept sorted as single ones change. */
export interface KeyOrder {
  /** The slot has that text from now on; null sorts behind all others, whichever way round a list is. */
  set(slot: number, key: string | null): void;
  remove(slot: number): void;
  /** All slots; the first `keyed` of them have a text. */
  read(): { readonly slots: Uint32Array; readonly keyed: number };
}

/** See `KeyOrder`. Equal texts stand in the order of their slots. */
export function createKeyOrder(): KeyOrder {
  const keys: (string | null | undefined)[] = [];
  const moved = new Set<number>();
  let sorted = new Uint32Array(0);
  let keyed = 0;

  const isBefore = (a: number, b: number): boolean => {
    const [keyA, keyB] = [keys[a] as string, keys[b] as string];
    return keyA === keyB ? a < b : keyA < keyB;
  };

  function merge(): void {
    const isMoved = new Uint8Array(keys.length);
    for (const slot of moved) isMoved[slot] = 1;
    const rest = new Uint32Array(sorted.length);
    let size = 0;
    let restKeyed = 0;
    for (let at = 0; at < sorted.length; at += 1) {
      const slot = sorted[at] as number;
      if (isMoved[slot] === 1) continue;
      rest[size] = slot;
      size += 1;
      if (at < keyed) restKeyed = size;
    }
    const coming = [...moved]
      .filter((slot) => typeof keys[slot] === 'string')
      .sort((a, b) => (isBefore(a, b) ? -1 : 1));
    const keyless = [...moved].filter((slot) => keys[slot] === null).sort((a, b) => a - b);
    const merged = new Uint32Array(size + coming.length + keyless.length);
    let from = 0;
    let to = 0;
    for (const slot of coming) {
      const place = placeOf(slot, rest, from, restKeyed);
      merged.set(rest.subarray(from, place), to);
      to += place - from;
      merged[to] = slot;
      to += 1;
      from = place;
    }
    merged.set(rest.subarray(from, size), to);
    merged.set(keyless, merged.length - keyless.length);
    sorted = merged;
    keyed = restKeyed + coming.length;
    moved.clear();
  }

  /** Where in `rest` the slot belongs, between two places. */
  function placeOf(slot: number, rest: Uint32Array, from: number, end: number): number {
    let [low, high] = [from, end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(rest[middle] as number, slot)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    set(slot, key) {
      if (keys[slot] === key && !moved.has(slot)) return;
      keys[slot] = key;
      moved.add(slot);
    },
    remove(slot) {
      keys[slot] = undefined;
      moved.add(slot);
    },
    read() {
      if (moved.size > 0) merge();
      return { slots: sorted, keyed };
    },
  };
}
