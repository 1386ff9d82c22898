import { beforeAll, describe, expect, it } from 'vitest';
import { generateHistory } from './generate';
import { buildHistoryPage, runInChromium } from './in-chromium';

/** Few, since a browser takes its time; `npm run convergence -- --chromium` plays more. */
const SEEDS = [21, 22];
const STEPS = 60;

describe('after a history in a real browser, over real IndexedDB', () => {
  let pageFolder = '';
  beforeAll(async () => {
    pageFolder = await buildHistoryPage();
  }, 60_000);

  it.each(SEEDS)(
    'seed %i: all devices show what the hub has, and nothing that was saved is lost',
    async (seed) => {
      const { faults, figures } = await runInChromium(generateHistory(seed, STEPS), pageFolder);
      expect(faults, `npm run convergence -- --chromium --seed ${seed} --steps ${STEPS} --histories 1`).toEqual([]);
      expect(figures.acknowledged).toBeGreaterThan(5);
    },
    120_000,
  );
});
