/** How many presses into the corner open the code pad: a child's hand finds it sooner by fewer. */
const CORNER_PRESSES = 5;
/** Within this time, ms. */
const CORNER_WITHIN_MS = 4000;

/** Times of the presses that still count, with one more, by any clock that only goes forward. */
export const pressed = (before: readonly number[], atMs: number): readonly number[] =>
  [...before, atMs].filter((each) => atMs - each < CORNER_WITHIN_MS).slice(-CORNER_PRESSES);

/** Whether they open the pad. */
export const opensPad = (presses: readonly number[]): boolean => presses.length >= CORNER_PRESSES;
