import { wrap, type Remote } from 'comlink';
import type { Joined } from '#shared/geo/join';
import type { BoundaryFacts, BoundaryFinding, GridShape } from '#shared/geo/validate';
import type { MultiPolygon } from '#shared/schema/area';
import type { BoundaryService } from './boundary-service';

/** Boundary checks in a thread of their own. */
export interface BoundaryChecks {
  /**
   * What is wrong with the grids. Of the questions that one asker has waiting only the last is answered, the others with null: whoever
   * draws asks more often than can be answered, and with null when the thread is closed. Facts go over once, as long as they are the same object.
   */
  check(asker: string, grids: readonly GridShape[], facts: BoundaryFacts): Promise<readonly BoundaryFinding[] | null>;
  /** Grids put together; null when the thread is closed. */
  join(shapes: readonly MultiPolygon[]): Promise<Joined | null>;
  close(): void;
}

interface Question {
  readonly grids: readonly GridShape[];
  readonly facts: BoundaryFacts;
  answer(findings: readonly BoundaryFinding[] | null): void;
}

/** Checks whose thread starts with the first question. */
export function startBoundaryChecks(): BoundaryChecks {
  const waiting = new Map<string, Question>();
  let thread: Thread | null = null;
  let isAsking = false;

  async function work(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    for (let next = first(); next; next = first()) {
      thread ??= startThread();
      const { grids, facts, answer } = next;
      if (facts !== thread.facts) void thread.service.setFacts(facts);
      thread.facts = facts;
      answer(await Promise.race([thread.service.check(grids), thread.closed]));
    }
    isAsking = false;
  }

  function first(): Question | undefined {
    for (const [asker, question] of waiting) {
      waiting.delete(asker);
      return question;
    }
    return undefined;
  }

  return {
    check: (asker, grids, facts) =>
      new Promise((resolve) => {
        waiting.get(asker)?.answer(null);
        waiting.set(asker, { grids, facts, answer: resolve });
        void work();
      }),
    join(shapes) {
      thread ??= startThread();
      return Promise.race([thread.service.join(shapes), thread.closed]);
    },
    close() {
      for (const { answer } of waiting.values()) answer(null);
      waiting.clear();
      thread?.close();
      thread = null;
    },
  };
}

interface Thread {
  readonly service: Remote<BoundaryService>;
  /** What the thread knows. */
  facts: BoundaryFacts | null;
  /** Resolves when it ends: a question that it has will not be answered. */
  readonly closed: Promise<null>;
  close(): void;
}

function startThread(): Thread {
  const worker = new Worker(new URL('./boundary.worker.ts', import.meta.url), { type: 'module', name: 'boundaries' });
  const { promise, resolve } = withResolvers();
  return {
    service: wrap<BoundaryService>(worker),
    facts: null,
    closed: promise,
    close() {
      worker.terminate();
      resolve(null);
    },
  };
}

function withResolvers() {
  let resolve: (value: null) => void = () => undefined;
  const promise = new Promise<null>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
