import { useSyncExternalStore } from 'react';
import { useObservable, useStation, type ImportProgress } from '#renderer/data/index';
import { rosterWorkOf, type RosterWork, type WorkView } from './roster-work';

/** The roster on the desk, and what can be done with it. */
export function useRosterWork(): readonly [view: WorkView, work: RosterWork] {
  const work = rosterWorkOf(useStation());
  return [useSyncExternalStore(work.subscribe, work.view), work];
}

/** The import that is being applied; null for none, undefined for the first moment. */
export function useRunningImport(): ImportProgress | null | undefined {
  return useObservable(useStation().imports.running$);
}
