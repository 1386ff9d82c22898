import { useState } from 'react';
import { toAppError } from '#shared/errors/app-error';
import type { ReshapeAnswer, StartReshape } from '#shared/ipc/reshape-api';
import { useStation, useSync } from '#renderer/data/index';

/** Why it is not under way. `unsure`: the host may or may not have begun. */
export type StartProblem =
  | { readonly kind: 'refused'; readonly reason: Extract<ReshapeAnswer, { outcome: 'refused' }>['reason'] }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Asks the host to begin; nothing on this device changes before it has. */
export interface ReshapeStart {
  readonly isOnline: boolean;
  readonly isBusy: boolean;
  readonly problem: StartProblem | null;
  readonly start: (wanted: StartReshape) => Promise<void>;
}

/** See `ReshapeStart`; `onStarted` when it is under way. */
export function useReshapeStart(onStarted: () => void): ReshapeStart {
  const { admin } = useStation();
  const isOnline = useSync()?.status.link.kind === 'live';
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<StartProblem | null>(null);
  return {
    isOnline,
    isBusy,
    problem,
    async start(wanted) {
      setProblem(null);
      setIsBusy(true);
      try {
        const answer = await admin.reshape(wanted);
        if (answer.outcome === 'started') return onStarted();
        setProblem({ kind: 'refused', reason: answer.reason });
      } catch (error) {
        const isUnheard = toAppError(error).code === 'hub.unreachable';
        setProblem(isUnheard ? { kind: 'unsure' } : { kind: 'failed', error });
      } finally {
        setIsBusy(false);
      }
    },
  };
}
