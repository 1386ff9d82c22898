import { beforeEach, describe, expect, it } from 'vitest';
import { parseMediaId } from '#shared/media/names';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import { aPerson, aVisit, testReplica, uid } from '#test/support/builders';
import { tampered } from '#test/support/photos';
import { FAMILY, idIn, moveIn, NEIGHBOUR, OTHER_DWELLING } from './family';
import { pictures, VISIT } from './pictures';
import { dyingAt, openStation, type Between, type Station } from './station';

let station: Station;
beforeEach(async () => {
  station = await openStation();
  await moveIn(station);
});

const household = { kind: 'household', uid: FAMILY.household, dwellingUid: OTHER_DWELLING } as const;
const back = { ...household, from: 2, to: 1, dwellingUid: FAMILY.dwelling } as const;
const { takePhoto, refTo, upload, visitWith, mediaIn, refsOf, expectPhotoIn } = pictures(() => station);

describe('a visit with pictures that goes to another grid', () => {
  it('has them with it, under the keys of that grid, and nothing of them stays behind', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]));
    const before = await station.read(idIn('visit', 1, VISIT));
    expect((await station.send(household)).counts).toMatchObject({ visits: 3, unreadable: 0 });
    const media = await expectPhotoIn(2, photo);
    expect(await mediaIn(2)).toEqual([media]);
    expect(await mediaIn(1)).toEqual([]);
    const moved = await station.read(idIn('visit', 2, VISIT));
    expect(moved).toMatchObject({ stamps: before?.stamps, born: before?.born });
    // Sent again by a tablet that did not hear the answer: it is known, and does not come back.
    await upload(photo);
    await station.transfers().settled();
    expect(await mediaIn(1)).toEqual([]);
  });

  it('gets them later where the tablet that took them was away, and stays the same state', async () => {
    const [photo, other] = [await takePhoto(7001), await takePhoto(7002)];
    await station.write(visitWith([photo]));
    await station.send(household);
    const waiting = await station.read(idIn('visit', 2, VISIT));
    expect(await refsOf(2)).toEqual([refTo(photo)]);
    await station.reopen();
    await upload(photo);
    // A picture that belongs to nobody who left stays.
    await upload(other);
    await station.transfers().settled();
    await expectPhotoIn(2, photo);
    expect((await station.read(idIn('visit', 2, VISIT)))?.vv).toEqual(waiting?.vv);
    expect(await mediaIn(1)).toEqual([other.document._id]);
  });

  it('keeps them where a device writes it again that knew them by their former names', async () => {
    const photo = await takePhoto(7001);
    await station.write(visitWith([photo]));
    await station.send(household);
    const waiting = (await station.read(idIn('visit', 2, VISIT))) as WireRecord;
    await upload(photo);
    await station.transfers().settled();
    const media = await expectPhotoIn(2, photo);
    const { found, ...stored } = (await station
      .hub()
      .database('grid-qinghe-2')
      ?.get(waiting._id, { rev: null, latest: false, revs: false, conflicts: false })) as Record<string, unknown>;
    expect(found).toBe(true);
    const { _rev } = stored['document'] as Record<string, unknown>;
    const edited = editRecord(waiting, { nextVisitOn: '2027-01-02' }, testReplica('other').write());
    await station.write({ ...edited, _rev } as unknown as WireRecord);
    await station.transfers().settled();
    expect(await expectPhotoIn(2, photo)).toBe(media);
    expect(await station.read(waiting._id)).toMatchObject({ nextVisitOn: '2027-01-02', vv: edited.vv });
  });

  it('gets them also where the picture comes before the visit, and where a device adds one to a visit that has left', async () => {
    const [photo, added] = [await takePhoto(7001), await takePhoto(7002)];
    await station.send(household);
    await upload(photo);
    const late = visitWith([photo]);
    const push = (row: object) =>
      station.ask(station.token([1]), 'POST /hub/grid-qinghe-1/_bulk_docs', { docs: [row] });
    await station.write(late);
    await station.transfers().settled();
    await expectPhotoIn(2, photo);
    await upload(added);
    const more = editRecord(late, { photos: [refTo(photo), refTo(added)] }, testReplica('other').write());
    expect(await push(more)).toMatchObject({ body: [{ ok: true }] });
    await station.transfers().settled();
    const refs = await refsOf(2);
    expect(refs.map(({ id }) => id)).toEqual([uid(7001), uid(7002)]);
    expect(refs.map(({ media }) => media).sort()).toEqual(await mediaIn(2));
    expect(await mediaIn(1)).toEqual([]);
  });

  it('leaves a picture where it is that does not open, and says so, and takes the others', async () => {
    const [photo, broken] = [await takePhoto(7001), await takePhoto(7002)];
    const bent = broken.parts.full.slice();
    bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
    const damaged = await tampered(broken, { parts: { full: bent } });
    await upload(photo);
    await upload(damaged);
    const visit = visitWith([photo]);
    const refs = [refTo(photo), { ...refTo(broken), media: damaged.document._id }];
    await station.write({ ...visit, photos: refs } as unknown as WireRecord);
    const done = await station.send(household);
    expect(done).toMatchObject({ state: 'done', counts: { unreadable: 1 } });
    await station.reopen();
    expect(station.transfers().list()).toMatchObject([{ counts: { unreadable: 1 } }]);
    expect((await refsOf(2)).map(({ media }) => parseMediaId(media)?.scope)).toEqual(['qinghe-2', 'qinghe-1']);
    expect(await mediaIn(1)).toEqual([damaged.document._id]);
  });

  it('has them back when it comes back, and when it goes once more', async () => {
    const [photo, late] = [await takePhoto(7001), await takePhoto(7002)];
    await upload(photo);
    await station.write(visitWith([photo]), visitWith([late], 71));
    await station.send(household);
    await station.send(back);
    await expectPhotoIn(1, photo);
    expect(await mediaIn(2)).toEqual([]);
    await station.send(household);
    await expectPhotoIn(2, photo);
    // Its tablet was away for all of it.
    await upload(late);
    await station.transfers().settled();
    await expectPhotoIn(2, late, uid(71));
    expect(await mediaIn(1)).toEqual([]);
    expect(await mediaIn(2)).toHaveLength(2);
  });

  it('shares a picture with a visit that stays, or that goes as well', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]), visitWith([photo], 71), visitWith([photo], 72, NEIGHBOUR));
    await station.send(household);
    const media = await expectPhotoIn(2, photo);
    expect(await expectPhotoIn(2, photo, uid(71))).toBe(media);
    expect(await expectPhotoIn(1, photo, uid(72))).toBe(photo.document._id);
    await station.send({ uid: NEIGHBOUR, to: 3 });
    await expectPhotoIn(3, photo, uid(72));
    expect([await mediaIn(1), await mediaIn(2)]).toEqual([[], [media]]);
  });

  it('opens no picture of another grid to whoever names it there', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.send(household);
    const foreign = {
      ...aVisit(75, { by: testReplica('thief'), fields: { personUid: FAMILY.grandmother, photos: [refTo(photo)] } }),
    };
    const moved = { ...foreign, _id: idIn('visit', 2, uid(75)) } as WireRecord;
    await station.write(moved);
    await station.transfers().settled();
    expect(await refsOf(2, uid(75))).toEqual([refTo(photo)]);
    expect(await mediaIn(2)).toEqual([]);
    expect(await mediaIn(1)).toEqual([photo.document._id]);
  });
});

