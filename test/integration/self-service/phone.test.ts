import { describe, expect, it } from 'vitest';
import { applicationSchema } from '#shared/schema/types/application';
import { PHOTO_CARD } from '#main/services/photo-card';
import { withExif } from '#test/support/exif';
import { MANAGER } from '../dispatch/station';
import { VERSION } from '../applications/desk';
import { CANARY, kioskStation } from './kiosk-station';

type Kiosk = Awaited<ReturnType<typeof kioskStation>>;

const PHOTO = new Blob([new Uint8Array(withExif(PHOTO_CARD, { make: 'HUAWEI', orientation: 6 }))]);
const FORM = '/apply/S017/form?lang=zh';

async function formOf(station: Kiosk): Promise<string> {
  return /name="form" value="([^"]+)"/.exec((await station.phone(FORM)).text)?.[1] ?? '';
}

async function send(
  station: Kiosk,
  fields: Record<string, string> = {},
  photos: Readonly<Record<string, readonly Blob[]>> = {},
) {
  const form = new FormData();
  const usual = {
    form: fields['form'] ?? (await formOf(station)),
    ...{ item: 'S017', version: VERSION.id, name: CANARY, phone: '13600007719', 'citizen-id': '', consent: 'yes' },
    ...{ 'answer.address': '清和路 8幢 302', 'answer.reason': '' },
  };
  for (const [name, value] of Object.entries({ ...usual, ...fields })) form.append(name, value);
  for (const [material, files] of Object.entries(photos))
    for (const file of files) form.append(`photos.${material}`, file, 'IMG_0001.JPG');
  // What nobody chose comes as a file without a name.
  form.append('photos.m2', new Blob([]), '');
  return station.phone('/apply?lang=zh', { method: 'POST', body: form });
}

const receiptIn = ({ headers }: { readonly headers: Headers }): string =>
  new URL(headers.get('location') ?? '', 'http://x').searchParams.get('code') ?? '';

describe('applying with a phone', () => {
  it('finds an item and says what to bring, without script or cookie, in both languages', async () => {
    const station = await kioskStation();
    const all = await station.phone('/apply?lang=zh');
    expect(all.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(all.headers.get('set-cookie')).toBeNull();
    expect(all.text).toContain('<a href="/apply/S017?lang=zh">高龄津贴</a>');
    expect((await station.phone(`/apply?lang=zh&q=${encodeURIComponent('津贴')}`)).text).toContain('高龄津贴');
    expect((await station.phone(`/apply?lang=zh&q=${encodeURIComponent('<护照>')}`)).text).toContain('没有找到这件事');
    const item = await station.phone('/apply/S017?lang=en');
    for (const told of [
      'What to bring',
      '银行卡',
      'may follow later',
      '2工作日',
      'Not provided',
      '/apply/S017/form?lang=en',
    ])
      expect(item.text).toContain(told);
    const form = await station.phone(FORM);
    for (const told of ['申请人姓名', '联系地址', 'name="photos.m1"', 'accept="image/jpeg"', '我同意站里'])
      expect(form.text).toContain(told);
    for (const page of [all, item, form]) expect(page.text).not.toContain('<script');
    expect((await station.phone('/apply/S999')).status).toBe(303);
    expect((await station.phone('/?lang=zh')).text).toContain('<a href="/apply?lang=zh">我要办事</a>');
  });

  it('makes an application that the desk opens, with its photos and a receipt that leads to it', async () => {
    const station = await kioskStation();
    const sent = await send(station, {}, { m1: [PHOTO, PHOTO] });
    const receipt = receiptIn(sent);
    expect([sent.status, receipt]).toEqual([303, expect.stringMatching(/^[0-9A-Z]{8}$/)]);
    const done = await station.phone(`/apply/done?lang=zh&code=${receipt}`);
    expect(done.text).toContain('提交好了');
    expect((await station.phone(`/p/${receipt}?lang=zh`)).text).toContain('已提交，等核对材料');
    const [id = '', ...others] = await station.applicationIds();
    expect(others).toEqual([]);
    const record = await station.application(id);
    expect(applicationSchema.safeParse(record).error).toBeUndefined();
    expect(record).toMatchObject({ channel: 'phone', receipt, ticketNumber: null, personUid: null });
    expect(record.steps).toMatchObject([
      { kind: 'submit', post: 'resident' },
      {
        kind: 'material',
        materialId: 'm1',
        way: 'scan',
        post: 'resident',
        photoIds: record.photos.map((each) => each.id),
      },
    ]);
    expect(record.photos).toHaveLength(2);
    const applicant = { name: CANARY, phone: '13600007719', citizenId: '' };
    expect(await station.opened(record.applicant, record.uid, 'applicant')).toEqual(applicant);
    expect(await station.opened(record.answers, record.uid, 'answers')).toEqual({ address: '清和路 8幢 302' });
    expect(JSON.stringify([record, station.kioskLog.lines])).not.toMatch(/何秀兰|13600007719/);
  });

  it('counts a page that is sent twice, or twice at once, as one', async () => {
    const station = await kioskStation();
    const form = await formOf(station);
    const answers = await Promise.all([send(station, { form }), send(station, { form })]);
    answers.push(await send(station, { form }));
    expect(new Set(answers.map(receiptIn)).size).toBe(1);
    expect(await station.applicationIds()).toHaveLength(1);
  });

  it('is not taken with anything wrong in it, says what, and keeps what was filled in', async () => {
    const station = await kioskStation();
    const wrong: readonly (readonly [Record<string, string>, string])[] = [
      [{ name: '' }, '请写申请人的姓名'],
      [{ phone: '' }, '请写一个能打通的电话'],
      [{ phone: '问我女儿' }, '电话不对'],
      [{ consent: '' }, '请勾选同意'],
      [{ 'answer.reason': '长'.repeat(501) }, '不要超过500字'],
      [{ form: 'made up' }, '没有收完整'],
      [{ item: 'S999' }, '这个事项刚刚有变动'],
      [{ version: '01TEST0000000000000000000M' }, '这个事项刚刚有变动'],
    ];
    for (const [fields, told] of wrong) {
      const { status, text } = await send(station, fields);
      expect([status, text.includes(told)], told).toEqual([400, true]);
      if (text.includes('<form')) expect(text).toContain('清和路 8幢 302');
    }
    for (const [file, told] of [
      [new Blob(['<svg/>']), '只收JPEG照片'],
      [new Blob([PHOTO_CARD.slice(0, 200)]), '有一张照片打不开'],
    ] as const) {
      const { status, text } = await send(station, {}, { m1: [file] });
      expect([status, text.includes(told), text.includes('选过的照片要再选一次')]).toEqual([400, true, true]);
    }
    expect(await station.applicationIds()).toEqual([]);
  });

  it('is closed where a manager says so, and still says what to bring', async () => {
    const station = await kioskStation();
    const form = await formOf(station);
    await station.incoming.setResidents(MANAGER, { on: true, rulesAct: false, applies: false });
    expect((await station.phone('/apply/S017?lang=zh')).text).toContain('暂时不能在手机上申请');
    expect((await station.phone(FORM)).status).toBe(403);
    expect((await send(station, { form })).status).toBe(403);
    expect(await station.applicationIds()).toEqual([]);
  });

  it('is slowed down when somebody sends many', async () => {
    const station = await kioskStation();
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await send(station)).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([303, 429]);
    expect(await station.applicationIds()).toHaveLength(6);
  });
});
