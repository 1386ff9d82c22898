import { useCallback, useEffect, useState } from 'react';
import { useObservable, useRegister, type FindingQuery } from '#renderer/data/index';
import type { FoundRow } from './queries';

const PAGE_ROWS = 100;

export interface FindingPages {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly byRule: Readonly<Record<string, number>>;
  rowAt(index: number): FoundRow | undefined;
  /** The rows in view, the last excluded. */
  readonly want: (first: number, last: number) => void;
  readonly error: unknown;
  readonly retry: () => void;
}

interface LoadedPages {
  readonly key: string;
  readonly version: number;
  readonly total: number;
  readonly byRule: Readonly<Record<string, number>>;
  readonly pages: ReadonlyMap<number, readonly FoundRow[]>;
}

/** Findings a page at a time as they are scrolled, kept current; the former ones stay until their successors are there. */
export function useFindings(query: Omit<FindingQuery, 'offset' | 'limit'>): FindingPages {
  const register = useRegister();
  const version = useObservable(register.version$) ?? 0;
  const key = JSON.stringify(query);
  const [window, setWindow] = useState({ first: 0, last: 1 });
  const [loaded, setLoaded] = useState<LoadedPages>();
  const [failure, setFailure] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const isCurrent = loaded?.key === key && loaded.version >= version;
  const wanted = numbersBetween(window).find((number) => !isCurrent || !loaded.pages.has(number));

  useEffect(() => {
    if (wanted === undefined) return;
    let isWanted = true;
    const question = { ...(JSON.parse(key) as typeof query), offset: wanted * PAGE_ROWS, limit: PAGE_ROWS };
    register.findings(question).then(
      ({ rows, total, byRule }) => {
        if (!isWanted) return;
        setFailure(null);
        setLoaded((before) => {
          const known = before?.key === key && before.version === version ? before.pages : [];
          return { key, version, total, byRule, pages: new Map([...known, [wanted, rows]]) };
        });
      },
      (error: unknown) => isWanted && setFailure(error),
    );
    return () => {
      isWanted = false;
    };
  }, [register, key, version, wanted, attempt]);

  const want = useCallback((first: number, last: number) => setWindow({ first, last }), []);
  return {
    total: loaded?.total,
    byRule: loaded?.byRule ?? {},
    rowAt: (index) => loaded?.pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    want,
    error: failure,
    retry: () => {
      setFailure(null);
      setAttempt(attempt + 1);
    },
  };
}

function numbersBetween({ first, last }: { readonly first: number; readonly last: number }): readonly number[] {
  const from = Math.floor(first / PAGE_ROWS);
  const to = Math.floor(Math.max(first, last - 1) / PAGE_ROWS);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