describe('a power cut', () => {
  it('after any write of a transfer loses no picture and leaves no double', { timeout: 60_000 }, async () => {
    // Each of them takes its time; the long run has them all.
    for (let writes = 0; ; writes += process.env['THOROUGH'] === '1' ? 1 : 3) {
      if (writes > 0) station = await openStation();
      const photo = await takePhoto(7001);
      if (writes > 0) await station.write(aPerson(1, { by: testReplica('tablet', () => Date.now() - 60_000) }));
      await upload(photo);
      await station.write(visitWith([photo]));
      const cut = dyingAt(writes, 'after');
      await station.reopen({ between: cut.between });
      const started = await station.send({}).catch(() => null);
      const wasCut = cut.isDead();
      await station.reopen();
      await station.transfers().settled();
      if (started === null && station.transfers().list().length === 0) await station.send({});
      const media = await expectPhotoIn(2, photo);
      expect([await mediaIn(1), await mediaIn(2)]).toEqual([[], [media]]);
      if (!wasCut) return;
    }
  });

  it.each([0, 1, 2, 3])('at write %i of a picture that came late loses nothing', async (writes) => {
    const photo = await takePhoto(7001);
    await station.write(visitWith([photo]));
    await station.send(household);
    const cut = dyingAt(writes, 'after');
    await station.reopen({ between: cut.between });
    await upload(photo);
    await station.transfers().settled();
    await station.reopen();
    await station.transfers().settled();
    const media = await expectPhotoIn(2, photo);
    expect([await mediaIn(1), await mediaIn(2)]).toEqual([[], [media]]);
  });
});

