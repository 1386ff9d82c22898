import { wrap } from 'comlink';
import type { JournalFolder } from './journal-service';

/** The journals of this device, in a worker of their own; null where the browser has no place for them. */
export function openJournalFolder(): JournalFolder | null {
  if (typeof Worker === 'undefined' || !navigator.storage?.getDirectory) return null;
  const worker = new Worker(new URL('./journal.worker.ts', import.meta.url), { type: 'module', name: 'journal' });
  const remote = wrap<JournalFolder>(worker);
  return {
    open: (name) => remote.open(name),
    write: (name, puts, drops) => remote.write(name, puts, drops),
    close: (name) => remote.close(name),
    names: () => remote.names(),
    remove: (name) => remote.remove(name),
    async end() {
      await remote.end();
      worker.terminate();
    },
  };
}
