/** Which slots a question still has: 1 for those. One pass for each condition, in the order in which memory lies. */
export type Marks = Uint8Array;

/** Leaves those whose bits under the mask are the wanted ones. */
export function keepBits(marks: Marks, flags: Uint32Array, mask: number, wanted: number): void {
  for (let slot = 0; slot < marks.length; slot += 1) if (((flags[slot] as number) & mask) !== wanted) marks[slot] = 0;
}

/** Leaves those who have one of the bits. */
export function keepAnyBit(marks: Marks, flags: Uint32Array, bits: number): void {
  for (let slot = 0; slot < marks.length; slot += 1) if (((flags[slot] as number) & bits) === 0) marks[slot] = 0;
}

/** Leaves those whose ref has one of the bits. */
export function keepAnyBitOf(marks: Marks, refs: Int32Array, bitsByRef: Uint32Array, bits: number): void {
  for (let slot = 0; slot < marks.length; slot += 1)
    if (((bitsByRef[refs[slot] as number] ?? 0) & bits) === 0) marks[slot] = 0;
}

/** Leaves those whose value lies between the two, both included. */
export function keepBetween(marks: Marks, values: Uint32Array, from: number, to: number): void {
  for (let slot = 0; slot < marks.length; slot += 1) {
    const value = values[slot] as number;
    if (value < from || value > to) marks[slot] = 0;
  }
}

/** Leaves those whose value is marked in `wanted`; a negative value never is. */
export function keepMarked(marks: Marks, values: Int32Array | Uint16Array | Uint8Array, wanted: Uint8Array): void {
  for (let slot = 0; slot < marks.length; slot += 1) if (wanted[values[slot] as number] !== 1) marks[slot] = 0;
}

/** Leaves those that `others` has too. */
export function keepBoth(marks: Marks, others: Marks): void {
  for (let slot = 0; slot < marks.length; slot += 1) if (others[slot] !== 1) marks[slot] = 0;
}

/** 1 at each of these places. */
export function marked(places: Iterable<number>, length: number): Uint8Array {
  const marks = new Uint8Array(length);
  for (const place of places) if (place >= 0) marks[place] = 1;
  return marks;
}
