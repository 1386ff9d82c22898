import { describe, expect, it } from 'vitest';
import { canonicalJson } from '#shared/sync/canonical-json';
import { openConflicts } from '#shared/sync/merge';
import { toWire } from '#shared/sync/rxdb-store';
import { until } from '#test/support/device';
import { temporaryFolder } from '#test/support/temporary-folder';
import { GRIDS, openMortalDevice, playHistory, recordsOn, seededRandom, type MortalDevice } from './history';
import { createLedger } from './ledger';
import { openMortalHub } from './mortal-hub';

/** Played at every run; `HISTORY_SEEDS=100-200` plays others. */
const SEEDS = seedsOf(process.env['HISTORY_SEEDS'] ?? '1-6');
const STEPS = 90;

const DAY_MS = 86_400_000;
/** A device that is right, one three days ahead, one three days behind. */
const CLOCKS_MS = [0, 3 * DAY_MS, -3 * DAY_MS];

describe('after any history of saves, kills, lost answers and hubs set back to a backup', () => {
  it.each(SEEDS)('seed %i: all devices agree, and nothing that was saved is lost or doubled', async (seed) => {
    const hub = await openMortalHub(await temporaryFolder(), GRIDS);
    const devices: MortalDevice[] = [];
    try {
      for (const [index, skewMs] of CLOCKS_MS.entries()) {
        devices.push(await openMortalDevice(`history-${seed}-${index}`, hub, skewMs));
      }
      const ledger = createLedger();
      await playHistory(seededRandom(seed), STEPS, hub, devices, ledger);
      await quiet(devices);

      const states = await Promise.all(devices.map(({ device }) => recordsOn(device())));
      const [first, ...others] = states.map((records) => [...records.values()].map(text).sort());
      for (const other of others) expect(other).toEqual(first);
      const records = states[0] ?? new Map();
      expect(ledger.missingFrom(records)).toEqual([]);
      expect(ledger.size()).toBeGreaterThan(5);
      expect(records.size).toBeGreaterThan(0);
      expect(await documentsAt(hub)).toBe(records.size);
      for (const { device } of devices) expect(await device().outbox()).toEqual([]);
      // Conflicts are part of such histories; a test in which none arose would prove less than it says.
      conflicts += [...records.values()].flatMap(openConflicts).length;
    } finally {
      await Promise.all(devices.map(({ device }) => device().stop()));
      await hub.stop();
    }
  });

  it('had values that yielded', () => expect(conflicts).toBeGreaterThan(0));
});

let conflicts = 0;

const text = (record: Parameters<typeof toWire>[0]): string => canonicalJson(toWire(record));

/** Waits until every device is in touch, has sent and received everything, and all hold the same. */
async function quiet(devices: readonly MortalDevice[]): Promise<void> {
  for (const { device, network } of devices) {
    network.set('none');
    device().engine.wake();
  }
  await until(async () => {
    for (const { device } of devices) await device().settled();
    const states = await Promise.all(devices.map(async ({ device }) => [...(await recordsOn(device())).values()]));
    const keys = states.map((records) => records.map((record) => `${record._id} ${canonicalJson(record.vv)}`).sort());
    return keys.every((each) => canonicalJson(each) === canonicalJson(keys[0]));
  }, 20_000);
}

async function documentsAt({
  hub,
}: {
  hub(): { database(name: string): { info(): Promise<{ documents: number }> } | null };
}) {
  let total = 0;
  for (const name of GRIDS) total += (await hub().database(name)?.info())?.documents ?? 0;
  return total;
}

function seedsOf(range: string): readonly number[] {
  const [from = 1, to = from] = range.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
