import { BehaviorSubject, type Observable } from 'rxjs';
import { isPassing } from './others';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import type { Journal } from './journal';
import type { EntryName, JournalEntry } from './journal-log';
import type { JournalFolder } from './journal-service';
import { hasDatabase } from '../has-database';
import { controlNameOf } from '../open-databases';
import { parcelBatches } from './parcels';
import { holdTab } from '../tab-lock';

/** Brings to the host what only a journal still knows: the browser lost the rest. */
export interface JournalRecovery {
  /** Records that were brought to the host since this page was opened and that it did not have. */
  readonly recovered$: Observable<number>;
  /** Delivers what is there; what the host cannot take now stays for the next call. Throws what posting throws. */
  recover(): Promise<void>;
}

export interface JournalRecoveryOptions {
  readonly journal: Journal;
  readonly folder: JournalFolder;
  readonly locks: LockManager;
  /** Name of the person's own databases. */
  readonly name: string;
  post(parcels: readonly string[]): Promise<ParcelAnswers>;
  /** Lays down at the host what it did not write. */
  deposit(parcels: readonly string[]): Promise<ParcelAnswers>;
}

/** See `JournalRecovery`. Journals of colleagues are read where their databases are gone: they may never sign in here again. */
export function createJournalRecovery(options: JournalRecoveryOptions): JournalRecovery {
  const { journal, folder, locks, name, post, deposit } = options;
  const recovered$ = new BehaviorSubject(0);
  let recovering: Promise<void> | null = null;

  /** Delivers entries; answers those that the host has answered for. */
  async function deliver(entries: readonly JournalEntry[]): Promise<readonly EntryName[]> {
    const settled: EntryName[] = [];
    let found = 0;
    for (const batch of parcelBatches(entries)) {
      const { answers } = await post(batch.map(({ parcel }) => parcel));
      const refused: JournalEntry[] = [];
      batch.forEach((entry, index) => {
        const answer = answers[index];
        if (!answer || (answer.outcome === 'refused' && isPassing(answer.code))) return;
        if (answer.outcome === 'refused') return void refused.push(entry);
        settled.push(entry);
        if (answer.outcome === 'kept' || !answer.isKnown) found += 1;
      });
      if (refused.length === 0) continue;
      // Somebody has to look at these; on this device nobody can any more.
      const laid = (await deposit(refused.map(({ parcel }) => parcel))).answers;
      const kept = refused.filter((_, index) => ['kept', 'written'].includes(laid[index]?.outcome ?? ''));
      settled.push(...kept);
      found += kept.length;
    }
    if (found > 0) recovered$.next(recovered$.value + found);
    return settled;
  }

  async function recoverOthers(): Promise<void> {
    for (const other of await folder.names()) {
      if (other === name || (await hasDatabase(controlNameOf(other)))) continue;
      const release = await holdTab(locks, other);
      if (!release) continue;
      try {
        const entries = await folder.open(other);
        const settled = await deliver(entries);
        if (settled.length > 0) await folder.write(other, [], settled);
        await folder.close(other);
        if (settled.length === entries.length) await folder.remove(other);
      } finally {
        await folder.close(other);
        release();
      }
    }
  }

  async function recoverAll(): Promise<void> {
    const own = await journal.orphans();
    if (own.length > 0) await journal.settle(await deliver(own));
    await recoverOthers();
  }

  return {
    recovered$,
    recover() {
      recovering ??= recoverAll().finally(() => {
        recovering = null;
      });
      return recovering;
    },
  };
}
