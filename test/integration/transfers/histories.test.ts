import { expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { anAddition, STATION, uid, visitFields } from '#test/support/builders';
import { createDice } from '#test/support/dice';
import { until, type TestDevice } from '#test/support/device';
import { faultyFetch } from '#test/integration/sync/station';
import { FAMILY, idIn, moveIn } from './family';
import { CLERK, dyingAt, openStation, type Station } from './station';

const STEPS = 14;
/** `npm run thorough` plays more of them. */
const HISTORIES = process.env['THOROUGH'] === '1' ? 200 : 12;
const GRIDS = [1, 2] as const;

/** A tablet of one grid, its line, and what was saved on it. */
interface Tablet {
  readonly grid: number;
  readonly device: TestDevice;
  readonly network: ReturnType<typeof faultyFetch>;
}

/** Everything that anybody was told is saved; nothing is sure any more once the hub was set back to a copy. */
interface Saved {
  isSetBack: boolean;
  hasCopy: boolean;
  readonly additions: string[];
  readonly visits: string[];
}

it.each(Array.from({ length: HISTORIES }, (_, index) => index + 1))(
  'history %i of moves, power cuts and tablets without a network loses nothing and ends in one place',
  { timeout: 60_000 },
  async (seed) => {
    const { int } = createDice(seed);
    const roll = (sides: number): number => int(0, sides - 1);
    const station = await openStation();
    await moveIn(station);
    const tablets = await Promise.all(
      GRIDS.map(async (grid): Promise<Tablet> => {
        const network = faultyFetch();
        return { grid, network, device: await station.device(`h${grid}`, [grid], { fetch: network.send }) };
      }),
    );
    await Promise.all(tablets.map(({ device }) => device.settled()));
    const saved: Saved = { additions: [], visits: [], isSetBack: false, hasCopy: false };
    for (let step = 0; step < STEPS; step += 1) await play(station, tablets, saved, roll, seed * 100 + step);
    await station.reopen();
    for (const { network, device } of tablets) {
      network.set('none');
      device.engine.wake();
    }
    await station.transfers().settled();
    // What a tablet still brings may move once more: well is what stays so.
    let times = 0;
    const isWell = async () => (times = (await endsWell(station, tablets, saved)) === null ? times + 1 : 0) >= 20;
    const staysWell = await until(isWell, 20_000).then(
      () => true,
      () => false,
    );
    expect(await endsWell(station, tablets, saved)).toBeNull();
    expect(staysWell).toBe(true);
  },
);

async function play(
  station: Station,
  tablets: readonly Tablet[],
  saved: Saved,
  roll: (sides: number) => number,
  serial: number,
): Promise<void> {
  const { grid, device, network } = tablets[roll(tablets.length)] as Tablet;
  switch (roll(8)) {
    case 0:
      return network.set('no-network');
    case 1:
      network.set(roll(3) === 0 ? 'lost-answer' : 'none');
      return device.engine.wake();
    case 2: {
      const id = idIn('visit', grid, FAMILY.visit);
      if (!(await device.get('visits', id))) return;
      const entry = anAddition(serial, device.control.replica);
      const add = ({ additions }: WireRecord & { additions?: readonly object[] }) => ({
        additions: [...(additions ?? []), entry],
      });
      // It may go in the very moment.
      await device.writer.edit(id, add).then(
        () => saved.additions.push(String(entry['id'])),
        () => undefined,
      );
      return;
    }
    case 3: {
      if (!(await device.get('people', idIn('person', grid, FAMILY.grandmother)))) return;
      const fields = visitFields({ personUid: FAMILY.grandmother });
      await device.writer.create({ type: 'visit', scope: `${STATION}-${grid}`, uid: uid(serial + 5000), fields });
      saved.visits.push(uid(serial + 5000));
      return;
    }
    case 4: {
      const from = (await whereIs(station)) ?? 1;
      const wanted = {
        kind: 'person',
        uid: FAMILY.grandmother,
        from,
        to: 3 - from,
        dwellingUid: null,
        reason: '',
      } as const;
      await station
        .transfers()
        .start(CLERK, wanted)
        .catch(() => undefined);
      if (roll(2) === 0) await station.transfers().settled();
      return;
    }
    case 5: {
      if (saved.hasCopy && roll(2) === 0) {
        saved.isSetBack = true;
        await station.setBack('copy');
      } else {
        saved.hasCopy = true;
        await station.copyHub();
      }
      return tablets.forEach((tablet) => tablet.device.engine.wake());
    }
    default: {
      const cut = dyingAt(roll(12), roll(2) === 0 ? 'before' : 'after');
      await station.reopen(roll(2) === 0 ? { between: cut.between } : {});
      for (const tablet of tablets) tablet.device.engine.wake();
    }
  }
}

/** Number of the grid that has the person's file; null while none has. */
async function whereIs(station: Station): Promise<number | null> {
  for (const grid of GRIDS) {
    const file = await station.read(idIn('person', grid, FAMILY.grandmother));
    if (file && !file.movedTo) return grid;
  }
  return null;
}

/** What is not as it should be in the end; null for nothing. */
async function endsWell(station: Station, tablets: readonly Tablet[], saved: Saved): Promise<string | null> {
  const here = await whereIs(station);
  if (here === null) return 'nobody has the file';
  const there = 3 - here;
  const ids = (grid: number) => [
    ...[FAMILY.visit, ...saved.visits].map((each) => ['visits', idIn('visit', grid, each)] as const),
    ['people', idIn('person', grid, FAMILY.grandmother)] as const,
  ];
  for (const [, id] of ids(there)) {
    const left = await station.read(id);
    if (left && !left.movedTo) return `${id} was left behind`;
  }
  const visit = await station.read(idIn('visit', here, FAMILY.visit));
  const kept = new Set((visit?.['additions'] as readonly { id: string }[] | undefined)?.map(({ id }) => id));
  const lost = saved.additions.filter((id) => !kept.has(id));
  if (lost.length > 0 && !saved.isSetBack) return `additions are missing: ${lost.join(', ')}`;
  for (const { grid, device } of tablets) {
    const waiting = await device.outbox();
    if (waiting.length > 0) return `${waiting.map(({ id, state, reason }) => `${id} ${state} ${reason}`).join(', ')}`;
    for (const [collection, id] of ids(grid)) {
      const [held, atHub] = [await device.get(collection, id), await station.read(id)];
      if (grid !== here && held) return `${id} is still on the tablet of grid ${grid}`;
      if (grid === here && JSON.stringify(held?.vv) !== JSON.stringify(atHub?.vv ?? 'missing'))
        return `${id} differs: ${JSON.stringify(held?.vv)} and ${JSON.stringify(atHub?.vv)}`;
    }
  }
  return null;
}
