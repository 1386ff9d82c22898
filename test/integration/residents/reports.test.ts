import { describe, expect, it } from 'vitest';
import { isSigned, thumbprintOf } from '#shared/media/signature';
import { mediaDatabase } from '#shared/media/names';
import { pictureDocumentSchema } from '#shared/media/document';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { openBytes } from '#shared/media/sealed-bytes';
import type { Sealed } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import { PHOTO_CARD } from '#main/services/photo-card';
import { withExif } from '#test/support/exif';
import { FIRES, MANAGER } from '../dispatch/station';
import { aStep, MINUTE_MS } from '../../unit/incidents/incidents';
import { EIGHT, outsideStation } from '../open311/outside';

type Outside = Awaited<ReturnType<typeof outsideStation>>;

const PHOTO = new Blob([new Uint8Array(withExif(PHOTO_CARD, { make: 'HUAWEI', orientation: 6 }))]);

/** A resident with a phone. */
function resident(city: Outside) {
  const open = async () => {
    const { text } = await city.ask(`/report/at/${EIGHT}?lang=zh`);
    return /name="form" value="([^"]+)"/.exec(text)?.[1] ?? '';
  };
  const send = async (
    fields: Record<string, string>,
    photos: readonly Blob[] = [],
    headers: Record<string, string> = {},
  ) => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ place: EIGHT, ...fields })) form.append(name, value);
    for (const [at, photo] of photos.entries()) form.append(`photo${at + 1}`, photo, 'IMG_0001.JPG');
    return city.ask('/report?lang=zh', { method: 'POST', body: form, headers });
  };
  return {
    open,
    send,
    /** Opens the page, takes half a minute, and sends it. */
    report: async (fields: Record<string, string>, photos: readonly Blob[] = []) => {
      const form = await open();
      city.setClock(city.now() + 30_000);
      return send({ form, ...fields }, photos);
    },
  };
}

const receiptIn = ({ headers }: { readonly headers: Headers }): string =>
  new URL(headers.get('location') ?? '', 'http://x').searchParams.get('code') ?? '';

async function onlyIncident(city: Outside) {
  const [id = '', ...others] = await city.incidents(1);
  expect(others).toEqual([]);
  return city.station.read(id);
}

async function opened(city: Outside, sealed: Sealed | null | undefined, uid: string, field: string, entryId?: string) {
  const [key] = await city.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
  if (!key || !sealed) throw new Error('nothing is sealed');
  const place = { uid, field, ...(entryId !== undefined && { entryId }) };
  const value = await openValue(await importSealingKey(key.key), sealed, sealingAad(place));
  return value.ok ? value.value : value.error;
}

