import type { Register, RoundQuestion, RoundRow } from '#renderer/data/index';

/** The round as far as it is known. */
export interface RoundView {
  /** Undefined until the first answer, and while the register is being built and has nobody yet. */
  readonly rows: readonly RoundRow[] | undefined;
  /** Why the last question got no answer; null when it got one. */
  readonly failure: unknown;
}

/** Keeps the answer to the question of the day: asks it again whenever the register has changed, one question at a time. */
export interface RoundKeeper {
  ask(question: RoundQuestion): void;
  /** Asks again after a failure. */
  retry(): void;
  read(): RoundView;
  subscribe(onChange: () => void): () => void;
  /** Follows the register until the returned function is called. */
  follow(): () => void;
}

/** While a first sync brings thousands of records, the round is made anew this often. */
export const BUILDING_MS = 1000;

/** See `RoundKeeper`. */
export function createRoundKeeper(register: Pick<Register, 'round' | 'version$' | 'state$'>): RoundKeeper {
  const listeners = new Set<() => void>();
  let question: RoundQuestion | null = null;
  let answer: readonly RoundRow[] | undefined;
  let view: RoundView = { rows: undefined, failure: null };
  let isBuilding = true;
  let isAsking = false;
  let isStale = false;
  let askedAtMs = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(failure: unknown): void {
    const rows = answer?.length === 0 && isBuilding ? undefined : answer;
    if (rows === view.rows && failure === view.failure) return;
    view = { rows, failure };
    for (const listener of listeners) listener();
  }

  async function askNow(): Promise<void> {
    timer = undefined;
    if (!question) return;
    isAsking = true;
    isStale = false;
    askedAtMs = performance.now();
    try {
      answer = await register.round(question);
      show(null);
    } catch (error) {
      show(error);
    }
    isAsking = false;
    if (isStale) want();
  }

  function want(): void {
    isStale = true;
    if (isAsking || (isBuilding && timer !== undefined)) return;
    clearTimeout(timer);
    const waitMs = isBuilding ? askedAtMs + BUILDING_MS - performance.now() : 0;
    if (waitMs > 0) timer = setTimeout(() => void askNow(), waitMs);
    else void askNow();
  }

  return {
    ask(next) {
      question = next;
      want();
    },
    retry: want,
    read: () => view,
    subscribe(onChange) {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    follow() {
      const following = register.state$.subscribe(({ kind }) => {
        isBuilding = kind === 'building';
      });
      following.add(register.version$.subscribe(() => question && want()));
      return () => {
        following.unsubscribe();
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
