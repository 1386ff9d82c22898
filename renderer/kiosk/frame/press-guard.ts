/** How long after a press another one counts as the same hand still shaking, ms. */
export const SAME_PRESS_MS = 400;
/** The same between keys of a keyboard, where two of the same letter follow one another. */
export const SAME_KEY_MS = 90;

export interface PressGuard {
  /** Whether a press at that moment counts. */
  take(nowMs: number, quietMs: number): boolean;
}

/** One for the whole screen: the second press of a hand that pressed twice lands on whatever page came meanwhile. */
export function createPressGuard(): PressGuard {
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    take: (nowMs, quietMs) => {
      if (nowMs >= lastMs && nowMs - lastMs < quietMs) return false;
      lastMs = nowMs;
      return true;
    },
  };
}

/** The screen's own. */
export const pressGuard = createPressGuard();

/** What a button does with presses that count. */
export const steadily =
  (press: () => void, quietMs = SAME_PRESS_MS) =>
  (): void => {
    if (pressGuard.take(performance.now(), quietMs)) press();
  };
