import { useEffect, useSyncExternalStore } from 'react';
import type { Newer } from './newer';

/** Lets a newer version take over as soon as it waits and nothing is half done here. */
export function useNewer(newer: Newer, isIdle: boolean): void {
  const isWaiting = useSyncExternalStore(newer.onChange, newer.isWaiting);
  useEffect(() => {
    if (isWaiting && isIdle) newer.takeOver();
  }, [newer, isWaiting, isIdle]);
}
