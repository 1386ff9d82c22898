import { BehaviorSubject, firstValueFrom, type Observable } from 'rxjs';
import type { ErrorCode } from '#shared/errors/app-error';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import { hasDatabase } from '../has-database';
import { ControlDatabase, type DeliveredRow, type ParcelRow } from '../control/control-database';
import { controlNameOf } from '../open-databases';
import { parcelBatches } from './parcels';
import { holdTab } from '../tab-lock';

/** Delivers what other people on this device left unsent: their rows lie here sealed to the hub. */
export interface OthersDelivery {
  /** Rows of others that the hub does not have yet. */
  readonly waiting$: Observable<number>;
  /** Posts what is there; databases open in another tab are left to it. Throws what posting throws. */
  deliver(): Promise<void>;
}

export interface OthersDeliveryOptions {
  readonly locks: LockManager;
  /** Names of the local databases of everybody else here. */
  databases(): Promise<readonly string[]>;
  post(parcels: readonly string[]): Promise<ParcelAnswers>;
}

/** Refusals that may not be any at the next delivery: such a row stays pending. */
const LATER: ReadonlySet<ErrorCode> = new Set(['hub.busy', 'row.conflict', 'row.clock', 'internal']);

/** Whether a parcel refused with this code is to be brought again. */
export const isPassing = (code: ErrorCode): boolean => LATER.has(code);

/** See `OthersDelivery`. */
export function createOthersDelivery({ locks, databases, post }: OthersDeliveryOptions): OthersDelivery {
  const waiting$ = new BehaviorSubject(0);
  let delivering: Promise<void> | null = null;

  async function deliverAll(): Promise<void> {
    const names = await databases();
    let left = 0;
    for (const name of names)
      left += (await withControl(locks, name, async (control) => (await pendingIn(control)).length)) ?? 0;
    waiting$.next(left);
    if (left === 0) return;
    for (const name of names) {
      await withControl(locks, name, (control) =>
        deliverPending(control, post, (count) => waiting$.next(waiting$.value - count)),
      );
    }
  }

  return {
    waiting$,
    deliver() {
      delivering ??= deliverAll().finally(() => {
        delivering = null;
      });
      return delivering;
    },
  };
}

/** A hub that greets and takes no parcels, or a network that broke in between, is asked again after this. */
const AGAIN_MS = 5_000;

/** Delivers now, and again until nothing waits or `signal` aborts; begun anew meanwhile, it delivers at once. */
export function createPatientDelivery(
  { deliver, waiting$ }: OthersDelivery,
  sleep: (ms: number, signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): { begin(): void } {
  let isTrying = false;
  async function tryOn(): Promise<void> {
    while (!signal.aborted) {
      const isDelivered = await deliver().then(
        () => true,
        () => false,
      );
      if (isDelivered && (await firstValueFrom(waiting$)) === 0) return;
      await sleep(AGAIN_MS, signal);
    }
  }
  return {
    begin() {
      if (isTrying) return void deliver().catch(() => undefined);
      isTrying = true;
      void tryOn().finally(() => {
        isTrying = false;
      });
    },
  };
}

/** Parcels of a database that nobody has delivered in this state. */
async function pendingIn(control: ControlDatabase): Promise<readonly ParcelRow[]> {
  const [parcels, delivered] = await Promise.all([control.parcels.toArray(), control.delivered.toArray()]);
  const known = new Map(delivered.map((row) => [row.id, row.vectorKey]));
  return parcels.filter(({ id, vectorKey }) => known.get(id) !== vectorKey);
}

/** Posts what is pending in a database and notes what became of it; its author's next opening acts on that. */
export async function deliverPending(
  control: ControlDatabase,
  post: OthersDeliveryOptions['post'],
  onDelivered: (count: number) => void = () => undefined,
): Promise<void> {
  for (const batch of parcelBatches(await pendingIn(control))) {
    const { answers } = await post(batch.map(({ parcel }) => parcel));
    const delivered = batch.flatMap((row, index): readonly DeliveredRow[] => {
      const answer = answers[index];
      if (!answer || (answer.outcome === 'refused' && isPassing(answer.code))) return [];
      const rev = answer.outcome === 'written' ? answer.rev : '';
      return [{ id: row.id, vectorKey: row.vectorKey, outcome: answer.outcome, rev }];
    });
    await control.delivered.bulkPut(delivered);
    onDelivered(delivered.length);
  }
}

/** Runs `task` over a control database that nobody has open; undefined where it is open or does not exist. */
async function withControl<T>(
  locks: LockManager,
  name: string,
  task: (control: ControlDatabase) => Promise<T>,
): Promise<T | undefined> {
  if (!(await hasDatabase(controlNameOf(name)))) return undefined;
  const release = await holdTab(locks, name);
  if (!release) return undefined;
  const control = new ControlDatabase(controlNameOf(name));
  try {
    return await task(control);
  } finally {
    control.close();
    release();
  }
}
