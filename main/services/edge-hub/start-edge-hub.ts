import type { AtRest } from '#sync-server/embedded/at-rest';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import type { Log, Service } from '../ports';

export interface EdgeHubConfig {
  /** Holds one folder per hub database and nothing else. */
  readonly folder: string;
  /** Lies outside `folder`, so that a restored copy of the data does not bring its old epochs along. */
  readonly epochsFile: string;
  /** How values are encrypted on disk. */
  readonly atRest: AtRest;
  /** Databases that the station needs; made if they are missing. */
  readonly databases: readonly string[];
}

export interface EdgeHubDeps {
  readonly now: () => number;
  readonly log: Log;
}

export interface EdgeHubService extends Service {
  readonly hub: EdgeHub;
}

/**
 * Opens the station's hub on disk. Fails with `host.data-damaged`, `host.disk-full`, `host.folder-read-only` or
 * `host.already-running`, leaving the files as they were.
 */
export async function startEdgeHub(config: EdgeHubConfig, deps: EdgeHubDeps): Promise<EdgeHubService> {
  const { folder, epochsFile, atRest } = config;
  const hub = await openEdgeHub({ folder, epochsFile, atRest, ...deps });
  try {
    await Promise.all(config.databases.map((name) => hub.create(name)));
  } catch (error) {
    await hub.stop();
    throw error;
  }
  let isOpen = true;
  return {
    hub,
    async stop() {
      isOpen = false;
      await hub.stop();
    },
    health: () => ({ ok: isOpen, facts: { databases: hub.names().length } }),
  };
}