describe('a resident with a phone', () => {
  it('finds the place among the houses of the station, without script or cookie, in both languages', async () => {
    const city = await outsideStation();
    const start = await city.ask('/report?lang=zh');
    expect(start.headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(start.headers.get('set-cookie')).toBeNull();
    expect(start.text).toContain('119、120或110');
    const found = await city.ask(`/report?lang=en&q=${encodeURIComponent('清和路8号楼')}`);
    expect(found.text).toContain(`<a href="/report/at/${EIGHT}?lang=en">清和路 8幢</a>`);
    expect(found.text).not.toContain('<script');
    expect((await city.ask(`/report?lang=zh&q=${encodeURIComponent('<南京路>')}`)).text).toContain('没有找到这个地点');
    const page = await city.ask(`/report/at/${EIGHT}?lang=en`);
    for (const told of [
      '清和路 8幢',
      '<optgroup label="Fire safety">',
      'I cannot say',
      'type="file"',
      'I agree that the station',
    ])
      expect(page.text).toContain(told);
    expect((await city.ask('/report/at/nowhere')).status).toBe(303);
    expect((await city.ask('/?lang=zh')).text).toContain('<a href="/report?lang=zh">上报一件事</a>');
  });

  it('reports something with a photo: it is sealed in its grid, has a receipt, and waits until somebody has looked', async () => {
    const city = await outsideStation();
    const { report } = resident(city);
    const sent = await report(
      { spot: '2单元门口', category: FIRES.uid, text: '电动车堵住了\n消防通道', phone: '13800001234', consent: 'yes' },
      [PHOTO],
    );
    const receipt = receiptIn(sent);
    expect([sent.status, receipt]).toEqual([303, expect.stringMatching(/^[0-9A-Z]{8}$/)]);
    const done = await city.ask(`/report/done?lang=zh&code=${receipt}`);
    expect(done.text).toContain('收到了，谢谢您');
    expect(done.text).toContain(`href="/p/${receipt}?lang=zh"`);

    const record = await onlyIncident(city);
    expect(record).toMatchObject({
      channel: 'resident',
      receipt,
      title: '消防通道堵塞：清和路 8幢 2单元门口',
      address: '清和路 8幢 2单元门口',
      buildingUid: EIGHT,
      place: { source: 'address' },
      steps: [],
    });
    expect(JSON.stringify(record)).not.toMatch(/13800001234|电动车/);
    expect(await opened(city, record.text, record.uid, 'text')).toBe('电动车堵住了\n消防通道');
    expect(await opened(city, record.contact, record.uid, 'contact')).toEqual({ name: '', phone: '13800001234' });
    expect(await city.dispatch.findReceipt(receipt)).toBe(record._id);
    await city.dispatch.settled();
    expect((await city.station.read(record._id)).steps).toEqual([]);

    // Once a person has taken it on, the rules go on with it.
    await city.station.change(record._id, {
      steps: [aStep(record, { kind: 'accept', categoryUid: null }, MANAGER, 45)],
    });
    await city.station.until(record._id, 'dispatched');
  });

  it('sends photos that show nothing but themselves, and that the host vouches for as having come in like that', async () => {
    const city = await outsideStation();
    await resident(city).report({ text: '堆了东西，走不过去' }, [PHOTO, new Blob([PHOTO_CARD])]);
    const record = await onlyIncident(city);
    expect(record.photos.map(({ width, height, mime }) => [width, height, mime])).toEqual([
      [48, 64, 'image/jpeg'],
      [64, 48, 'image/jpeg'],
    ]);
    const [ref] = record.photos;
    const media = city.station.hub.database(mediaDatabase('grid-qinghe-1'));
    const stored = await media?.get(ref?.media ?? '', { rev: null, latest: false, revs: false, conflicts: false });
    if (!ref || !media || !stored?.found) throw new Error('no picture');
    const { _rev, _attachments, ...content } = stored.document as Record<string, unknown>;
    const document = pictureDocumentSchema.parse(content);
    const [key] = await city.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
    const full = await media.attachment(ref.media, 'full');
    const shown = await openBytes(
      await importSealingKey(key?.key ?? ''),
      full?.bytes ?? new Uint8Array(),
      placeOfPart(ref.id, 'full'),
    );
    expect(Buffer.from(shown ?? []).toString('latin1')).not.toContain('HUAWEI');
    expect(shown?.length).toBe(ref.bytes);
    const claim = (await opened(city, document.sealed, placeOfClaim(ref.id).uid, placeOfClaim(ref.id).field)) as Record<
      string,
      unknown
    >;
    expect(claim).toMatchObject({ place: null, takenAtMs: null, mime: 'image/jpeg' });
    const signer = await city.station.hub
      .database('commons-qinghe')
      ?.get(`signing-key~qinghe~${document.signature.key}`, {
        rev: null,
        latest: false,
        revs: false,
        conflicts: false,
      });
    const known = (signer?.found ? signer.document : {}) as unknown as { x: string; y: string; staffUid: string };
    expect(known.staffUid).toBe(claim['authorUid']);
    expect(await thumbprintOf(known)).toBe(document.signature.key);
    expect(await isSigned(known, claim, document.signature)).toBe(true);
    expect([typeof _rev, typeof _attachments]).toEqual(['string', 'object']);
  });

  it('is told what is missing, keeps what was typed, and nothing is written', async () => {
    const city = await outsideStation();
    const { open, send } = resident(city);
    const form = await open();
    for (const [fields, photos, why] of [
      [{ text: '' }, [], '请写几个字'],
      [{ text: '<b>好</b>'.repeat(400) }, [], '不要超过2000字'],
      [{ text: '灯不亮', phone: '13800001234' }, [], '请勾选同意'],
      [{ text: '灯不亮', phone: 'call me', consent: 'yes' }, [], '电话不对'],
      [{ text: '灯不亮', spot: '门'.repeat(61) }, [], '不要超过60字'],
      [{ text: '灯不亮', category: EIGHT }, [], '这个类别刚刚停用了'],
      [{ text: '灯不亮' }, [PHOTO, new Blob(['GIF89a'])], '只收JPEG照片'],
      [{ text: '灯不亮' }, [new Blob([PHOTO_CARD.slice(0, 300)])], '打不开'],
      [{ text: '灯不亮' }, [PHOTO, PHOTO, PHOTO, PHOTO], '最多3张'],
    ] as const) {
      const answer = await send({ form, ...fields }, photos);
      expect([answer.status, answer.text], why).toEqual([400, expect.stringContaining(why)]);
      expect(answer.text).not.toContain('<b>好');
      if (why === '请勾选同意') expect(answer.text).toContain('灯不亮');
      expect(answer.text).toContain(`value="${form}"`);
    }
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await city.ask('/report', json)).status).toBe(415);
    const torn = { method: 'POST', body: '--x\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } };
    expect((await city.ask('/report', torn)).text).toContain('请返回上一页再发一次');
    expect(await city.incidents(1)).toEqual([]);
  });

  it('who sends the same page twice has reported once, also at the same moment', async () => {
    const city = await outsideStation();
    const { open, send } = resident(city);
    const form = await open();
    city.setClock(city.now() + 30_000);
    const answers = await Promise.all([1, 2, 3].map(() => send({ form, text: '路灯不亮了' })));
    const later = await send({ form, text: '路灯不亮了' });
    expect(new Set([...answers, later].map(receiptIn)).size).toBe(1);
    await onlyIncident(city);
  });

  it('may be slowed down, by address and by day', async () => {
    const city = await outsideStation();
    const { report } = resident(city);
    for (let n = 0; n < 8; n += 1) expect((await report({ text: `第${n}件，路灯不亮` })).status).toBe(303);
    const slowed = await report({ text: '还有一件，路灯不亮' });
    expect([slowed.status, slowed.text.includes('今天报得太多了')]).toEqual([429, true]);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(60);
    city.setClock(city.now() + 61 * MINUTE_MS);
    expect((await report({ text: '过了一小时，路灯还是不亮' })).status).toBe(303);
  });
});

