import type { DurableFolder } from '../services/durable-folder';
import { startEdgeHub, type EdgeHubService } from '../services/edge-hub/start-edge-hub';
import type { Log } from '../services/ports';
import { createCipher } from '../services/secrets/cipher';
import type { Secrets } from '../services/secrets/open-secrets';
import type { DataFolder } from './data-folder';

export interface OpenHubDeps {
  readonly folder: DataFolder;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly now: () => number;
}

/** Present once every database of the station is encrypted: from then on none is taken in that is not. */
const AT_REST_FILE = 'hub-at-rest.json';

/** Opens the station's hub, encrypted under the key of the host-only store; what a 0.1 station has in the clear is encrypted first. */
export async function openHub({ folder, secrets, log, now }: OpenHubDeps): Promise<EdgeHubService> {
  const takesPlain = (await secrets.folder.read(AT_REST_FILE)) === null;
  const service = await startEdgeHub(
    {
      folder: folder.hubFolder,
      epochsFile: folder.epochsFile,
      atRest: { cipherOf: (database) => createCipher(secrets.hubAtRestKey, `hub ${database}`), takesPlain },
      databases: [],
    },
    { now, log },
  );
  try {
    if (takesPlain) await noteEncrypted(secrets.folder);
  } catch (error) {
    await service.stop();
    throw error;
  }
  return service;
}

const noteEncrypted = (sealed: DurableFolder): Promise<void> =>
  sealed.write(AT_REST_FILE, `${JSON.stringify({ version: 1, encrypted: true })}\n`);
