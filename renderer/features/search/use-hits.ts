import { useEffect, useState } from 'react';
import { useObservable, useStation, type PersonRow, type SearchHit } from '#renderer/data/index';
import { useToday } from '../people/index';
import { recentPeople } from './recent';

/** People and homes are asked for apart: a street full of homes must not leave the people in them out. */
const ASKED = [
  { kinds: ['person'], limit: 12 },
  { kinds: ['dwelling', 'household', 'enterprise'], limit: 40 },
] as const;

export interface Hits {
  /** The text that they were found for: the one before while an answer is on its way. */
  readonly text: string;
  readonly hits: readonly SearchHit[];
  /** Why the last question failed; null when it did not. */
  readonly error: unknown;
}

const NONE: Hits = { text: '', hits: [], error: null };

/** What the register finds for a text, asked at every key; of several answers under way the latest question's counts. */
export function useHits(text: string): Hits {
  const { register } = useStation();
  const today = useToday();
  // While the register is being built, more may be found a moment later.
  const version = useObservable(register.version$);
  const [found, setFound] = useState<Hits>(NONE);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') return;
    let isLatest = true;
    Promise.all(ASKED.map((part) => register.search({ ...part, text: wanted, today }))).then(
      (parts) => isLatest && setFound({ text: wanted, hits: parts.flat(), error: null }),
      (error: unknown) => isLatest && setFound({ text: wanted, hits: [], error }),
    );
    return () => {
      isLatest = false;
    };
  }, [register, wanted, today, version]);
  return wanted === '' ? NONE : found;
}

/** People who were opened lately, the latest first; without those whose file is closed or no longer here. */
export function useRecentPeople(): readonly PersonRow[] {
  const station = useStation();
  const today = useToday();
  const [rows, setRows] = useState<readonly PersonRow[]>([]);
  useEffect(() => {
    let isCurrent = true;
    station.register.rows('person', recentPeople(station), today).then(
      (found) => isCurrent && setRows(found.filter(({ name }) => name !== null)),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [station, today]);
  return rows;
}
