import { join } from 'node:path';
import type { Calls } from '../services/call-port';
import { openCalls } from '../services/calls/calls';
import type { DurableFolder } from '../services/durable-folder';
import type { Audit, Log } from '../services/ports';
import type { StationKeys } from '../services/key-ports';
import type { LeaveCodes, Queue, Terminals } from '../services/queue-port';
import { openHallFile } from '../services/queue/hall-file';
import { openLeaveCode } from '../services/queue/leave-code';
import { openQueue } from '../services/queue/queue';
import { openTerminals } from '../services/queue/terminals';
import { createCipher, fromBase64 } from '../services/secrets/cipher';
import type { Stopper } from './stopper';

/** The hall: its line, and who shows it or gives numbers. */
export interface OpenHall {
  readonly queue: Queue;
  readonly terminals: Terminals;
  readonly leaveCodes: LeaveCodes;
  readonly calls: Calls;
}

export interface OpenHallDeps {
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly stationKeys: Pick<StationKeys, 'derive'>;
  readonly stationName: () => string;
  readonly isPractice: boolean;
  /** See `CallsDeps`. */
  readonly callRingMs?: number;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Opens the hall where it was left. `host.data-damaged`. */
export async function openHall(deps: OpenHallDeps, stopper: Stopper): Promise<OpenHall> {
  const { folder, stationKeys, stationName, isPractice, audit, log, now } = deps;
  const cipher = createCipher(fromBase64(stationKeys.derive('queue')), 'queue');
  const hall = await openHallFile(folder, audit, { isPractice });
  const queue = await openQueue({ path: join(folder.path, 'queue'), cipher, hall, stationName, log, now });
  const leaveCodes = await openLeaveCode(folder, audit);
  const terminals = await openTerminals({ folder, audit, now });
  stopper.add('queue', queue);
  const { callRingMs: ringMs } = deps;
  const callsDeps = { folder, queue, terminals, log, now, ...(ringMs !== undefined && { ringMs }) };
  const calls = stopper.add('calls', await openCalls(callsDeps));
  return { queue, terminals, leaveCodes, calls };
}
