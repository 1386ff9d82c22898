import { describe, expect, it, onTestFinished } from 'vitest';
import { openDurableFolder } from '#main/services/durable-folder';
import { mediaDatabase } from '#shared/media/names';
import { FAMILY, moveIn, OTHER_DWELLING } from '#test/integration/transfers/family';
import { pictures } from '#test/integration/transfers/pictures';
import { openStation } from '#test/integration/transfers/station';
import { aVisit, STATION, WORKER_UID } from '#test/support/builders';
import { aSealedPhoto } from '#test/support/photos';
import { recordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { startTestUpstream } from '#test/support/start-upstream';
import { temporaryFolder } from '#test/support/temporary-folder';
import { COUCHES, DISTRICTS, openDistrict, type District } from './district';
import { DATABASES, GRID, openEdge } from './edge';
import { documentsIn, hasPicture, MEDIA, takePicture } from './there';

const ALL = [...DATABASES, MEDIA];

const partThere = async (district: District, id: string) =>
  (
    (await district.ask('GET', `/${MEDIA}/${encodeURIComponent(id)}?attachments=true`)).body as {
      readonly _attachments: Readonly<Record<string, { readonly data: string }>>;
    }
  )._attachments;

describe.each(COUCHES)('pictures, with %s at the district', (kind) => {
  it('go up whole, and come back to a station that lost them', async () => {
    const district = await openDistrict(kind, ALL);
    const edge = await openEdge();
    const photos = await Promise.all(Array.from({ length: 12 }, () => aSealedPhoto()));
    const ids: string[] = [];
    for (const photo of photos) ids.push((await takePicture(photo, edge)).id);
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
    const district = await openDistrict(kind, ALL);
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
  await takePicture(await aSealedPhoto(), edge);
  await edge.write(aVisit(1));
  await edge.connect(district);
  const view = await edge.untilCurrent();
  expect(view.databases.find(({ name }) => name === MEDIA)).toMatchObject({ refusedThere: 1 });
  expect(await documentsIn(district, GRID)).toBe(1);
});

describe('a picture that breaks off on its way', () => {
  it('down leaves nothing here, and comes in whole when the line holds', async () => {
    const photo = await aSealedPhoto();
    const district = await openDistrict('the embedded hub', ALL);
    const { id, rev } = await takePicture(photo, await openEdge());
    const edge = await openEdge();
    const media = await edge.hub().create(MEDIA);
    const whole = hasPicture(photo, rev);
    let cuts = 0;
    district.fault = (request, response) => {
      if (!(request.url ?? '').startsWith(`/${MEDIA}/_bulk_get`)) return whole(request, response);
      cuts += 1;
      // The length of all of it is promised, and the line goes after some.
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 40_000 });
      response.write(`{"results":[{"id":"${id}","docs":[{"ok":{"_id":"${id}","_attachments":{"full":{"data":"AAAA`);
      setTimeout(() => response.destroy(), 10);
      return true;
    };
    await edge.connect(district);
    const view = await edge.until(({ databases }) => databases.some(({ trouble }) => trouble === 'unreachable'));
    expect(view.databases.filter(({ trouble }) => trouble !== null).map(({ name }) => name)).toEqual([MEDIA]);
    expect(cuts).toBeGreaterThan(0);
    expect((await media.info()).documents).toBe(0);
    district.fault = whole;
    await edge.untilCurrent();
    const back = await media.attachment(id, 'full');
    expect(Buffer.from(back?.bytes ?? []).equals(Buffer.from(photo.parts.full))).toBe(true);
  });

  it('half written at the district is not taken in under its name, and is said to be refused', async () => {
    const photo = await aSealedPhoto();
    const district = await openDistrict('the embedded hub', ALL);
    const { rev } = await takePicture(photo, await openEdge());
    const edge = await openEdge();
    const media = await edge.hub().create(MEDIA);
    district.fault = hasPicture(photo, rev, (bytes) => bytes.subarray(0, bytes.length / 2));
    await edge.connect(district);
    const view = await edge.untilCurrent();
    expect(view.databases.find(({ name }) => name === MEDIA)).toMatchObject({ refusedHere: 1 });
    expect((await media.info()).documents).toBe(0);
  });
});

describe.each(COUCHES)('a picture that breaks off on its way up to %s', (kind) => {
  it('is not there, and goes up whole when the line holds', async () => {
    const photo = await aSealedPhoto();
    const district = await openDistrict(kind, ALL);
    const edge = await openEdge();
    const { id } = await takePicture(photo, edge);
    let cuts = 0;
    district.fault = (request) => {
      if (!(request.url ?? '').startsWith(`/${MEDIA}/_bulk_docs`)) return false;
      cuts += 1;
      request.once('data', () => request.destroy());
      return true;
    };
    await edge.connect(district);
    await edge.until(({ databases }) => databases.some(({ trouble }) => trouble === 'unreachable'));
    expect(cuts).toBeGreaterThan(0);
    expect(await documentsIn(district, MEDIA)).toBe(0);
    district.fault = null;
    await edge.untilCurrent();
    const there = await partThere(district, id);
    expect(Buffer.from(there['full']?.data ?? '', 'base64').equals(Buffer.from(photo.parts.full))).toBe(true);
  });
});

describe.each(DISTRICTS)('a picture that went to another grid with its visit, with %s at the district', (kind) => {
  it('is gone up there too under its former name, and lies there under its new one', async () => {
    const station = await openStation();
    await moveIn(station);
    const { takePhoto, upload, visitWith, mediaIn } = pictures(() => station);
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]));
    const elsewhere = mediaDatabase(`grid-${STATION}-2`);
    const grids = [1, 2, 3].map((n) => `grid-${STATION}-${n}`);
    const district = await openDistrict(kind, [`commons-${STATION}`, ...grids, MEDIA, elsewhere]);
    const folder = await openDurableFolder(await temporaryFolder());
    const parts = { folder, audit: memoryAudit(), log: recordedLog(), now: () => Date.now() };
    const upstream = await startTestUpstream(
      { hub: station.hub(), follow: async () => false, ...parts },
      { lookEveryMs: 600_000, gatherMs: 5 },
    );
    onTestFinished(() => upstream.stop());
    const { url, user, password } = district;
    await upstream.set(WORKER_UID, { on: true, url, user, password, authority: null });
    const there = async (database: string, id: string) =>
      (await district.ask('GET', `/${database}/${encodeURIComponent(id)}`)).body as Record<string, unknown>;
    const untilCurrent = () =>
      expect
        .poll(
          async () => {
            await upstream.tryNow();
            await upstream.settled();
            return upstream.view().databases.every(({ state, left }) => state === 'current' && left === 0);
          },
          { timeout: 20_000, interval: 20 },
        )
        .toBe(true);
    const { _id: id } = photo.document;
    // The stand-in takes no pictures, only word of their end.
    const takesPictures = kind !== 'the embedded hub';
    await untilCurrent();
    expect((await there(MEDIA, id))['_attachments'] !== undefined).toBe(takesPictures);

    await station.send({ kind: 'household', uid: FAMILY.household, dwellingUid: OTHER_DWELLING });
    await station.transfers().settled();
    expect(await mediaIn(1)).toEqual([]);
    const [moved = ''] = await mediaIn(2);
    await untilCurrent();
    expect(await there(MEDIA, id)).toMatchObject({ error: 'not_found', reason: 'deleted' });
    expect((await there(elsewhere, moved))['_attachments'] !== undefined).toBe(takesPictures);
    // Nothing brings it back.
    expect(await mediaIn(1)).toEqual([]);
  });
});
