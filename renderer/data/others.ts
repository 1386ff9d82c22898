import { Dexie } from 'dexie';
import { BehaviorSubject, type Observable } from 'rxjs';
import type { ParcelAnswers } from '#shared/ipc/station-api';
import { ControlDatabase, type DeliveredRow, type ParcelRow } from './control-database';
import { controlNameOf } from './open-databases';
import { holdTab } from './tab-lock';

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

const POST_PARCELS = 100;
const POST_CHARACTERS = 2 * 1024 * 1024;

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
  for (const batch of batches(await pendingIn(control))) {
    const { answers } = await post(batch.map(({ parcel }) => parcel));
    await control.delivered.bulkPut(
      batch.flatMap((row, index): readonly DeliveredRow[] => {
        const answer = answers[index];
        if (!answer) return [];
        const rev = answer.outcome === 'written' ? answer.rev : '';
        return [{ id: row.id, vectorKey: row.vectorKey, outcome: answer.outcome, rev }];
      }),
    );
    onDelivered(batch.length);
  }
}

/** Runs `task` over a control database that nobody has open; undefined where it is open or does not exist. */
async function withControl<T>(
  locks: LockManager,
  name: string,
  task: (control: ControlDatabase) => Promise<T>,
): Promise<T | undefined> {
  if (!(await Dexie.exists(controlNameOf(name)))) return undefined;
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

function batches(rows: readonly ParcelRow[]): readonly (readonly ParcelRow[])[] {
  const all: ParcelRow[][] = [];
  let characters = Infinity;
  for (const row of rows) {
    const last = all.at(-1);
    if (!last || last.length === POST_PARCELS || characters + row.parcel.length > POST_CHARACTERS) {
      all.push([row]);
      characters = row.parcel.length;
    } else {
      last.push(row);
      characters += row.parcel.length;
    }
  }
  return all;
}
