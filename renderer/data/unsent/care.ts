import { of, type Observable } from 'rxjs';
import type { DiscardDeps } from '#shared/sync/discard';
import type { Platform } from '#renderer/platform/platform';
import { followDeposits } from './deposits';
import { discardOnWord } from './discards';
import { openJournal, type Journal } from './journal';
import { createJournalRecovery } from './journal-recovery';
import type { JournalFolder } from './journal-service';
import type { StationDatabases } from '../open-databases';
import type { StationClient } from '../station-client';
import type { OpenStation, SyncView } from '../types';

/** A person's journal in the folder of all; null where the browser has no place for one. */
export interface StationJournal {
  readonly folder: JournalFolder;
  readonly journal: Journal;
  close(): Promise<void>;
}

/** Opens the journal of a person's databases; from here on it follows their outbox. */
export async function openStationJournal(
  folder: JournalFolder | null,
  name: string,
  { control, controlDatabase }: StationDatabases,
): Promise<StationJournal | null> {
  if (!folder) return null;
  const queued = (await control.allQueued()).map(({ id, vectorKey }) => ({ id, vectorKey }));
  const parcels = async (ids: readonly string[]) =>
    (await controlDatabase.parcels.bulkGet([...ids])).flatMap((row) => row ?? []);
  const journal = openJournal({ folder, name, queued, parcels });
  control.onCommitted((written, gone) => journal.follow(written, gone));
  return {
    folder,
    journal,
    async close() {
      await journal.close();
      await folder.end();
    },
  };
}

/** What is done for unsent writes beside sending them: copies elsewhere, and giving them up. */
export interface UnsentCare extends Pick<OpenStation, 'discard' | 'recovered$'> {
  /** The hub greets. */
  begin(): void;
  /** Hands everything over that only the journal knows. */
  handOver(): Promise<void>;
  /** Ends; the journal is closed. */
  close(): Promise<void>;
}

export interface UnsentCareOptions extends Omit<DiscardDeps, 'forget'> {
  readonly kept: StationJournal | null;
  readonly name: string;
  readonly databases: StationDatabases;
  readonly sync$: Observable<SyncView>;
  readonly platform: Platform;
  readonly client: StationClient;
  token(): string;
}

/** See `UnsentCare`. */
export function startUnsentCare(options: UnsentCareOptions): UnsentCare {
  const { kept, name, databases, sync$, platform, client, token, ...deps } = options;
  const { control, controlDatabase } = databases;
  const recovery =
    kept &&
    createJournalRecovery({
      ...kept,
      name,
      locks: platform.locks,
      post: (parcels) => client.deliverParcels(token(), parcels),
      deposit: (parcels) => client.deposit(token(), parcels, []),
    });
  const deposits = followDeposits({
    ...{ sync$, control, controlDatabase },
    list: () => client.deposits(token()),
    post: (parcels, withdrawn) => client.deposit(token(), parcels, withdrawn),
  });
  return {
    discard: (rows, confirmation) =>
      discardOnWord(rows, confirmation, {
        ...deps,
        controlDatabase,
        post: (discard) => client.discard(token(), discard),
        forget: async (given) => kept?.journal.forget(given),
      }),
    recovered$: recovery?.recovered$ ?? of(0),
    begin() {
      // What fails is tried again at the next greeting.
      recovery?.recover().catch(() => undefined);
    },
    handOver: async () => recovery?.recover(),
    async close() {
      deposits.unsubscribe();
      await kept?.close();
    },
  };
}
