import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  handInPath,
  kioskPlacesSchema,
  kioskReportFormSchema,
  type KioskApplication,
  type KioskIncident,
} from '#shared/ipc/kiosk-intake-api';
import { kioskAnnouncementsSchema, kioskCatalogueSchema, kioskHomeSchema, kioskPaths } from '#shared/ipc/kiosk-api';
import { kioskProgressSchema } from '#shared/ipc/kiosk-matter-api';
import { AppError } from '#shared/errors/app-error';
import { applicationSchema } from '#shared/schema/types/application';
import { standingOf } from '#shared/domain/applications/standing';
import { PHOTO_CARD } from '#main/services/photo-card';
import { withExif } from '#test/support/exif';
import { FIRES } from '../dispatch/station';
import { VERSION } from '../applications/desk';
import { EIGHT } from '../open311/outside';
import { anApplication, anIncident, CANARY, kioskStation, newForm } from './kiosk-station';

type Kiosk = Awaited<ReturnType<typeof kioskStation>>;

const JPEG = Buffer.from(withExif(PHOTO_CARD, { make: 'HUAWEI', orientation: 6 })).toString('base64');

async function photo(kiosk: Kiosk, token?: string): Promise<string> {
  const { status, body } = await kiosk.handIn('photo', { form: newForm(), jpeg: JPEG }, token);
  expect([status, body.receipt]).toEqual([201, null]);
  return body.id ?? '';
}

async function onlyApplication(kiosk: Kiosk) {
  const [id = '', ...others] = await kiosk.applicationIds();
  expect(others).toEqual([]);
  return kiosk.application(id);
}

describe('what a kiosk shows', () => {
  it('says on its first page how the hall stands', async () => {
    const kiosk = await kioskStation();
    await kiosk.hall.take('A');
    await kiosk.hall.sit(2, '1');
    const home = kioskHomeSchema.parse((await kiosk.ask(kioskPaths.home)).body);
    expect(home).toMatchObject({ station: '青禾里社区', opensAt: '08:30', isOpen: true, phone: null });
    expect(home.offers).toMatchObject({ apply: true, report: true, call: true });
    expect(home.groups.find(({ letter }) => letter === 'A')).toMatchObject({ waiting: 1, expectedMs: 2 * 8 * 60_000 });
    expect(home.groups.find(({ letter }) => letter === 'B')).toMatchObject({ waiting: 0, expectedMs: null });
  });

  it('has the items as they stand, and says with a mark when nothing has changed', async () => {
    const kiosk = await kioskStation();
    const { body, headers } = await kiosk.ask(kioskPaths.catalogue);
    const { mark, items } = kioskCatalogueSchema.parse(body);
    expect(items).toEqual([
      {
        ...{ number: 'S017', versionId: VERSION.id, family: '民政', name: '高龄津贴', department: '民政局', who: null },
        ...{ materials: VERSION.materials, statutory: '30工作日', promised: '2工作日' },
        ...{ steps: null, fee: null, form: null, group: 'C' },
        // The station named it itself.
        english: null,
      },
    ]);
    expect(headers.get('etag')).toBe(`"${mark}"`);
    const again = await kiosk.ask(kioskPaths.catalogue, undefined, kiosk.token, { 'if-none-match': `"${mark}"` });
    expect([again.status, again.text]).toEqual([304, '']);
  });

  it('has announcements that are meant for residents, while they are current', async () => {
    const kiosk = await kioskStation();
    await kiosk.announce(61, { title: '给居民的' });
    await kiosk.announce(62, { title: '给同事的', forResidents: false });
    await kiosk.announce(63, { title: '过去的', until: '2026-02-01' });
    await kiosk.announce(64, { title: '撤回的', withdrawn: true });
    await kiosk.announce(65, { title: '要紧的', importance: 'important' });
    const { announcements } = kioskAnnouncementsSchema.parse((await kiosk.ask(kioskPaths.announcements)).body);
    expect(announcements.map(({ title }) => title)).toEqual(['要紧的', '给居民的']);
  });

  it('finds houses and categories for a report', async () => {
    const kiosk = await kioskStation();
    const { places } = kioskPlacesSchema.parse((await kiosk.ask(kioskPaths.places, { typed: '清和路8号楼' })).body);
    expect(places[0]).toEqual({ uid: EIGHT, address: '清和路 8幢' });
    const { groups } = kioskReportFormSchema.parse((await kiosk.ask(kioskPaths.reportForm)).body);
    expect(groups).toContainEqual({
      name: { zh: '消防安全', en: 'Fire safety' },
      categories: [{ uid: FIRES.uid, name: { zh: '消防通道堵塞', en: 'Blocked fire lane' } }],
    });
  });
});

