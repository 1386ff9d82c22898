import { describe, expect, it } from 'vitest';
import type { BenchResult } from '#test/bench/bench';
import { run as edit } from '#test/bench/sync-edit.bench';
import { run as idle } from '#test/bench/sync-idle.bench';
import { run as pull } from '#test/bench/sync-pull.bench';
import { run as push } from '#test/bench/sync-push.bench';
import { run as storm } from '#test/bench/sync-storm.bench';

/** The benchmarks of sync with hardly anything to do: each verifies its own result, and none measures anything here. */
describe('the benchmarks of sync, in small', () => {
  const TINY = { households: 8, runs: 1 };
  const RATES: Readonly<Record<string, readonly [(size: typeof TINY) => Promise<BenchResult>, string]>> = {
    'sync-pull': [pull, 'rawChangesDocsPerS'],
    'sync-push': [push, 'rawBulkDocsPerS'],
    'sync-edit': [edit, 'rawBulkDocsPerS'],
  };

  it.each(Object.entries(RATES))('move the same by three ways and tell how fast: %s', async (name, [run, raw]) => {
    const result = await run(TINY);
    expect(result.name).toBe(name);
    expect(Object.keys(result.figures)).toEqual(['docsPerS']);
    expect(Object.keys(result.ceilings)).toEqual([raw, 'pouchdbDocsPerS']);
    expect(Object.keys(result.ratios)).toEqual(['toRaw', 'toPouchdb']);
    for (const value of Object.values({ ...result.figures, ...result.ceilings, ...result.ratios }))
      expect(value).toBeGreaterThan(0);
  });

  it('lose and double nothing when a crowd comes back at once', async () => {
    const writes = { creations: 3, additions: 3 };
    const { figures } = await storm({ clients: 3, grids: 1, visits: 20, writes });
    expect(figures).toMatchObject({ lost: 0, doubled: 0 });
    expect(figures['quietMs']).toBeGreaterThan(0);
    expect(figures['hostPeakMb']).toBeGreaterThan(20);
  });

  it('tell what clients at rest ask for', async () => {
    const { figures } = await idle({ clients: 2, grids: 1, visits: 5, settleMs: 300, restMs: 300 });
    expect(figures).toMatchObject({ requestsPerMinPerClient: 0 });
    expect(figures['hostCpuPercent']).toBeGreaterThanOrEqual(0);
  });
});
