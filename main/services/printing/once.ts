/** How long a request may come again; whoever asks later is a new press. */
const KEPT_MS = 10 * 60_000;
const MOST_KEPT = 500;

/** Does what is asked once for each key: the same key gets the same answer, also while it is still being done. */
export function createOnce<T>(now: () => number): (key: string, run: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, { readonly atMs: number; readonly answer: Promise<T> }>();
  return (key, run) => {
    for (const [old, { atMs }] of kept) {
      if (now() - atMs < KEPT_MS && kept.size < MOST_KEPT) break;
      kept.delete(old);
    }
    const known = kept.get(key);
    if (known) return known.answer;
    const answer = run();
    kept.set(key, { atMs: now(), answer });
    // What failed was not done.
    answer.catch(() => kept.delete(key));
    return answer;
  };
}