describe('an application at a kiosk', () => {
  it('becomes a record that the desk opens, with its photos as scans, and is followed by its receipt', async () => {
    const kiosk = await kioskStation();
    const ids = [await photo(kiosk), await photo(kiosk)];
    const wanted = anApplication({ materials: [{ materialId: 'm1', photoIds: ids }] });
    const { status, body } = await kiosk.handIn('application', wanted);
    expect([status, body.receipt]).toEqual([201, expect.stringMatching(/^[0-9A-Z]{8}$/)]);

    const record = await onlyApplication(kiosk);
    expect(applicationSchema.safeParse(record).error).toBeUndefined();
    expect(record).toMatchObject({
      ...{ channel: 'kiosk', itemNumber: 'S017', personUid: null, ticketNumber: 'C001', receipt: body.receipt },
      steps: [
        { kind: 'submit', post: 'resident', note: null },
        { kind: 'material', materialId: 'm1', way: 'scan', post: 'resident', photoIds: ids },
      ],
      photos: [
        { id: ids[0], kind: 'scan' },
        { id: ids[1], kind: 'scan' },
      ],
    });
    const standing = standingOf(record.startedAtMs, record.steps);
    expect([standing.state, standing.materials.get('m1')]).toEqual(['submitted', 'scan']);
    expect(await kiosk.opened(record.applicant, record.uid, 'applicant')).toEqual(wanted.applicant);
    expect(await kiosk.opened(record.answers, record.uid, 'answers')).toEqual({ address: '清和路 8幢 302' });
    // What was taken with the camera is there, and nothing of where and with what it was taken.
    const [first] = record.photos;
    const shown = Buffer.from((first && (await kiosk.picture(first))) ?? []);
    expect([shown.subarray(0, 2).toString('hex'), shown.includes('HUAWEI')]).toEqual(['ffd8', false]);
    expect(await readdir(kiosk.handedIn)).toEqual([]);

    const told = kioskProgressSchema.parse((await kiosk.ask(kioskPaths.progress, { receipt: body.receipt })).body);
    expect(told).toMatchObject({ kind: 'application', item: '高龄津贴', state: 'submitted', mayRate: false });
    const all = JSON.stringify([record, told, kiosk.kioskLog.lines]);
    expect(all).not.toMatch(new RegExp(`${CANARY}|13600007719|1101011940`));
  });

  it('is one, however often and however much at once it is sent; another kiosk’s is another', async () => {
    const kiosk = await kioskStation();
    const wanted = anApplication();
    const answers = await Promise.all([1, 2, 3].map(() => kiosk.handIn('application', wanted)));
    const again = await kiosk.handIn('application', wanted);
    const receipts = new Set([...answers, again].map(({ body }) => body.receipt));
    expect([receipts.size, (await kiosk.applicationIds()).length]).toEqual([1, 1]);
    await kiosk.handIn('application', wanted, await kiosk.pair());
    expect(await kiosk.applicationIds()).toHaveLength(2);
  });

  it('waits on disk while no receipt can be given, through a kill, and is made once', async () => {
    const kiosk = await kioskStation();
    await kiosk.reopen({ newReceipt: () => Promise.reject(new AppError('hub.busy', 'not yet', { retry: true })) });
    const ids = [await photo(kiosk)];
    const wanted = anApplication({ materials: [{ materialId: 'm2', photoIds: ids }] });
    const { status, body } = await kiosk.handIn('application', wanted);
    expect([status, body.receipt]).toEqual([201, null]);
    expect(await kiosk.applicationIds()).toEqual([]);
    expect(kiosk.health()).toMatchObject({ ok: false, facts: { waiting: 2, failed: 1 } });
    await kiosk.reopen();
    const record = await onlyApplication(kiosk);
    expect(record.photos.map(({ id }) => id)).toEqual(ids);
    expect(await readdir(kiosk.handedIn)).toEqual([]);
    const again = await kiosk.handIn('application', wanted);
    expect(again.body.receipt).toBe(record.receipt);
    expect(await kiosk.applicationIds()).toHaveLength(1);
  });

  it.each(['photo', 'before-record', 'after-record'] as const)(
    'is neither lost nor doubled by a host that dies at the moment of %s',
    async (moment) => {
      const kiosk = await kioskStation();
      await kiosk.dieAt(moment);
      const ids = [await photo(kiosk)];
      const wanted = anApplication({ materials: [{ materialId: 'm1', photoIds: ids }] });
      expect((await kiosk.handIn('application', wanted)).body.receipt).toBeNull();
      expect(await readdir(kiosk.handedIn)).toHaveLength(2);
      await kiosk.reopen();
      const record = await onlyApplication(kiosk);
      expect(record.photos.map(({ id }) => id)).toEqual(ids);
      // The picture that the host put before it died is the one that the record names.
      expect(await kiosk.pictures()).toBe(1);
      const [first] = record.photos;
      expect(first && (await kiosk.picture(first))).not.toBeNull();
      expect(await readdir(kiosk.handedIn)).toEqual([]);
      expect((await kiosk.handIn('application', wanted)).body.receipt).toBe(record.receipt);
      expect(await kiosk.applicationIds()).toHaveLength(1);
    },
  );

  it('is refused with the reason for what is wrong with it, and nothing of it stays', async () => {
    const kiosk = await kioskStation();
    const nowhere = '01TEST0000000000000000000M';
    const wrong: readonly (readonly [Partial<KioskApplication>, string])[] = [
      [{ itemNumber: 'S999' }, 'item-gone'],
      [{ versionId: nowhere }, 'item-gone'],
      [{ materials: [{ materialId: 'm9', photoIds: [nowhere] }] }, 'item-gone'],
      [{ materials: [{ materialId: 'm1', photoIds: [nowhere] }] }, 'photo-gone'],
      [{ applicant: { name: ' ', phone: '13600007719', citizenId: '' } }, 'box'],
      [{ consented: false as never }, 'box'],
    ];
    for (const [change, reason] of wrong) {
      const { status, body } = await kiosk.handIn('application', anApplication(change));
      expect([status, body.error?.code, body.error?.reason]).toEqual([400, 'request.malformed', reason]);
    }
    expect(await kiosk.applicationIds()).toEqual([]);
    expect(await readdir(kiosk.handedIn)).toEqual([]);
  });

  it('has no use for what another kiosk photographed', async () => {
    const kiosk = await kioskStation();
    const theirs = await photo(kiosk, await kiosk.pair());
    const materials = [{ materialId: 'm1', photoIds: [theirs] }];
    const { body } = await kiosk.handIn('application', anApplication({ materials }));
    expect(body.error?.reason).toBe('photo-gone');
  });
});

