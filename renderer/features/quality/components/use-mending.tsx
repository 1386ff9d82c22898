import { useState } from 'react';
import { useStation } from '#renderer/data/index';
import { gridNumberOf, useMayWrite } from '../../people/index';
import type { QualityFinding } from '#shared/domain/quality/facts';
import {
  acceptFinding,
  mendableOf,
  mendFindings,
  undoDecisions,
  type Mendable,
  type MendOutcome,
  type UndoOutcome,
} from '../commands';

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'gathering' }
  | { readonly kind: 'asking'; readonly ruleId: string; readonly findings: readonly Mendable[] }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'mended'; readonly outcome: MendOutcome }
  | { readonly kind: 'accepted'; readonly decisionId: string }
  | { readonly kind: 'undone'; readonly outcome: UndoOutcome }
  | { readonly kind: 'failed'; readonly error: unknown };

/** What is being done about findings, one thing at a time, and the way back. */
export interface MendingState {
  readonly state: State;
  readonly isBusy: boolean;
  /** Whether the signed-in person may change the finding's record and write a decision about it. */
  mayMend(finding: QualityFinding): boolean;
  mend(findings: readonly Mendable[]): void;
  /** Counts what one press can mend of a rule, and asks before it does. */
  ask(ruleId: string, grids: readonly number[] | undefined): void;
  accept(finding: QualityFinding, reason: string): void;
  undo(decisionIds: readonly string[]): void;
  clear(): void;
}

/** See `MendingState`. */
export function useMending(): MendingState {
  const station = useStation();
  const mayWrite = useMayWrite();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const isBusy = state.kind === 'gathering' || state.kind === 'working';
  const failed = (error: unknown) => setState({ kind: 'failed', error });

  return {
    state,
    isBusy,
    mayMend({ subjectType, subjectId }) {
      const grid = gridNumberOf(subjectId);
      return mayWrite('edit', subjectType, grid) && mayWrite('create', 'finding', grid);
    },
    mend(findings) {
      const total = findings.length;
      setState({ kind: 'working', done: 0, total });
      void mendFindings(station, findings, (done) => setState({ kind: 'working', done, total })).then((outcome) =>
        outcome.decisionIds.length === 0 && outcome.error !== null
          ? failed(outcome.error)
          : setState({ kind: 'mended', outcome }),
      );
    },
    ask(ruleId, grids) {
      setState({ kind: 'gathering' });
      mendableOf(station, ruleId, grids).then((findings) => setState({ kind: 'asking', ruleId, findings }), failed);
    },
    accept(finding, reason) {
      setState({ kind: 'working', done: 0, total: 1 });
      acceptFinding(station, finding, reason).then((decisionId) => setState({ kind: 'accepted', decisionId }), failed);
    },
    undo(decisionIds) {
      setState({ kind: 'working', done: 0, total: decisionIds.length });
      undoDecisions(station, decisionIds).then((outcome) => setState({ kind: 'undone', outcome }), failed);
    },
    clear: () => setState({ kind: 'idle' }),
  };
}
