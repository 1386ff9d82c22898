import { expect, it } from 'vitest';
import { run } from '#test/bench/upstream.bench';

it.runIf(process.env['THOROUGH'] === '1')(
  'the benchmark of the upstream, in small, moves everything and tells how fast',
  async () => {
    const { name, figures, ceilings, ratios } = await run({ grids: 2, visitsPerGrid: 30, dayWrites: 4 });
    expect(name).toBe('upstream');
    expect(Object.keys(figures)).toEqual(['firstDocsPerS', 'dayDeltaMs']);
    expect(Object.keys(ceilings)).toEqual(['rawBulkDocsPerS']);
    for (const value of Object.values({ ...figures, ...ceilings, ...ratios })) expect(value).toBeGreaterThan(0);
  },
);
