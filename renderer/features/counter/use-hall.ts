import { useCallback, useEffect, useState } from 'react';
import type { QueueCommand, QueueRefusal } from '#shared/domain/queue/commands';
import { toAppError, type AppError } from '#shared/errors/app-error';
import type { QueueView } from '#shared/ipc/queue-api';
import { useStation } from '#renderer/data/index';

/** What became of the last thing that was asked for. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'refused'; readonly why: QueueRefusal }
  | { readonly kind: 'failed'; readonly error: AppError };

export interface HallOfCounter {
  /** As last heard, also while the host is away; undefined until it was heard first. */
  readonly view: QueueView | undefined;
  readonly isAway: boolean;
  /** Something is on its way to the host. */
  readonly isBusy: boolean;
  readonly outcome: Outcome;
  /** The number it was about, once it is done; null otherwise. */
  ask(command: QueueCommand): Promise<string | null>;
  /** By the host's clock. */
  nowMs: number;
}

const TRIES = 3;
const DONE: Outcome = { kind: 'done' };

/** The hall, followed while somebody looks, and what can be asked of it. A wish whose answer was lost is asked again and done once. */
export function useHall(): HallOfCounter {
  const { queue, nowMs: clock, newUid } = useStation();
  const [view, setView] = useState<QueueView>();
  const [isAway, setAway] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(DONE);
  const [nowMs, setNow] = useState(clock);
  useEffect(
    () =>
      queue.watch(
        (next) => {
          setView(next);
          setAway(false);
        },
        () => setAway(true),
      ),
    [queue],
  );
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 1000);
    return () => clearInterval(timer);
  }, [clock]);

  const ask = useCallback(
    async (command: QueueCommand) => {
      const request = newUid();
      setBusy(true);
      setOutcome(DONE);
      try {
        for (let tries = 1; ; tries += 1) {
          try {
            const answer = await queue.ask(request, command);
            setOutcome(answer.outcome === 'done' ? DONE : { kind: 'refused', why: answer.why });
            return answer.outcome === 'done' ? answer.number : null;
          } catch (thrown) {
            const error = toAppError(thrown);
            if (tries < TRIES && error.code === 'hub.unreachable') continue;
            setOutcome({ kind: 'failed', error });
            return null;
          }
        }
      } finally {
        setBusy(false);
      }
    },
    [queue, newUid],
  );
  return { view, isAway, isBusy, outcome, ask, nowMs };
}