describe('a report at a kiosk', () => {
  it('becomes an incident of its grid with its photos, waits for a person, and is followed by its receipt', async () => {
    const kiosk = await kioskStation();
    const wanted = anIncident({ categoryUid: FIRES.uid, photoIds: [await photo(kiosk)] });
    const { body } = await kiosk.handIn('incident', wanted);
    const [id = '', ...others] = await kiosk.incidents(1);
    expect(others).toEqual([]);
    await kiosk.dispatch.settled();
    const record = await kiosk.station.read(id);
    expect(record).toMatchObject({
      channel: 'kiosk',
      receipt: body.receipt,
      title: '消防通道堵塞：清和路 8幢 2单元门口',
    });
    expect([record.photos.length, record.steps]).toEqual([1, []]);
    expect(JSON.stringify(record)).not.toMatch(/13600007719|楼道灯/);
    const told = kioskProgressSchema.parse((await kiosk.ask(kioskPaths.progress, { receipt: body.receipt })).body);
    expect(told).toMatchObject({
      kind: 'incident',
      state: 'reported',
      category: { zh: '消防通道堵塞', en: 'Blocked fire lane' },
    });
    // Its photos are gone by now; the answer is the same.
    expect((await kiosk.handIn('incident', wanted)).body.receipt).toBe(body.receipt);
    expect(await readdir(kiosk.handedIn)).toEqual([]);
  });

  it('is refused with the reason for a house or category that there is not', async () => {
    const kiosk = await kioskStation();
    const nowhere = '01TEST0000000000000000000M';
    const reasonOf = async (change: Partial<KioskIncident>) =>
      (await kiosk.handIn('incident', anIncident(change))).body.error?.reason;
    expect(await reasonOf({ buildingUid: nowhere })).toBe('place-gone');
    expect(await reasonOf({ categoryUid: nowhere })).toBe('category-gone');
    expect(await kiosk.incidents(1)).toEqual([]);
  });
});

