/** How long to wait after a failure. */
export interface Pace {
  /** Notes a failure; ms to wait. What needs a person is asked for at leisure. */
  failed(needsPerson: boolean): number;
  succeeded(): void;
}

const FIRST_MS = 2_000;
const MOST_MS = 5 * 60_000;
const FOR_PEOPLE_MS = 5 * 60_000;

/** Doubles from two seconds to five minutes; a random part keeps the stations of a district from coming back in step. */
export function createPace(random: () => number): Pace {
  let failures = 0;
  return {
    failed(needsPerson) {
      const step = needsPerson ? FOR_PEOPLE_MS : Math.min(MOST_MS, FIRST_MS * 2 ** failures);
      failures = Math.min(failures + 1, 16);
      return Math.round(step * (0.5 + random() / 2));
    },
    succeeded: () => {
      failures = 0;
    },
  };
}
