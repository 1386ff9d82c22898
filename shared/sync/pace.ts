import { toAppError } from '../errors/app-error';

/** How much is asked of the link at once: less after a request that did not come through, more while all do. */
export interface Pace {
  /** Part of the full size to use, greater than 0, at most 1. */
  share(): number;
  /** Runs one request and learns from it. */
  measure<T>(request: () => Promise<T>): Promise<T>;
}

/** Below this a request is hardly smaller for being shorter. */
const SMALLEST = 1 / 32;

/** A pace that begins at full size. A weak radio link would otherwise time out on the same large request for ever. */
export function createPace(): Pace {
  let share = 1;
  return {
    share: () => share,
    async measure(request) {
      try {
        const answer = await request();
        share = Math.min(1, share * 2);
        return answer;
      } catch (thrown) {
        if (toAppError(thrown).code === 'hub.unreachable') share = Math.max(SMALLEST, share / 2);
        throw thrown;
      }
    },
  };
}
