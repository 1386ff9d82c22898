import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/errors/app-error';
import { openDurableFolder } from '../services/durable-folder';
import { recoverMasterKey, RECOVERY_FILE } from '../services/secrets/recovery';
import { openDataFolder } from './data-folder';

export interface RecoverOptions {
  readonly dataFolder: string;
  readonly keysFolder: string;
  readonly recoveryCode: string;
  readonly nowMs: number;
}

/**
 * Makes a station's key file again from its recovery code, while no host runs on the data folder; false when it was there already.
 * `host.recovery-wrong`, `host.data-damaged`, and what opening a data folder fails with.
 */
export async function recoverKeyFile({
  dataFolder,
  keysFolder,
  recoveryCode,
  nowMs,
}: RecoverOptions): Promise<boolean> {
  const hostOnly = join(dataFolder, 'host-only');
  // A mistyped folder is not made.
  if (!existsSync(join(hostOnly, RECOVERY_FILE))) {
    throw new AppError('host.data-damaged', 'nothing to recover with', {
      details: { folder: hostOnly, file: RECOVERY_FILE },
    });
  }
  const folder = await openDataFolder(dataFolder);
  try {
    return await recoverMasterKey(folder.hostOnly, await openDurableFolder(keysFolder), recoveryCode, nowMs);
  } finally {
    await folder.lock.release();
  }
}
