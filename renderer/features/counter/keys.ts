import { useEffect, useRef } from 'react';

/** What keys of the counter do; a key whose deed cannot be done now does nothing, and never what the browser would do. */
export const COUNTER_KEYS = {
  F2: 'next',
  F3: 'recall',
  F4: 'hold',
  F5: 'start',
  F6: 'transfer',
  F7: 'application',
  F8: 'finish',
  F9: 'pause',
} as const;
export type CounterDeed = (typeof COUNTER_KEYS)[keyof typeof COUNTER_KEYS];
export type Deeds = Readonly<Partial<Record<CounterDeed, () => void>>>;

/** The key of a deed, as it stands on buttons. */
export const keyOf = (deed: CounterDeed): string =>
  Object.entries(COUNTER_KEYS).find(([, each]) => each === deed)?.[0] ?? '';

/** Listens to the keys while the counter is on the screen. */
export function useCounterKeys(deeds: Deeds): void {
  const latest = useRef(deeds);
  useEffect(() => {
    latest.current = deeds;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      const deed = Object.entries(COUNTER_KEYS).find(([key]) => key === event.key)?.[1];
      if (!deed) return;
      event.preventDefault();
      if (!event.repeat) latest.current[deed]?.();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
