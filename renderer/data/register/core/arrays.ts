/** Slots with the smallest key first; those of one key stay in the order they came. Keys are whole numbers from 0 to 2^48. */
export function sortedBy(slots: Uint32Array, keyOf: (slot: number) => number): Uint32Array {
  const size = slots.length;
  let from = slots;
  let keys = new Float64Array(size);
  let largest = 0;
  for (let at = 0; at < size; at += 1) {
    const key = keyOf(slots[at] as number);
    keys[at] = key;
    if (key > largest) largest = key;
  }
  for (let divisor = 1; divisor <= largest; divisor *= RADIX) {
    const starts = new Uint32Array(RADIX + 1);
    for (let at = 0; at < size; at += 1) (starts[digit(keys[at] as number, divisor) + 1] as number) += 1;
    for (let each = 0; each < RADIX; each += 1) (starts[each + 1] as number) += starts[each] as number;
    const to = new Uint32Array(size);
    const toKeys = new Float64Array(size);
    for (let at = 0; at < size; at += 1) {
      const key = keys[at] as number;
      const place = starts[digit(key, divisor)] as number;
      (starts[digit(key, divisor)] as number) = place + 1;
      to[place] = from[at] as number;
      toKeys[place] = key;
    }
    from = to;
    keys = toKeys;
  }
  return from;
}

const RADIX = 4096;

const digit = (key: number, divisor: number): number => Math.floor(key / divisor) % RADIX;

/** The array, or a longer one with the same beginning, so that `index` fits; what is new holds `fill`. */
export function reaching<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  array: T,
  index: number,
  fill = 0,
): T {
  if (index < array.length) return array;
  const make = array.constructor as new (length: number) => T;
  const longer = new make(Math.max(index + 1, array.length * 2, 256));
  longer.set(array as never);
  if (fill !== 0) longer.fill(fill, array.length);
  return longer;
}
