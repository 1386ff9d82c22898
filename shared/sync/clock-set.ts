/** Two clocks of one device run apart by less than this between two looks, ms. */
const NOTICED_MS = 30_000;

/** As near as a correction comes to what is wrong, ms: the hub's clock is not followed to the minute. */
const PUT_RIGHT_MS = 2 * 60_000;

/**
 * Notices that the device's clock is set while the program runs, by a second one that nobody sets and that may stand still while the
 * device sleeps. Each look answers what has to be added, for what was set since the last look, to the correction that is in force.
 *
 * Who sleeps finds the clock further on as well. So a clock that went forward was set only where it came to where the correction had put
 * it: a tablet that began with a wrong date and then learned the right one. One that went back was set in any case.
 */
export function noticeClockSet(wallMs: () => number, steadyMs: () => number): (correctionMs: number) => number {
  const look = () => ({ wall: wallMs(), steady: steadyMs() });
  let seen = look();
  return (correctionMs) => {
    const now = look();
    const setByMs = now.wall - seen.wall - (now.steady - seen.steady);
    seen = now;
    if (Math.abs(setByMs) < NOTICED_MS) return 0;
    return setByMs < 0 || Math.abs(correctionMs - setByMs) < PUT_RIGHT_MS ? -setByMs : 0;
  };
}
