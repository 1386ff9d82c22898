import { proxy, wrap, type Remote } from 'comlink';
import { AppError } from '#shared/errors/app-error';
import { carryAppErrors } from '../worker-errors';
import type { RosterDesk } from './desk-types';

/** A desk and the end of it. */
export interface DeskLink {
  readonly desk: RosterDesk;
  /** The worker and all it holds are gone. */
  end(): void;
}

let carriesErrors = false;

/** Starts a desk in a worker of its own. A worker that dies (no memory) fails what is asked of it with `import.failed`. */
export function startRosterWorker(): DeskLink {
  if (!carriesErrors) carryAppErrors();
  carriesErrors = true;
  const worker = new Worker(new URL('./roster.worker.ts', import.meta.url), { type: 'module', name: 'roster' });
  const remote: Remote<RosterDesk> = wrap<RosterDesk>(worker);
  const died = new Promise<never>((_resolve, reject) => {
    worker.addEventListener('error', ({ message }) => reject(new AppError('import.failed', message)));
    worker.addEventListener('messageerror', () => reject(new AppError('import.failed', 'a message did not arrive')));
  });
  died.catch(() => undefined);
  const ask = <T>(answer: Promise<T>): Promise<T> => Promise.race([answer, died]);
  return {
    desk: {
      open: (file, onProgress) => ask(remote.open(file, proxy(onProgress))),
      look: (...of) => ask(remote.look(...of)),
      propose: (...of) => ask(remote.propose(...of)),
      check: (task, station) => ask(remote.check(task, proxy(station))),
      abort: () => ask(remote.abort()),
      rows: (...of) => ask(remote.rows(...of)),
      row: (...of) => ask(remote.row(...of)),
      unknownWords: () => ask(remote.unknownWords()),
      fix: (...of) => ask(remote.fix(...of)),
      fixAll: (...of) => ask(remote.fixAll(...of)),
      decide: (...of) => ask(remote.decide(...of)),
      plan: () => ask(remote.plan()),
      planAll: (task, take) => ask(remote.planAll(task, proxy(take))),
    },
    end: () => worker.terminate(),
  };
}
