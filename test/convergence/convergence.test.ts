import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { generateHistory } from './generate';
import type { Feature } from './operations';
import { runHistory } from './run-history';

/** Played at every run; `npm run convergence` plays others. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7];
const STEPS = 80;

/** Planted at every run; `npm run convergence -- --faults` plants all of them. */
const FAULTS = ['merge-forgets-who-saw-what', 'conflict-counts-as-sent', 'refused-row-is-thrown-away'];

/** The same with a district behind the hub, people who move, and devices that may hold only so much. */
const WITH: readonly (readonly [seed: number, features: readonly Feature[]])[] = [
  [1, ['upstream']],
  [2, ['upstream']],
  [1, ['moves']],
  [1, ['archive']],
];

const anySeed = 1 + Math.floor(Math.random() * 1_000_000_000);

describe('after any history of saves, deaths, bad lines, clocks, permissions and hubs set back', () => {
  let yielded = 0;

  it.each([...SEEDS, anySeed])(
    'seed %i: all devices show what the hub has, and nothing that was saved is lost',
    { timeout: 60_000 },
    async (seed) => {
      const { faults, figures } = await runHistory(generateHistory(seed, STEPS));
      expect(faults, `npm run convergence -- --seed ${seed} --steps ${STEPS} --histories 1`).toEqual([]);
      expect(figures.acknowledged).toBeGreaterThan(5);
      yielded += figures.yielded;
    },
  );

  it.each(WITH)(
    'seed %i with %j: nothing that was saved is lost, and what was lost at one place is had from another',
    { timeout: 60_000 },
    async (seed, features) => {
      const { faults, figures } = await runHistory(generateHistory(seed, STEPS, features));
      const again = `npm run convergence -- --with ${features.join(',')} --seed ${seed} --steps ${STEPS} --histories 1`;
      expect(faults, again).toEqual([]);
      expect(figures.acknowledged).toBeGreaterThan(5);
    },
  );

  const couchUrl = process.env['COUCHDB_URL'];
  it.runIf(couchUrl).each([11, 12])('seed %i: with CouchDB as the hub, too', { timeout: 120_000 }, async (seed) => {
    const { faults } = await runHistory(generateHistory(seed, STEPS), { couchUrl });
    expect(faults, `npm run convergence -- --couch --seed ${seed} --steps ${STEPS} --histories 1`).toEqual([]);
  });

  const districtUrls = (process.env['COUCHDB_CLUSTER_URLS'] ?? couchUrl ?? '').split(',').filter((url) => url !== '');
  it.runIf(districtUrls.length > 0)('seed 3: with CouchDB as the district', { timeout: 120_000 }, async () => {
    const { faults } = await runHistory(generateHistory(3, STEPS, ['upstream']), { districtUrls });
    const again = `npm run convergence -- --with upstream --district couch --seed 3 --steps ${STEPS} --histories 1`;
    expect(faults, again).toEqual([]);
  });

  // Histories in which nobody ever wrote into one field at once would prove less than they say.
  it('had values that yielded', () => expect(yielded).toBeGreaterThan(20));
});

describe('the harness', () => {
  it('notices faults that are planted into merge, push and outbox', { timeout: 120_000 }, async () => {
    const { code, output } = await convergence('--faults', FAULTS.join(','), '--seed', '1');
    expect(output).toContain(`${FAULTS.length} of ${FAULTS.length} planted faults noticed`);
    expect(code).toBe(0);
  });

  it('says what it wants when it is asked for something else', { timeout: 60_000 }, async () => {
    const { code, output } = await convergence('--seed', 'one');
    expect(code).toBe(2);
    expect(output).toContain('--seed wants a whole number above 0, not one');
  });
});

function convergence(...args: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const child = spawn(process.execPath, ['build/convergence.mjs', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve({ code, output }));
  });
}
