import { useEffect, useRef } from 'react';
import { isStaying } from '#renderer/ui/index';

/** What a person does to a screen. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls back once nobody has touched the screen for `idleMs`, or when it wakes up after that long. Only what a person does counts:
 * libraries send pages mouse moves of their own. Whoever talks in a call is there without touching anything.
 */
export function useIdle(idleMs: number, isWatching: boolean, onIdle: () => void): void {
  const newest = useRef(onIdle);
  useEffect(() => {
    newest.current = onIdle;
  });
  useEffect(() => {
    if (!isWatching) return;
    let seenMs = Date.now();
    let timer: ReturnType<typeof setTimeout>;
    // A tablet that sleeps runs no timers, so the clock decides; one that was set back must not keep the screen open.
    const leftMs = () => Math.min(idleMs, seenMs + idleMs - Date.now());
    const look = () => {
      clearTimeout(timer);
      if (isStaying()) seenMs = Date.now();
      const left = leftMs();
      if (left > 0) timer = setTimeout(look, left);
      else newest.current();
    };
    const onSign = (event: Event) => {
      if (!event.isTrusted) return;
      // The touch that wakes a sleeping tablet comes too late to count.
      if (leftMs() <= 0) newest.current();
      else seenMs = Date.now();
    };
    timer = setTimeout(look, idleMs);
    const options = { capture: true, passive: true };
    for (const sign of SIGNS) addEventListener(sign, onSign, options);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) removeEventListener(sign, onSign, options);
      document.removeEventListener('visibilitychange', look);
    };
  }, [idleMs, isWatching]);
}
