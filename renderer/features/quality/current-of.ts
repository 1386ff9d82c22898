/** A live query as far as its first value goes. */
interface Source<T> {
  subscribe(next: (value: T) => void, error: (reason: unknown) => void): { unsubscribe(): void };
}

/** What a live query says now: its first value. Rejects where the query fails. */
export function currentOf<T>(source: Source<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let isDone = false;
    // The first value may come while `subscribe` is still at it.
    let end: () => void = () => undefined;
    const settle = (act: () => void) => {
      if (isDone) return;
      isDone = true;
      act();
      end();
    };
    const subscription = source.subscribe(
      (value) => settle(() => resolve(value)),
      (reason) => settle(() => reject(reason as Error)),
    );
    end = () => subscription.unsubscribe();
    if (isDone) end();
  });
}