/** A disk that has no room for a picture, and for everything else. */
const withoutPictures: Between = ({ hub, folder }) => ({
  folder,
  hub: {
    ...hub,
    create: async (name) => ({ ...(await hub.create(name)), putWhole: () => Promise.reject(new Error('no room')) }),
  },
});

describe('a hub that was set back', () => {
  it('to before the transfer has the pictures where they belong, by the names that devices know', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]));
    await station.copyHub();
    await station.send(household);
    const media = await expectPhotoIn(2, photo);
    await station.setBack('copy');
    await station.transfers().settled();
    expect(await expectPhotoIn(2, photo)).toBe(media);
    expect(await mediaIn(1)).toEqual([]);
  });

  it('to when a picture was on its way still has it', async () => {
    const photo = await takePhoto(7001);
    await station.write(visitWith([photo]));
    await station.send(household);
    await station.reopen({ between: withoutPictures });
    await upload(photo);
    await station.transfers().settled();
    await station.copyHub();
    await station.transfers().settled();
    const media = await expectPhotoIn(2, photo);
    // By this the grid is known to have been set back.
    await station.write(visitWith([], 73, NEIGHBOUR));
    await station.setBack('copy');
    await station.transfers().settled();
    expect(await expectPhotoIn(2, photo)).toBe(media);
    expect([await mediaIn(1), await mediaIn(2)]).toEqual([[], [media]]);
  });

  it('to before they went and came back, too, under keys that were changed since', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]));
    await station.copyHub();
    await station.send(household);
    await station.send(back);
    const media = await expectPhotoIn(1, photo);
    await station.dataKeys.rotate([{ scope: 'qinghe-1', class: 'general' }]);
    await station.setBack('copy');
    await station.transfers().settled();
    expect((await refsOf(1)).map((ref) => ref.media)).toEqual([media]);
    expect(await mediaIn(1)).toEqual([media]);
  });

  it('and holds nothing any more gets them from the tablet that took them', async () => {
    const photo = await takePhoto(7001);
    await upload(photo);
    await station.write(visitWith([photo]));
    await station.send(household);
    const moved = await station.read(idIn('visit', 2, VISIT));
    const media = await expectPhotoIn(2, photo);
    await station.setBack('empty');
    await upload(photo);
    await station.transfers().settled();
    await station.write(moved as WireRecord);
    await station.transfers().settled();
    expect(await expectPhotoIn(2, photo)).toBe(media);
    expect([await mediaIn(1), await mediaIn(2)]).toEqual([[], [media]]);
  });
});