describe('a manager', () => {
  it('may let rules act at once; what looks like rubbish is held for somebody even so, and not lost', async () => {
    const city = await outsideStation();
    await city.incoming.setResidents(MANAGER, { on: true, rulesAct: true, applies: true });
    const { report, open, send } = resident(city);
    await report({ category: FIRES.uid, text: '电动车堵住了消防通道' });
    const first = await onlyIncident(city);
    await city.station.until(first._id, 'dispatched');

    const hasty = await send({ form: await open(), category: FIRES.uid, text: '看 http://pills.top', website: 'x' });
    const held = await city.dispatch.findReceipt(receiptIn(hasty)).then(async (id) => {
      await city.dispatch.settled();
      return city.station.read(id ?? (await city.incidents(1)).find((each) => each !== first._id) ?? '');
    });
    expect(held.steps.map(({ kind, post }) => [kind, post])).toEqual([['note', 'host']]);
    const [note] = held.steps;
    expect(await opened(city, note?.note, held.uid, 'steps.note', note?.id)).toMatch(
      /^这件是居民手机上报的，先请人看一看，没有自动派单：填了人看不见的栏目；打开页面几秒钟就提交了；内容里有网址。\n/,
    );
    const own = await send({ form: 'invented', category: FIRES.uid, text: '电动车堵住了消防通道' });
    expect(own.status).toBe(303);
    await city.dispatch.settled();
    expect((await city.incidents(1)).length).toBe(3);
    // Whoever invents the same page again is not handed the receipt of somebody else.
    const other = await send({ form: 'invented', category: FIRES.uid, text: '楼道里有烟味' });
    expect(receiptIn(other)).not.toBe(receiptIn(own));
    await city.dispatch.settled();
    expect((await city.incidents(1)).length).toBe(4);
  });

  it('may close the page: it says so, and takes nothing', async () => {
    const city = await outsideStation();
    const { open, send } = resident(city);
    const form = await open();
    await city.incoming.setResidents(MANAGER, { on: false, rulesAct: false, applies: true });
    expect((await city.ask('/report?lang=zh')).text).toContain('暂时不收手机上报');
    expect((await send({ form, text: '路灯不亮了' })).status).toBe(403);
    expect(await city.incidents(1)).toEqual([]);
    expect(city.audit.entries.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['residents-set', 'off person apply'],
    ]);
  });
});
