import { upstreamChecks } from '#main/host/open-upstream';
import { startUpstream, type UpstreamDeps, type UpstreamService } from '#main/services/upstream/upstream';
import { replicate } from '#sync-server/embedded/replicate';
import { STATION } from './builders';
import { memoryAudit } from './services';

type Own = Pick<UpstreamDeps, 'hub' | 'folder' | 'log' | 'now'> & Partial<UpstreamDeps>;

/** The way to a district as the host opens it, with the replicator and the checks of the product; a test or benchmark hands in the rest. */
export function startTestUpstream(
  deps: Own,
  { station = STATION, ...pace }: Partial<Parameters<typeof startUpstream>[0]> = {},
): Promise<UpstreamService> {
  return startUpstream(
    { station, ...pace },
    { replicate, ...upstreamChecks, follow: async () => false, audit: memoryAudit(), random: () => 0, ...deps },
  );
}
