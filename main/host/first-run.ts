import { readdir } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import type { PracticePlan } from '#sync-server/seed/sizes';
import { PRACTICE_STATION_ID, PRACTICE_STATION_NAME } from '#sync-server/seed/station';
import type { Account } from '../services/sessions/accounts';
import type { DurableFolder } from '../services/durable-folder';
import { STORE_FILE } from '../services/secrets/master-key';
import { sealedName } from '../services/secrets/sealed-folder';
import type { DataFolder } from './data-folder';
import { IDENTITY_FILE, readIdentity, type Identity } from './identity';

/** Which station a new data folder begins with; the usual practice station without a plan. */
export type FirstRun = { readonly kind: 'practice'; readonly plan?: PracticePlan } | NewStation;

export interface NewStation {
  readonly kind: 'station';
  readonly id: string;
  readonly name: string;
  readonly gridCount: number;
  readonly manager: Account;
}

/**
 * The station of a data folder, or the new one it begins with. `host.data-damaged` when the folder holds data and no
 * station; `host.station-exists` when a real station, or a certain practice station, is asked for where there is another.
 */
export async function chooseIdentity(
  folder: DataFolder,
  hostOnly: DurableFolder,
  firstRun: FirstRun,
  nowMs: number,
): Promise<{ readonly identity: Identity; readonly isNew: boolean }> {
  const identity = await readIdentity(hostOnly);
  if (identity) {
    if (firstRun.kind === 'station' || isAnother(firstRun.plan, identity)) {
      throw new AppError('host.station-exists', 'the data folder holds a station', {
        details: { folder: folder.root.path },
      });
    }
    return { identity, isNew: false };
  }
  if (await holdsEntries(folder.hubFolder)) throw hubAlone(folder, sealedName(IDENTITY_FILE));
  return { identity: newIdentity(firstRun, nowMs), isNew: true };
}

/** Fails with `host.data-damaged`, before a new store is made, where there is a hub and nothing that says whose it is. */
export async function assertNotAlone(folder: DataFolder): Promise<void> {
  // `station.json` in the clear is that of release 0.1.
  for (const file of [STORE_FILE, IDENTITY_FILE]) if ((await folder.hostOnly.read(file)) !== null) return;
  if (await holdsEntries(folder.hubFolder)) throw hubAlone(folder, STORE_FILE);
}

const hubAlone = ({ hostOnly }: DataFolder, file: string): AppError =>
  new AppError('host.data-damaged', "the hub's data is there and the station's identity is not", {
    details: { folder: hostOnly.path, file },
  });

function newIdentity(firstRun: FirstRun, nowMs: number): Identity {
  const common = { version: 1, state: 'preparing', createdAtMs: nowMs } as const;
  if (firstRun.kind === 'practice') {
    const { plan } = firstRun;
    const station = { id: PRACTICE_STATION_ID, name: PRACTICE_STATION_NAME.zh, practice: true, gridCount: 0 };
    return { ...common, ...station, manager: null, ...(plan && { plan: { ...plan } }) };
  }
  const { id, name, gridCount, manager } = firstRun;
  return { ...common, id, name, practice: false, gridCount, manager };
}

/** Whether the folder holds something else than the practice station that was asked for by size and seed. */
const isAnother = (wanted: PracticePlan | undefined, { plan }: Identity): boolean =>
  wanted !== undefined && (wanted.size !== plan?.size || wanted.seed !== plan.seed);

async function holdsEntries(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return false;
    throw cause;
  }
}
