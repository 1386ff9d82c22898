import { debounceTime, type Observable, type Subscription } from 'rxjs';
import type { DepositList, ParcelAnswers } from '#shared/ipc/station-api';
import type { ControlStore, OutboxRow } from '#shared/sync/ports';
import type { ControlDatabase } from '../control/control-database';
import { parcelBatches } from './parcels';
import type { SyncView } from '../types';

export interface DepositsOptions {
  readonly sync$: Observable<SyncView>;
  readonly control: Pick<ControlStore, 'acknowledge'>;
  readonly controlDatabase: ControlDatabase;
  list(): Promise<DepositList>;
  post(parcels: readonly string[], withdrawn: readonly string[]): Promise<ParcelAnswers>;
}

/** After the last change of what is stuck, this long: a push run that refuses many tells of them in portions. */
const SETTLE_MS = 500;

/** As many as the host holds of one device, and takes to be withdrawn in one request. */
const MOST = 5000;
const WITHDRAW_AT_ONCE = 1000;

/**
 * Lays down at the host what stays in the outbox after a push: refused, held, or of a database that is failing. So a device that dies
 * takes nothing with it. What was sent or discarded since is taken back. Goes on while the hub is there.
 */
export function followDeposits({ sync$, control, controlDatabase, list, post }: DepositsOptions): Subscription {
  let deposited: Map<string, string> | null = null;
  let running = false;
  let latest: SyncView | null = null;

  async function level(stuck: readonly OutboxRow[]): Promise<void> {
    deposited ??= new Map((await list()).deposits.map(({ record, state }) => [record, state]));
    const there = deposited;
    const wanted = new Map(stuck.slice(0, MOST).map((row) => [row.id, row]));
    const gone = [...there.keys()].filter((id) => !wanted.has(id));
    for (let from = 0; from < gone.length; from += WITHDRAW_AT_ONCE) {
      const withdrawn = gone.slice(from, from + WITHDRAW_AT_ONCE);
      await post([], withdrawn);
      withdrawn.forEach((id) => there.delete(id));
    }
    const fresh = [...wanted.values()].filter(({ id, vectorKey }) => there.get(id) !== vectorKey).map(({ id }) => id);
    const rows = (await controlDatabase.parcels.bulkGet(fresh)).flatMap((row) => row ?? []);
    for (const batch of parcelBatches(rows)) {
      const { answers } = await post(
        batch.map(({ parcel }) => parcel),
        [],
      );
      const arrived = batch.flatMap(({ id, vectorKey }, index) => {
        const answer = answers[index];
        if (answer?.outcome === 'written') return [{ id, vectorKey, rev: answer.rev }];
        if (answer?.outcome === 'kept') there.set(id, vectorKey);
        return [];
      });
      // Somebody delivered it meanwhile, as a manager may.
      if (arrived.length > 0) await control.acknowledge(arrived);
    }
  }

  async function run(): Promise<void> {
    if (running) return;
    running = true;
    try {
      while (latest) {
        const view = latest;
        latest = null;
        await level(stuckIn(view));
      }
    } catch {
      // The hub is away, or has no room: asked again with the next change, and from its own list.
      deposited = null;
    } finally {
      running = false;
    }
  }

  return sync$.pipe(debounceTime(SETTLE_MS)).subscribe((view) => {
    if (view.status.link.kind !== 'live') {
      // What lies there may be delivered by somebody while this device is away.
      if (deposited?.size) deposited = null;
      return;
    }
    latest = view;
    void run();
  });
}

/** What does not go out by itself. */
function stuckIn({ outbox, status }: SyncView): readonly OutboxRow[] {
  const failing = new Set(status.databases.flatMap(({ name, state }) => (state === 'failing' ? [name] : [])));
  return outbox.filter(({ state, db }) => state !== 'waiting' || failing.has(db));
}
