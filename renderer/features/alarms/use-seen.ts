import { useEffect, type RefObject } from 'react';
import { useSession, useStation } from '#renderer/data/index';
import { markSeen } from './commands';
import type { ShownAlarm } from './queries';

/** Shorter than this nobody has read it, ms. */
const READ_MS = 1000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/**
 * Notes that the signed-in person saw the alarm: it stands on the screen, the page is in front, and somebody is really there, since a pointer or a
 * key moved meanwhile. A screen in an empty room sees nothing.
 */
export function useSeen(alarm: ShownAlarm, shown: RefObject<HTMLElement | null>): void {
  const station = useStation();
  const { staff } = useSession();
  const { record, standing } = alarm;
  const isSeen = standing.state === 'closed' || standing.seen.some(({ by }) => by === staff.uid);
  useEffect(() => {
    if (isSeen) return;
    const sinceMs = performance.now();
    let isDone = false;
    const notice = (): void => {
      const isThere = document.visibilityState === 'visible' && isOnScreen(shown.current);
      if (isDone || !isThere || performance.now() - sinceMs < READ_MS) return;
      isDone = true;
      // What cannot be kept now is noticed at the next move.
      markSeen(station, record).catch(() => void (isDone = false));
    };
    for (const sign of SIGNS) window.addEventListener(sign, notice, { passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, notice);
    };
    // A record is a new object with each change; what decides is whether it has been seen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [station, record._id, isSeen]);
}

function isOnScreen(element: HTMLElement | null): boolean {
  if (!element?.checkVisibility()) return false;
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && top < window.innerHeight && bottom > 0;
}
