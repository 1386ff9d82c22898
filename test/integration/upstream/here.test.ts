import { expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { aVisit } from '#test/support/builders';
import { aSealedPhoto } from '#test/support/photos';
import { openDistrict } from './district';
import { DATABASES, GRID, openEdge } from './edge';
import { bringThere, documentsIn, hasPicture, MEDIA, takePicture, writeThere } from './there';

/** Troubles of this machine, whose disk is full: the district is well, and nothing of it is passed over. */

const FULL = new AppError('host.disk-full', 'no space left on device');

it('a full disk here is called so while the district’s records wait there, and all come in when there is room', async () => {
  const district = await openDistrict('the embedded hub', DATABASES);
  const edge = await openEdge();
  await edge.connect(district);
  await edge.untilCurrent();
  const records = Array.from({ length: 30 }, (_, n) => aVisit(n + 1));
  await writeThere(district, ...records);
  const writing = vi.spyOn(edge.grid(), 'bulkDocs').mockRejectedValue(FULL);
  const view = await edge.until(({ databases }) => databases.some(({ trouble }) => trouble !== null));
  expect(view.databases.find(({ name }) => name === GRID)).toMatchObject({ state: 'trouble', trouble: 'here' });
  // The others go on, and the host is the one that is ill.
  expect(view.databases.filter(({ trouble }) => trouble !== null)).toHaveLength(1);
  expect(edge.upstream().health().ok).toBe(false);

  // Half of a page finds room, and then there is none again.
  writing.mockRestore();
  const write = edge.grid().bulkDocs.bind(edge.grid());
  let taken = 0;
  const half = vi.spyOn(edge.grid(), 'bulkDocs').mockImplementation(async (wanted) => {
    if (taken > 0) throw FULL;
    taken += 1;
    await write({ ...wanted, rows: wanted.rows.slice(0, 10) });
    throw FULL;
  });
  await edge.look();
  expect(taken).toBe(1);
  half.mockRestore();
  await edge.untilCurrent();
  expect(edge.upstream().health().ok).toBe(true);
  for (const { _id } of records) expect(await edge.leaves(_id), _id).toHaveLength(1);
});

it('a full disk under the outcome of leaves that contend leaves both, and one when there is room', async () => {
  const district = await openDistrict('the embedded hub', DATABASES);
  const edge = await openEdge();
  await edge.connect(district);
  await edge.untilCurrent();
  const record = aVisit(1);
  const leaf = (n: string) => ({ ...record, _rev: `1-${n.repeat(32)}` });
  await bringThere(district, leaf('a'), leaf('b'));
  const write = edge.grid().bulkDocs.bind(edge.grid());
  const settling = vi
    .spyOn(edge.grid(), 'bulkDocs')
    .mockImplementation((wanted) => (wanted.newEdits ? Promise.reject(FULL) : write(wanted)));
  await edge.look();
  expect(await edge.leaves(record._id)).toHaveLength(2);
  settling.mockRestore();
  await edge.untilCurrent();
  await expect.poll(() => edge.leaves(record._id)).toHaveLength(1);
});

it('notes of how far things came that find no room cost nothing but a second look', async () => {
  const district = await openDistrict('the embedded hub', DATABASES);
  const edge = await openEdge();
  await edge.connect(district);
  await edge.untilCurrent();
  const noting = vi.spyOn(edge.grid(), 'putLocal').mockRejectedValue(FULL);
  await edge.write(aVisit(1));
  const view = await edge.look();
  expect(view.databases.find(({ name }) => name === GRID)?.trouble).toBe('here');
  noting.mockRestore();
  await edge.untilCurrent();
  expect(await documentsIn(district, GRID)).toBe(1);
});

it('a picture that finds no room here waits at the district, holds up no record, and comes in whole', async () => {
  const photo = await aSealedPhoto();
  const district = await openDistrict('the embedded hub', [...DATABASES, MEDIA]);
  const { id, rev } = await takePicture(photo, await openEdge());
  const edge = await openEdge();
  const media = await edge.hub().create(MEDIA);
  district.fault = hasPicture(photo, rev);
  const putting = vi.spyOn(media, 'putWhole').mockRejectedValue(FULL);
  await edge.write(aVisit(1));
  await edge.connect(district);
  const view = await edge.until(({ databases }) => databases.some(({ trouble }) => trouble === 'here'));
  expect(view.databases.filter(({ trouble }) => trouble === 'here').map(({ name }) => name)).toEqual([MEDIA]);
  await expect.poll(() => documentsIn(district, GRID)).toBe(1);
  expect((await media.info()).documents).toBe(0);
  putting.mockRestore();
  await edge.untilCurrent();
  const back = await media.attachment(id, 'full');
  expect(Buffer.from(back?.bytes ?? []).equals(Buffer.from(photo.parts.full))).toBe(true);
});
