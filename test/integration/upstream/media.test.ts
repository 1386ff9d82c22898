import { describe, expect, it } from 'vitest';
import { mediaDatabase } from '#shared/media/names';
import { aVisit } from '#test/support/builders';
import { aSealedPhoto, type SealedPhoto } from '#test/support/photos';
import { DISTRICTS, openDistrict, type District } from './district';
import { DATABASES, GRID, openEdge, type Edge } from './edge';

const MEDIA = mediaDatabase(GRID);
const ALL = [...DATABASES, MEDIA];

async function take({ document, parts }: SealedPhoto, edge: Edge): Promise<string> {
  const attachments = new Map(
    Object.entries(parts).map(([name, bytes]) => [name, { contentType: 'application/octet-stream', bytes }]),
  );
  const written = await (await edge.hub().create(MEDIA)).putWhole({ document, attachments });
  expect(written).toMatchObject({ kind: 'written' });
  return document._id;
}
const partThere = async (district: District, id: string) =>
  (
    (await district.ask('GET', `/${MEDIA}/${encodeURIComponent(id)}?attachments=true`)).body as {
      readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
    }
  )._attachments;

describe.runIf(DISTRICTS.includes('CouchDB'))('pictures, with CouchDB at the district', () => {
  it('go up whole, and come back to a station that lost them', async () => {
    const district = await openDistrict('CouchDB', ALL);
    const edge = await openEdge();
    const photos = await Promise.all(Array.from({ length: 12 }, () => aSealedPhoto()));
    const ids: string[] = [];
    for (const photo of photos) ids.push(await take(photo, edge));
    await edge.connect(district);
    await edge.untilCurrent();
    for (const [index, { parts }] of photos.entries()) {
      const there = await partThere(district, ids[index] ?? '');
      expect(Buffer.from(there['full']?.data ?? '', 'base64').equals(Buffer.from(parts.full))).toBe(true);
      expect(Buffer.from(there['thumb']?.data ?? '', 'base64').equals(Buffer.from(parts.thumb))).toBe(true);
    }

    await edge.loseHub();
    await edge.hub().create(MEDIA);
    await edge.look();
    await edge.untilCurrent();
    const back = await edge
      .hub()
      .database(MEDIA)
      ?.attachment(ids[0] ?? '', 'full');
    expect(Buffer.from(back?.bytes ?? []).equals(Buffer.from(photos[0]?.parts.full ?? []))).toBe(true);
    expect((await edge.hub().database(MEDIA)?.info())?.documents).toBe(12);
  });

  it('that are not what their name says do not come in', async () => {
    const district = await openDistrict('CouchDB', ALL);
    const edge = await openEdge();
    await edge.hub().create(MEDIA);
    await edge.connect(district);
    await edge.untilCurrent();
    const { document, parts } = await aSealedPhoto();
    const bytes = (data: Uint8Array) => ({
      content_type: 'application/octet-stream',
      data: Buffer.from(data).toString('base64'),
    });
    const forged = { ...document, _attachments: { full: bytes(parts.thumb), thumb: bytes(parts.thumb) } };
    await district.ask('POST', `/${MEDIA}/_bulk_docs`, { docs: [forged] });
    const view = await edge.look();
    expect(view.databases.find(({ name }) => name === MEDIA)).toMatchObject({ state: 'current', refusedHere: 1 });
    expect((await edge.hub().database(MEDIA)?.info())?.documents).toBe(0);
  });
});

it('pictures that a district does not take hold up no record', async () => {
  const district = await openDistrict('the embedded hub', ALL);
  const edge = await openEdge();
  await take(await aSealedPhoto(), edge);
  await edge.write(aVisit(1));
  await edge.connect(district);
  const view = await edge.untilCurrent();
  expect(view.databases.find(({ name }) => name === MEDIA)).toMatchObject({ refusedThere: 1 });
  expect((await district.ask('GET', `/${GRID}`)).body).toMatchObject({ doc_count: 1 });
});
