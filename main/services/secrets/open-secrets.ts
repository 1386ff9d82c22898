import { readdir } from 'node:fs/promises';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';
import type { StationKeys } from '../key-ports';
import { adoptPlainFiles } from './adopt';
import { fromBase64 } from './cipher';
import { makeMasterKey, readMasterKey, readStoreFile, STORE_FILE, writeStoreFile } from './master-key';
import { fitsRecovery, openRecovery, type UnseenCode } from './recovery';
import { sealedFolder, sealedName } from './sealed-folder';
import { makeOwnKeys, readOwnKeys, stationKeysOf } from './station-keys';

/** The host-only store, open. */
export interface Secrets {
  /** Small files, sealed on disk. */
  readonly folder: DurableFolder;
  readonly stationKeys: StationKeys;
  /** 32 bytes each. */
  readonly hubAtRestKey: Uint8Array;
  readonly auditKey: Uint8Array;
  readonly matchingKey: Uint8Array;
  /** The recovery code, while nobody has seen it. */
  readonly unseenCode: UnseenCode | null;
  /** Whether a code is the station's recovery code. */
  isRecoveryCode(code: string): boolean;
}

/**
 * Opens the host-only store with its master key, which lies in the keys folder; a new store is made, and the files of a 0.1
 * station are taken in. It may be cut off anywhere and called again. `host.key-missing`, `host.key-wrong`, `host.data-damaged`:
 * nothing is made or overwritten then.
 */
export async function openSecrets(plain: DurableFolder, keys: DurableFolder): Promise<Secrets> {
  const { id, state, masterKey } = await openStore(plain, keys);
  const folder = sealedFolder(plain, masterKey);
  if (state === 'making') {
    await adoptPlainFiles(plain, folder);
    await makeOwnKeys(folder);
  }
  const own = await readOwnKeys(folder);
  const store = { plain, sealed: folder, storeId: id, masterKey };
  const recovery = await openRecovery(store, state === 'ready');
  if (state === 'making') await writeStoreFile(plain, masterKey, { id, state: 'ready' });
  return {
    folder,
    stationKeys: stationKeysOf(own, recovery.publicKey),
    hubAtRestKey: fromBase64(own.hubAtRest),
    auditKey: fromBase64(own.audit),
    matchingKey: fromBase64(own.matching),
    unseenCode: recovery.unseen,
    isRecoveryCode: (code) => fitsRecovery(code, recovery.publicKey),
  };
}

async function openStore(plain: DurableFolder, keys: DurableFolder) {
  const store = await readStoreFile(plain);
  if (store) return { ...store, masterKey: await readMasterKey(keys, store) };
  const isSealed = (await readdir(plain.path)).some((name) => name.endsWith(sealedName('')));
  if (isSealed) {
    throw new AppError('host.data-damaged', 'the host-only store lost its description', {
      details: { folder: plain.path, file: STORE_FILE },
    });
  }
  const { id, key } = await makeMasterKey(keys);
  await writeStoreFile(plain, key, { id, state: 'making' });
  return { id, state: 'making' as const, masterKey: key };
}
