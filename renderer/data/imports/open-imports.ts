import { distinctUntilChanged, filter, firstValueFrom, map, race, timer, type Observable } from 'rxjs';
import { dateAtStation } from '#shared/domain/calendar/date';
import type { LocalWriter } from '#shared/sync/local-writer';
import type { RecordStore } from '#shared/sync/ports';
import { createLocalCipher, type LocalKey } from '../local-cipher';
import type { Register } from '../register/types';
import type { Drafts, Records, Sealer, SessionView, SyncView } from '../types';
import { startRosterWorker, type DeskLink } from './desk-link';
import { openImports, type RunningImports } from './imports';
import { openJournal } from './journal';
import { planningOf } from './planning';
import { createImportRecords, gridsOf } from './records';
import { rulesOf } from './rules';
import { openSession } from './session';
import { createRosterSources } from './sources';
import { createStationDesk } from './station-desk';

export interface StationImportsOptions {
  /** Of the person's local databases; the journal lies beside them. */
  readonly databaseName: string;
  readonly localKey: LocalKey;
  readonly store: Pick<RecordStore, 'read' | 'page'>;
  readonly writer: Pick<LocalWriter, 'writeTogether'>;
  readonly sealer: Sealer;
  readonly records: Records;
  readonly register: Register;
  readonly drafts: Drafts;
  readonly session: () => SessionView;
  readonly session$: Observable<SessionView>;
  readonly sync$: Observable<SyncView>;
  readonly replica: () => string;
  nowMs(): number;
  newUid(): string;
  /** Where rosters are worked on; a worker of their own unless said otherwise. */
  readonly startDesk?: () => DeskLink;
}

/** The imports of a person at work; goes on with one that was cut short. */
export async function openStationImports(options: StationImportsOptions): Promise<RunningImports> {
  const { store, writer, sealer, register, drafts, session, nowMs, newUid } = options;
  const today = () => dateAtStation(nowMs());
  const journal = openJournal(`${options.databaseName}-imports`, await createLocalCipher(options.localKey, 'imports'));
  const openGrids = ({ station, stationGrids, databases }: SessionView) =>
    gridsOf(
      station.id,
      stationGrids,
      databases.map(({ name }) => name),
    );
  const grids$ = options.session$.pipe(
    map(openGrids),
    distinctUntilChanged((a, b) => a.join() === b.join()),
  );
  const station = createStationDesk({ register, store, today });
  const sources = createRosterSources(drafts, nowMs);
  const desks = new Set<DeskLink>();
  const startDesk = (): DeskLink => {
    const link = (options.startDesk ?? startRosterWorker)();
    desks.add(link);
    return { ...link, end: () => (link.end(), void desks.delete(link)) };
  };
  const imports = openImports({
    journal,
    records: createImportRecords({
      station: session().station.id,
      store,
      sealer,
      grids: () => openGrids(session()),
      today,
    }),
    writer,
    sealer,
    grids$,
    nowMs,
    newUid,
    roomToSend: (signal) => roomToSend(options.sync$, signal),
    openSession: (file, apply) =>
      openSession(
        file,
        {
          startDesk,
          station,
          sources,
          rules: () => rulesOf(options.records, session(), today()),
          planningOf: (desk) =>
            planningOf(desk, { journal, author: { uid: session().staff.uid, replica: options.replica() }, newUid }),
        },
        apply,
      ),
  });
  return {
    ...imports,
    close: async () => {
      await imports.close();
      for (const { end } of desks) end();
    },
  };
}

/** Rows that may wait while the hub takes them: more would only be held in memory longer. */
const MOST_WAITING = 3000;

/** A hub that takes nothing for this long is treated as one that is away. */
const PATIENCE_MS = 10_000;

/** While the hub is there, an import goes at the pace at which it sends; else it goes on, and everything waits on the disk. */
async function roomToSend(sync$: Observable<SyncView>, signal: AbortSignal): Promise<void> {
  const hasRoom = ({ status, waiting }: SyncView) => status.link.kind !== 'live' || waiting < MOST_WAITING;
  if (signal.aborted) return;
  await firstValueFrom(race(sync$.pipe(filter(hasRoom)), timer(PATIENCE_MS)), { defaultValue: null });
}
