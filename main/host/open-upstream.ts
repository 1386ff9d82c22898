import { randomInt } from 'node:crypto';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { replicate } from '#sync-server/embedded/replicate';
import type { DurableFolder } from '../services/durable-folder';
import type { EdgeHubService } from '../services/edge-hub/start-edge-hub';
import { checkMedia } from '../services/gateway/rows/media-checks';
import { checkRow } from '../services/gateway/rows/row-checks';
import type { Audit, Log } from '../services/ports';
import type { Transfers } from '../services/transfer-port';
import {
  startUpstream,
  type UpstreamDeps as UpstreamServiceDeps,
  type UpstreamService,
} from '../services/upstream/upstream';

export interface OpenUpstreamDeps {
  readonly hub: EdgeHubService['hub'];
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly transfers: Pick<Transfers, 'follow'>;
  readonly audit: Audit;
  readonly log: Log;
  readonly now: () => number;
}

/**
 * What stands against records and pictures of the district, whose clocks count for nothing: a host whose own clock is wrong would
 * pass all of them over for good.
 */
export const upstreamChecks: Pick<UpstreamServiceDeps, 'check' | 'checkMedia'> = {
  check: (row, database) => checkRow(row, { database, nowMs: Number.MAX_SAFE_INTEGER }),
  checkMedia: (picture, address) => {
    try {
      return ok(checkMedia(picture, address, Number.MAX_SAFE_INTEGER));
    } catch (thrown) {
      if (thrown instanceof AppError) return err(thrown);
      throw thrown;
    }
  },
};

/** The way to the district's CouchDB, with the hub, the replicator and the checks that it needs. */
export function openUpstream(station: string, { transfers, ...deps }: OpenUpstreamDeps): Promise<UpstreamService> {
  return startUpstream(
    { station },
    {
      ...deps,
      ...upstreamChecks,
      replicate,
      follow: async (database, record) => 'ok' in (await transfers.follow({ database, record, judge: () => null })),
      random: () => randomInt(1_000_000) / 1_000_000,
    },
  );
}
