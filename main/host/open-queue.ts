import { join } from 'node:path';
import type { DurableFolder } from '../services/durable-folder';
import type { Audit, Log, StationKeys } from '../services/ports';
import type { Queue, Terminals } from '../services/queue-port';
import { openHallFile } from '../services/queue/hall-file';
import { openQueue } from '../services/queue/queue';
import { openTerminals } from '../services/queue/terminals';
import { createCipher, fromBase64 } from '../services/secrets/cipher';
import type { Stopper } from './stopper';

/** The hall: its line, and who shows it or gives numbers. */
export interface OpenHall {
  readonly queue: Queue;
  readonly terminals: Terminals;
}

export interface OpenHallDeps {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly stationKeys: Pick<StationKeys, 'derive'>;
  readonly stationName: () => string;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the hall where it was left. `host.data-damaged`. */
export async function openHall(deps: OpenHallDeps, stopper: Stopper): Promise<OpenHall> {
  const { folder, stationKeys, stationName, audit, log, now } = deps;
  const cipher = createCipher(fromBase64(stationKeys.derive('queue')), 'queue');
  const hall = await openHallFile(folder, audit);
  const queue = await openQueue({ path: join(folder.path, 'queue'), cipher, hall, stationName, log, now });
  return { queue: stopper.add('queue', queue), terminals: await openTerminals({ folder, audit, now }) };
}