describe('a receipt at a kiosk', () => {
  it('that nothing has is not found, and tries are slowed down; a slip of the finger costs nothing', async () => {
    const kiosk = await kioskStation();
    for (let count = 0; count < 20; count += 1)
      expect((await kiosk.ask(kioskPaths.progress, { receipt: 'AAAAAAAB' })).status).toBe(404);
    const unknown = await kiosk.dispatch.newReceipt();
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await kiosk.ask(kioskPaths.progress, { receipt: unknown })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  });

  it('rates what is decided, once, as given at the kiosk', async () => {
    const kiosk = await kioskStation();
    const { body } = await kiosk.handIn('application', anApplication());
    const [id = ''] = await kiosk.applicationIds();
    const rate = async (satisfaction = 'satisfied') =>
      (await kiosk.ask(kioskPaths.rating, { receipt: body.receipt, satisfaction })).body['outcome'];
    expect(await rate()).toBe('early');
    await kiosk.desk.take(id, { kind: 'accept', promised: [] });
    await kiosk.desk.take(id, { kind: 'decide', outcome: 'granted' });
    expect([await rate(), await rate('dissatisfied')]).toEqual(['taken', 'again']);
    const told = kioskProgressSchema.parse((await kiosk.ask(kioskPaths.progress, { receipt: body.receipt })).body);
    expect(told).toMatchObject({ state: 'decided', rated: 'satisfied', mayRate: false });
    expect((await kiosk.ask(kioskPaths.rating, { receipt: 'AAAAAAAA', satisfaction: 'satisfied' })).body).toEqual({
      outcome: 'unknown',
    });
  });
});

describe('a box', () => {
  it('that is none, holds something else, or is larger than its kind may be is refused', async () => {
    const kiosk = await kioskStation();
    for (const box of ['nothing', await kiosk.seal({ form: 'x' })]) {
      const { status, body } = await kiosk.ask(handInPath('application'), { box });
      expect([status, body.error?.reason]).toEqual([400, 'box']);
    }
    const whole = await kiosk.seal({ form: 'x' });
    const header = (fields: object) => Buffer.from(JSON.stringify(fields)).toString('base64url');
    const headed = (fields: object) => whole.replace(/^[^.]*/, header(fields));
    for (const body of [
      { box: headed({ alg: 'ECDH-ES', enc: 'A256GCM', kid: 'another' }) },
      { box: headed({ alg: 'none', kid: 'desk.1' }) },
      { box: whole.split('.').slice(1).join('.') },
      { box: `${whole}\n{}` },
      { box: '' },
      { box: [whole] },
      { box: whole, name: '张三' },
    ])
      expect((await kiosk.ask(handInPath('incident'), body)).status, JSON.stringify(body).slice(0, 60)).toBe(400);
    const { status, body } = await kiosk.ask(handInPath('application'), { box: 'x'.repeat(200_000) });
    expect([status, body.error?.code]).toEqual([413, 'request.too-large']);
  });

  it('with a photo that is no JPEG, or not whole, is refused', async () => {
    const kiosk = await kioskStation();
    const reasonOf = async (bytes: Uint8Array | string) =>
      (await kiosk.handIn('photo', { form: newForm(), jpeg: Buffer.from(bytes).toString('base64') })).body.error
        ?.reason;
    expect(await reasonOf('<svg/>')).toBe('photo-kind');
    expect(await reasonOf(PHOTO_CARD.subarray(0, 200))).toBe('photo-damaged');
    expect(await readdir(kiosk.handedIn)).toEqual([]);
  });

  it('finds the door shut when too many come, and photos without a form are thrown away', async () => {
    const kiosk = await kioskStation();
    await photo(kiosk);
    await kiosk.reopen({ limits: { forms: 1, photos: 1, bytes: 1_000_000 } });
    const full = await kiosk.handIn('photo', { form: newForm(), jpeg: JPEG });
    expect([full.status, full.body.error?.code]).toEqual([503, 'hub.busy']);
    kiosk.setClock(kiosk.now() + 7 * 3_600_000);
    await kiosk.look();
    expect(await readdir(kiosk.handedIn)).toEqual([]);
    const statuses: number[] = [];
    for (let count = 0; count < 14; count += 1)
      statuses.push((await kiosk.ask(handInPath('incident'), { box: 'nothing' })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([400, 429]);
  });
});
