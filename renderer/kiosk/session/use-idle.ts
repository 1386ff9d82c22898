import { useCallback, useEffect, useRef, useState } from 'react';
import { holdIdle, idleSeconds, startIdle, touchIdle } from './idle';

/** Touches of the screen, of a keyboard and of a scanner. */
const SIGNS_OF_LIFE = ['pointerdown', 'keydown', 'input'] as const;
const LOOK_EVERY_MS = 250;

export interface Idle {
  /** What is left, s. */
  readonly seconds: number;
  /** The clock stands still. */
  readonly isHeld: boolean;
  touch(): void;
  /** Stops the clock; answers how to let it go on. */
  hold(): () => void;
}

/** Counts down from the last touch and calls back once when the time is up; `isCounting` is false while there is nothing to forget. */
export function useIdle(isCounting: boolean, onOver: () => void): Idle {
  const clock = useRef(startIdle(0));
  const holders = useRef(0);
  const over = useRef(onOver);
  const [seconds, setSeconds] = useState(() => idleSeconds(startIdle(0), 0));
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    over.current = onOver;
  });

  const touch = useCallback(() => {
    clock.current = touchIdle(clock.current, Date.now());
  }, []);

  const hold = useCallback(() => {
    holders.current += 1;
    clock.current = holdIdle(clock.current, true, Date.now());
    setHeld(true);
    let isLet = false;
    return () => {
      if (isLet) return;
      isLet = true;
      holders.current -= 1;
      if (holders.current > 0) return;
      clock.current = holdIdle(clock.current, false, Date.now());
      setHeld(false);
    };
  }, []);

  useEffect(() => {
    for (const sign of SIGNS_OF_LIFE) addEventListener(sign, touch, true);
    return () => {
      for (const sign of SIGNS_OF_LIFE) removeEventListener(sign, touch, true);
    };
  }, [touch]);

  useEffect(() => {
    if (!isCounting) return;
    clock.current = holdIdle(startIdle(Date.now()), clock.current.heldSinceMs !== null, Date.now());
    const look = () => {
      const left = idleSeconds(clock.current, Date.now());
      setSeconds(left);
      if (left > 0) return;
      clearInterval(timer);
      over.current();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isCounting]);

  return { seconds, isHeld, touch, hold };
}
