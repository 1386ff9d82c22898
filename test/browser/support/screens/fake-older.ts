import { BehaviorSubject } from 'rxjs';
import { AppError } from '#shared/errors/app-error';
import type { BudgetState } from '#shared/sync/budget';
import type { OlderWork } from '#renderer/data/types';

export interface FakeOlder extends OlderWork {
  /** From now on the device leaves visits at the station that began before; `found` is what comes when asked, null for no answer. */
  leave(rank: string, found: number | null): void;
}

/** What a device leaves at the station: nothing, until a test says otherwise. */
export function fakeOlder(documents: number, limit: number): FakeOlder {
  const budget$ = new BehaviorSubject<BudgetState>({ documents, limit, left: {} });
  let answer: number | null = 0;
  return {
    budget$,
    recount: async () => undefined,
    leave(rank, found) {
      answer = found;
      budget$.next({ ...budget$.value, left: { visit: rank } });
    },
    async loadVisits() {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (answer === null) throw new AppError('hub.unreachable', 'no answer', { retry: true });
      return answer;
    },
  };
}
