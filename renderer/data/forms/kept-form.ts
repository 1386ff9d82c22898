import type { Drafts } from '../types';
import { createDraftKeeper, type SaveState } from './draft-keeper';

/** What every form says of itself: its answers, how safe they are, and what stands against them. */
export interface FormState<Draft, Problem = never> {
  readonly draft: Draft;
  readonly saving: SaveState;
  /** Filled by the first try to be done with it, kept current from then on; absent where a form has none. */
  readonly problems?: readonly Problem[];
}

/** A try to be done with a form; there is one at a time. */
export type Attempt = { readonly kind: 'no' | 'running' } | { readonly kind: 'failed'; readonly error: unknown };

/** A form that somebody fills in, kept on the disk a moment behind the fingers. */
export interface KeptForm<Draft, State> {
  state(): State;
  /** Calls back with every change; the returned function ends that. */
  subscribe(listener: () => void): () => void;
  /** Says something else of the form; nothing once it has ended. */
  set(change: Partial<State>): void;
  /** Changes answers, which are on the disk within a moment. */
  put(change: Partial<Draft>): void;
  /** Changes answers and puts them on the disk now; throws why that failed. */
  putNow(change: Partial<Draft>): Promise<void>;
  /** Puts on the disk what is not there yet; the state says whether it failed. */
  flush(): Promise<void>;
  /** Keeps nothing from now on, not even what waits. Resolves when no save is under way. */
  stop(): Promise<void>;
  /** The same, and throws away what was kept. */
  discard(): Promise<void>;
  /** Says nothing any more, whatever still comes. */
  end(): void;
}

interface KeptFormOptions<Draft, Problem, State extends FormState<Draft, Problem>> {
  readonly drafts: Pick<Drafts, 'save' | 'discard'>;
  readonly form: { readonly id: string; readonly version: number };
  /** Whom or what it is about: there is one draft of a form for each. */
  readonly subject: string;
  readonly startedAtMs: (draft: Draft) => number;
  /** With what was kept, or with what a new one begins with: nothing is kept until something is answered. */
  readonly first: State;
  readonly problemsOf?: (draft: Draft) => readonly Problem[];
  /** What is kept of it, where that is more than the answers. */
  readonly keptOf?: (draft: Draft) => unknown;
}

/** Longest time that an answer waits for the disk. */
const SAVE_DELAY_MS = 250;

/** The part that all forms share; what they are about, and what becomes of them, is theirs. */
export function openKeptForm<Draft, Problem, State extends FormState<Draft, Problem>>({
  drafts,
  form,
  subject,
  startedAtMs,
  first,
  problemsOf,
  keptOf,
}: KeptFormOptions<Draft, Problem, State>): KeptForm<Draft, State> {
  let state = first;
  let isOver = false;
  const listeners = new Set<() => void>();
  const set = (change: Partial<State>) => {
    if (isOver) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  // What every state has is a part of this one.
  const setCommon = (change: Partial<FormState<Draft, Problem>>) => set(change as Partial<State>);
  const keeper = createDraftKeeper<Draft>({
    delayMs: SAVE_DELAY_MS,
    onState: (saving) => setCommon({ saving }),
    save: async (value) => {
      const about = { form: form.id, formVersion: form.version, subject, startedAtMs: startedAtMs(value) };
      return (await drafts.save({ ...about, value: keptOf ? keptOf(value) : value })).savedAtMs;
    },
  });
  const put = (change: Partial<Draft>) => {
    const draft = { ...state.draft, ...change };
    const wasTried = problemsOf !== undefined && (state.problems?.length ?? 0) > 0;
    setCommon({ draft, saving: { kind: 'saving' }, ...(wasTried && { problems: problemsOf(draft) }) });
    keeper.change(draft);
  };
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    set,
    put,
    async putNow(change) {
      put(change);
      await keeper.flush();
      if (state.saving.kind === 'failed') throw state.saving.error;
    },
    flush: () => keeper.flush(),
    stop: () => keeper.stop(),
    async discard() {
      await keeper.stop();
      await drafts.discard(form.id, subject);
    },
    end() {
      isOver = true;
    },
  };
}
