import { BehaviorSubject, type Observable } from 'rxjs';
import { AppError, toAppError } from '#shared/errors/app-error';
import type { LocalWriter } from '#shared/sync/local-writer';
import type { Sealer } from '../types';
import { createApplier } from './applier';
import type { ImportJournal, JournalHead } from './journal';
import type { ImportRecords } from './records';
import { createSwap } from './swap';
import type { ImportProgress, Imports, RosterSession, UndoOutcome } from './types';

/** The imports of an open station; `close` leaves what is under way to the next opening. */
export interface RunningImports extends Imports {
  close(): Promise<void>;
}

/** Fills the journal, telling how many records it holds; answers with the head of what it holds then. */
export type Planning = (
  head: JournalHead,
  signal: AbortSignal,
  onProgress: (records: number) => void,
) => Promise<JournalHead>;

export interface ImportsDeps {
  readonly journal: ImportJournal;
  readonly records: ImportRecords;
  readonly writer: Pick<LocalWriter, 'writeTogether'>;
  readonly sealer: Sealer;
  nowMs(): number;
  newUid(): string;
  roomToSend(signal: AbortSignal): Promise<void>;
  /** Numbers of the grids that the person may open, kept current. */
  readonly grids$: Observable<readonly number[]>;
  /** Opens a file; `apply` takes in what its session plans. */
  openSession(file: File, apply: (fileName: string, plan: Planning) => Promise<string>): Promise<RosterSession>;
}

/** What is under way. */
interface Work {
  readonly head: JournalHead;
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/** Why a work was stopped; closing leaves the journal as it is. */
type Stop = 'close' | 'cancel';

/** See `Imports`. Goes on with what an earlier life left. */
export function openImports(deps: ImportsDeps): RunningImports {
  const { journal, nowMs, newUid } = deps;
  const applier = createApplier(deps);
  const swap = createSwap(deps);
  const running$ = new BehaviorSubject<ImportProgress | null>(null);
  let work: Work | null = null;
  let isBusy = true;
  let isClosed = false;
  let grids: readonly number[] = [];

  const show = (head: JournalHead, phase: ImportProgress['phase'], done = 0, code: string | null = null) =>
    running$.next({ importUid: head.importUid, phase, done, total: head.records, code });
  const free = () => {
    work = null;
    isBusy = false;
    running$.next(null);
  };
  function take(): void {
    if (isBusy || isClosed) throw new AppError('import.busy', 'another import is under way');
    isBusy = true;
  }

  /** Does what the head says to its end, in the background; a failure stays shown until `retry` or `cancel`. */
  function begin(head: JournalHead): Work {
    const stop = new AbortController();
    const done = goOn(head, stop.signal).then(free, (thrown: unknown) => {
      if (stop.signal.aborted) return;
      show(head, 'failed', running$.value?.done ?? 0, toAppError(thrown).code);
    });
    work = { head, stop, done };
    return work;
  }

  async function goOn(head: JournalHead, signal: AbortSignal): Promise<void> {
    switch (head.phase) {
      case 'planning':
        return journal.remove(head.importUid);
      case 'applying':
        show(head, 'applying');
        return applier.run(head, signal, (done) => show(head, done === head.records ? 'finishing' : 'applying', done));
      case 'undoing':
      case 'redoing':
        show(head, 'finishing');
        await swap.run(head.importUid, head.phase === 'undoing' ? 'undone' : 'complete');
        return journal.remove(head.importUid);
    }
  }

  async function stopWork(why: Stop): Promise<JournalHead | null> {
    const stopped = work;
    stopped?.stop.abort(why);
    await stopped?.done;
    return stopped?.head ?? null;
  }

  const grants = deps.grids$.subscribe((granted) => {
    grids = granted;
    cancelWithdrawn();
  });
  const opened = journal.head().then(
    (head) => {
      if (!head || isClosed) return free();
      begin(head);
      cancelWithdrawn();
    },
    () => free(),
  );

  /** What a grid holds may not lie here when the grid is taken away, and the rest of an import is not to stay half there. */
  function cancelWithdrawn(): void {
    const isWithdrawn = work?.head.shares.some(({ grid }) => !grids.includes(grid)) ?? false;
    if (isWithdrawn) cancel().catch(() => undefined);
  }

  async function apply(fileName: string, plan: Planning): Promise<string> {
    await opened;
    take();
    const stop = new AbortController();
    const draft: JournalHead = {
      importUid: newUid(),
      phase: 'planning',
      fileName,
      startedAtMs: nowMs(),
      shares: [],
      records: 0,
    };
    let finish = (): void => undefined;
    work = { head: draft, stop, done: new Promise((resolve) => (finish = resolve)) };
    try {
      show(draft, 'planning');
      await journal.put(draft);
      const planned = await plan(draft, stop.signal, (records) => show(draft, 'planning', records));
      stop.signal.throwIfAborted();
      const head: JournalHead = { ...planned, phase: 'applying' };
      await journal.put(head);
      begin(head);
      cancelWithdrawn();
      return head.importUid;
    } catch (thrown) {
      await journal.remove(draft.importUid).catch(() => undefined);
      free();
      throw thrown;
    } finally {
      finish();
    }
  }

  async function cancel(): Promise<void> {
    const head = await stopWork('cancel');
    // Planning takes back by itself; what is being put back goes on to its end.
    if (!head || head.phase !== 'applying' || isClosed) {
      if (head && head.phase !== 'planning' && !isClosed) await begin(head).done;
      return;
    }
    const undoing: JournalHead = { ...head, phase: 'undoing' };
    await journal.clear(head.importUid);
    await journal.put(undoing);
    await begin(undoing).done;
  }

  async function turn(importUid: string, phase: 'undoing' | 'redoing'): Promise<UndoOutcome> {
    await opened;
    take();
    const head: JournalHead = { importUid, phase, fileName: '', startedAtMs: nowMs(), shares: [], records: 0 };
    try {
      if ((await deps.records.batches(importUid)).length === 0) {
        throw new AppError('request.not-found', 'no such import on this device');
      }
      show(head, 'finishing');
      await journal.put(head);
      const outcome = await swap.run(importUid, phase === 'undoing' ? 'undone' : 'complete');
      await journal.remove(importUid);
      return outcome;
    } finally {
      free();
    }
  }

  return {
    running$,
    open: (file) => deps.openSession(file, apply),
    cancel,
    retry: () => {
      if (work && running$.value?.phase === 'failed') begin(work.head);
    },
    undo: (importUid) => turn(importUid, 'undoing'),
    redo: async (importUid) => void (await turn(importUid, 'redoing')),
    close: async () => {
      isClosed = true;
      grants.unsubscribe();
      await opened;
      await stopWork('close');
      journal.close();
    },
  };
}
