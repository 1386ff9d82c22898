import type { ItemVersion } from '#shared/schema/types/service-item';
import { createGridKeys } from '../services/grid-keys';
import type { DurableFolder } from '../services/durable-folder';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import type { Platforms } from '../services/platform-port';
import { createPlatformClient } from '../services/platforms/client';
import { startPlatforms } from '../services/platforms/platforms';
import { openPlatformSettings } from '../services/platforms/settings-file';
import { createPlatformStore } from '../services/platforms/store';
import type { Audit, Log } from '../services/ports';
import type { DataKeys } from '../services/key-ports';
import type { Stopper } from './stopper';

export interface OpenPlatformsDeps {
  readonly station: string;
  readonly stationName: () => string;
  readonly hub: EdgeHubService['hub'];
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** What sees to applications; null before it has begun. */
  readonly applications: () => {
    readonly tables: { version(itemNumber: string, versionId: string): ItemVersion | null };
  } | null;
  readonly audit: Pick<Audit, 'append'>;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

const TIMEOUT_MS = 15_000;

/** Begins to take accepted applications on to departments' platforms. `host.data-damaged`. */
export async function openPlatforms(deps: OpenPlatformsDeps, stopper: Stopper): Promise<Platforms> {
  const { station, stationName, hub, folder, dataKeys, applications, audit, author, log, now } = deps;
  const hasGrid = (scope: string) => scope === station || hub.database(`grid-${scope}`) !== null;
  const keys = createGridKeys({ dataKeys, hasGrid });
  const platforms = startPlatforms({
    ...{ station, stationName, hub, keys, log, now },
    settings: await openPlatformSettings(folder, audit, now),
    store: createPlatformStore({ station, hub, keys, author, now }),
    client: createPlatformClient({ now, timeoutMs: TIMEOUT_MS }),
    catalogue: () => applications()?.tables ?? null,
    random: Math.random,
  });
  return stopper.add('platforms', platforms);
}
