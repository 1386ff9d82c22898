import { expect, it } from 'vitest';
import { deliverPage } from '#shared/sync/deliver';
import { until } from '#test/support/device';
import { faultyFetch } from '#test/integration/sync/station';
import { FAMILY, idIn, moveIn } from './family';
import { openStation } from './station';

const [HERE, THERE] = [1, 2].map((grid) => idIn('person', grid, FAMILY.grandmother)) as [string, string];

it('what somebody saved in the old grid without a network is kept when the same tablet writes in the new grid first', async () => {
  const station = await openStation();
  await moveIn(station);
  const network = faultyFetch();
  const tablet = await station.device('both', [1, 2], { fetch: network.send });
  await tablet.settled();
  network.set('no-network');
  const relation = await tablet.writer.edit(HERE, () => ({ relation: 'parent' }));
  await station.send({ uid: FAMILY.grandmother });
  // The new grid is heard of and written to while the write to the old one still waits, as one without the right to it does.
  const copy = await station.read(THERE);
  await deliverPage(tablet.deps, 'grid-qinghe-2', [{ id: THERE, rev: '1-0', deleted: false, record: copy }], false);
  const status = await tablet.writer.edit(THERE, () => ({ status: 'moved-out' }));
  expect(Object.keys(status.vv).some((replica) => relation.vv[replica] === undefined)).toBe(true);

  network.set('none');
  tablet.engine.wake();
  await tablet.settled();
  await until(async () => (await tablet.get('people', HERE)) === undefined);
  await until(async () => (await station.read(THERE))?.['relation'] === 'parent');
  expect(await station.read(THERE)).toMatchObject({ relation: 'parent', status: 'moved-out' });
  await until(async () => (await tablet.get('people', THERE))?.['relation'] === 'parent');
});
