import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { RosterRowQuery, RosterRowView, RosterSession } from '#renderer/data/index';

/** Rows asked of the worker at once. */
const PAGE = 100;

export interface RosterRows {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  rowAt(index: number): RosterRowView | undefined;
  /** Told of the rows that are drawn. */
  onWindow(first: number, last: number): void;
}

/** The rows of a roster that a filter leaves, fetched as they are scrolled to; anew with every `version`. */
export function useRosterRows(
  session: RosterSession,
  { only, code }: Pick<RosterRowQuery, 'only' | 'code'>,
  version: number,
): RosterRows {
  const [answers, setAnswers] = useState<{
    readonly key: string;
    readonly total: number;
    readonly pages: ReadonlyMap<number, readonly RosterRowView[]>;
  } | null>(null);
  const key = `${only}|${code ?? ''}|${version}`;
  const wanted = useRef(new Set<string>());
  const current = useRef(key);
  useEffect(() => {
    if (current.current === key) return;
    current.current = key;
    // Answers of another filter took the place of these: coming back asks again.
    wanted.current.clear();
  });

  const fetchPage = useCallback(
    (page: number) => {
      const mark = `${key}|${page}`;
      if (wanted.current.has(mark)) return;
      wanted.current.add(mark);
      session.rows({ only, code, offset: page * PAGE, limit: PAGE }).then(
        ({ total, rows }) => {
          if (current.current !== key) return;
          setAnswers((known) => ({
            key,
            total,
            pages: new Map(known?.key === key ? known.pages : []).set(page, rows),
          }));
        },
        // The worker has ended with its session; whoever closed it shows another page.
        () => undefined,
      );
    },
    [session, key, only, code],
  );
  useEffect(() => fetchPage(0), [fetchPage]);

  return useMemo(() => {
    // What was there before the change stays until the new rows come, so that nothing flickers.
    const filter = key.slice(0, key.lastIndexOf('|'));
    const shown = answers?.key.startsWith(`${filter}|`) ? answers : null;
    return {
      total: shown?.total,
      rowAt: (index) => shown?.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
      onWindow(first, last) {
        for (let page = Math.floor(first / PAGE); page * PAGE < last; page += 1) fetchPage(page);
      },
    };
  }, [answers, key, fetchPage]);
}
