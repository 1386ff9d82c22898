import { useCallback, useEffect, useRef, useState } from 'react';

/** An answer of the host, on its way, here, or failed. */
export type Answer<T> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: unknown };

export interface Loaded<T> {
  readonly answer: Answer<T>;
  /** Asks again; what is here stays until the new answer comes. */
  readonly reload: () => void;
}

/** Asks the host once for each `key`, and again when told to. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [attempt, setAttempt] = useState(0);
  const [latest, setLatest] = useState<{ readonly key: string; readonly answer: Answer<T> } | null>(null);
  const newest = useRef(load);
  useEffect(() => {
    newest.current = load;
  });
  useEffect(() => {
    let isWanted = true;
    const keep = (answer: Answer<T>) => {
      if (isWanted) setLatest({ key, answer });
    };
    newest.current().then(
      (value) => keep({ kind: 'here', value }),
      (error: unknown) => keep({ kind: 'failed', error }),
    );
    return () => {
      isWanted = false;
    };
  }, [key, attempt]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  return { answer: latest?.key === key ? latest.answer : { kind: 'loading' }, reload };
}
