import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { Sealed } from '#shared/schema/envelope';
import { aStep, MINUTE_MS } from '../../unit/incidents/incidents';
import { FIRES, LEAD, LIFTS, MANAGER } from '../dispatch/station';
import { AT_ONE, EIGHT, FAR_EIGHT, idOf, IN_ONE, IN_TWO, json, NOWHERE, outsideStation } from './outside';

const PERSONAL = {
  first_name: '秀兰',
  last_name: '何',
  phone: '13800001234',
  email: 'he.xiulan@example.com',
  device_id: 'tt222111',
  account_id: '123456',
};
const SECRETS = ['秀兰', '13800001234', 'he.xiulan', 'tt222111', '123456'];

describe('another system finds', () => {
  it('where the interface is and how to get a key, in both formats', async () => {
    const { get, origin } = await outsideStation();
    const told = await get('/discovery.json');
    expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const found = JSON.parse(told.text) as { endpoints: unknown; key_service: string };
    expect(found.endpoints).toEqual([
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${origin}/open311/v2`,
        changeset: '2026-11-23T01:00:00Z',
        type: 'test',
        formats: ['text/xml', 'application/json'],
      },
    ]);
    expect(found.key_service).toContain('一个密钥只能查它自己上报的事件');
    const xml = await get('/discovery.xml');
    expect(xml.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(xml.text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<discovery><changeset>/);
    expect(xml.text).toContain('<formats><format>text/xml</format><format>application/json</format></formats>');
  });

  it('the categories that are in use as services, each with what may be said about it', async () => {
    const { get } = await outsideStation();
    const services = json(await get('/services.json?jurisdiction_id=qinghe'));
    expect(services.map((each) => each['service_name'])).toEqual(['消防通道堵塞', '电梯故障']);
    expect(services[0]).toEqual({
      service_code: FIRES.uid,
      service_name: '消防通道堵塞',
      description: '消防安全：消防通道堵塞',
      metadata: true,
      type: 'realtime',
      keywords: '消防安全, 消防通道堵塞',
      group: '消防安全',
    });
    const english = json(await get('/services.json', { 'accept-language': 'en' }));
    expect(english[0]).toMatchObject({
      service_name: 'Blocked fire lane',
      keywords: 'Fire safety, Blocked fire lane',
      group: 'Fire safety',
    });
    const definition = await get(`/services/${FIRES.uid}.xml`, { 'accept-language': 'en' });
    expect(definition.text).toContain(`<service_definition><service_code>${FIRES.uid}</service_code><attributes>`);
    expect(definition.text).toContain(
      '<code>URGENT</code><datatype>singlevaluelist</datatype><required>false</required>',
    );
    expect(definition.text).toContain('<value><key>yes</key><name>Yes</name></value>');
    expect(definition.text).toContain('To be handled within 1 hours');
    for (const path of [
      '/services/nothing.json',
      '/services.json?jurisdiction_id=city.gov',
      '/services.html',
      '/x.json',
    ]) {
      const missing = await get(path);
      expect([missing.status, missing.text.includes('404')], path).toEqual([404, true]);
    }
  });
});

describe('a report of another system', () => {
  it('becomes an incident of the grid it lies in, told at once and followed to its end', async () => {
    const city = await outsideStation();
    const key = await city.key();
    const sent = await city.post({
      api_key: key,
      jurisdiction_id: 'qinghe',
      service_code: FIRES.uid,
      ...AT_ONE,
      address_string: '清和路8幢东侧',
      ...PERSONAL,
      description: '电动车堵住了消防通道 <b>&\n第二行',
      media_url: 'http://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg',
      'attribute[URGENT]': 'yes',
    });
    expect([sent.status, sent.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const id = idOf(sent);
    const record = await city.station.until(`incident~qinghe-1~${id}`, 'dispatched');
    expect(record).toMatchObject({
      channel: 'system',
      categoryUid: FIRES.uid,
      title: '消防通道堵塞：清和路8幢东侧',
      place: { ...IN_ONE, accuracyMeters: null, source: 'map' },
      address: '清和路8幢东侧',
      urgent: true,
      created: { by: MANAGER },
    });
    expect(record.receipt).toMatch(/^[0-9A-Z]{8}$/);
    const stored = JSON.stringify(record);
    for (const secret of [...SECRETS, '电动车堵住']) expect(stored).not.toContain(secret);
    const [grid] = await city.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
    const open = async (field: string, value: Sealed | null) =>
      value && openValue(await importSealingKey(grid?.key ?? ''), value, sealingAad({ uid: id, field }));
    expect(await open('contact', record.contact)).toEqual({
      ok: true,
      value: { name: '何秀兰 he.xiulan@example.com', phone: '13800001234' },
    });

    const told = await city.get(`/requests/${id}.json?api_key=${key}`);
    expect(json(told)).toEqual([
      {
        service_request_id: id,
        status: 'open',
        status_notes: '已派单',
        service_name: '消防通道堵塞',
        service_code: FIRES.uid,
        description: '电动车堵住了消防通道 <b>&\n第二行\nhttp://farm3.static.flickr.com/2002/2212426634_5ed477a060.jpg',
        agency_responsible: '街道消防科',
        service_notice: '处置时限：1小时',
        requested_datetime: '2026-11-23T01:40:00Z',
        updated_datetime: expect.stringMatching(/^2026-11-23T0\d:\d\d:\d\dZ$/) as unknown,
        expected_datetime: expect.stringMatching(/^2026-11-23T0\d:\d\d:\d\dZ$/) as unknown,
        address: '清和路8幢东侧',
        address_id: null,
        zipcode: null,
        lat: IN_ONE.lat,
        long: IN_ONE.lng,
        media_url: null,
      },
    ]);
    for (const secret of SECRETS) expect(told.text).not.toContain(secret);
    const xml = await city.get(`/requests/${id}.xml`, { 'x-api-key': key, 'accept-language': 'en' });
    expect(xml.text).toContain('<status_notes>Sent out</status_notes>');
    expect(xml.text).toContain('消防通道 &lt;b&gt;&amp;\n第二行');
    expect(xml.text).toContain('<address_id/><zipcode/>');

    for (const [n, kind] of (['start', 'finish', 'verify', 'close'] as const).entries()) {
      const now = await city.station.read(record._id);
      const by = n < 2 ? MANAGER : LEAD;
      await city.station.change(record._id, {
        steps: [...now.steps, aStep(now, { kind }, by, 50 + n, n < 2 ? 'manager' : 'duty-lead')],
      });
    }
    const [closed] = json(await city.get(`/requests/${id}.json?api_key=${key}`));
    expect(closed).toMatchObject({
      status: 'closed',
      status_notes: '已结案',
      updated_datetime: '2026-11-23T01:53:00Z',
    });
    // A grid that was cut since takes its incidents along.
    const entry = city.ledger.of(key.split('.')[1] ?? '')[0];
    if (!entry) throw new Error('no report with that key');
    await city.ledger.add({ ...entry, scope: 'qinghe-2' });
    expect(json(await city.get(`/requests/${id}.json?api_key=${key}`))[0]?.['status']).toBe('closed');
    // Once somebody of the station has written over it, the words are the station's.
    await city.station.change(record._id, { text: record.contact });
    expect(json(await city.get(`/requests/${id}.json?api_key=${key}`))[0]?.['description']).toBeNull();
    const tokens = await city.get(`/tokens/${id}.json?api_key=${key}`);
    expect(json(tokens)).toEqual([{ service_request_id: id, token: id }]);
  });

  it('is placed by its address or house where it gives no coordinates, and refused in words where that is not enough', async () => {
    const city = await outsideStation();
    const key = await city.key();
    const at = async (place: Record<string, string>) => {
      const answer = await city.post({
        api_key: key,
        service_code: LIFTS.uid,
        description: JSON.stringify(place),
        ...place,
      });
      return answer.status === 200 ? idOf(answer) : `${answer.status} ${String(json(answer)[0]?.['description'])}`;
    };
    const read = async (grid: number, id: string) => city.station.read(`incident~qinghe-${grid}~${id}`);
    expect(await read(1, await at({ address_string: '清和路8号楼二单元' }))).toMatchObject({
      buildingUid: EIGHT,
      place: { ...IN_ONE, source: 'address' },
    });
    expect(await read(1, await at({ address_string: '清和路 18 栋' }))).toMatchObject({ place: null });
    expect(await read(2, await at({ address_id: FAR_EIGHT }))).toMatchObject({ address: '禾苗路 8幢' });
    expect(await read(2, await at({ lat: String(IN_TWO.lat), long: String(IN_TWO.lng) }))).toMatchObject({
      title: '电梯故障：禾苗路 8幢',
      address: '',
    });
    expect(await at({ address_string: '8幢' })).toMatch(/^400 这个地址在几个网格里都有/);
    expect(await at({ address_string: '南京路' })).toMatch(/^400 地址对不上本站的楼栋/);
    expect(await at({ lat: String(NOWHERE.lat), long: String(NOWHERE.lng), address_string: '清和路8幢' })).toMatch(
      /^400 这个位置不在本站任何一个网格里/,
    );
    expect(await at({ address_id: 'nowhere' })).toMatch(/^404 没有这个 address_id/);
    expect(await at({})).toMatch(/^400 缺少地点/);
    for (const lat of ['31,2', 'NaN', '91', '1e1', '0x10', '31.2305; DROP TABLE'])
      expect(await at({ lat, long: '121.47' }), lat).toMatch(/^400 lat 和 long 要同时给/);
  });

  it('says everything at once that is wrong with it, with the statuses of the specification, and writes nothing', async () => {
    const city = await outsideStation();
    const key = await city.key();
    const xml = await city.post({ api_key: 'xyz', service_code: FIRES.uid, ...AT_ONE }, 'xml');
    expect(xml.status).toBe(403);
    expect(xml.text).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\n<errors><error><code>403<\/code><description>api_key 不对/,
    );
    expect((await city.post({ service_code: FIRES.uid, ...AT_ONE })).status).toBe(403);
    const many = await city.post(
      { api_key: key, lat: 'x', long: 'y', 'attribute[URGENT]': 'perhaps', media_url: 'javascript:alert(1)' },
      'json',
      { 'accept-language': 'en' },
    );
    expect(many.status).toBe(400);
    expect(json(many).map(({ description }) => String(description).split(' ')[0])).toEqual([
      'service_code',
      'The',
      'media_url',
      'lat',
    ]);
    const unknown = await city.post({ api_key: key, service_code: '001', ...AT_ONE });
    expect([unknown.status, json(unknown)[0]?.['code']]).toEqual([404, 404]);
    expect(
      (await city.post({ api_key: key, jurisdiction_id: 'city.gov', service_code: FIRES.uid, ...AT_ONE })).status,
    ).toBe(404);
    for (const [form, why] of [
      [{ dropTable: '1' }, '不认识的参数 dropTable'],
      [{ description: '好'.repeat(4001) }, 'description 太长'],
      [{ description: '😀'.repeat(4000) }, 'description 太长'],
      [{ description: '一\u0000二' }, 'description 里有不能显示的控制字符'],
      [{ first_name: '一\n二' }, 'first_name 里有不能显示的控制字符'],
      [{ 'attribute[COLOUR]': 'red' }, '没有属性 COLOUR'],
      [{ email: 'nobody' }, 'email 不是邮箱地址'],
      [{ media_url: 'javascript:alert(1)' }, 'media_url 要以 http'],
    ] as const) {
      const answer = await city.post({ api_key: key, service_code: FIRES.uid, ...AT_ONE, ...form });
      expect([answer.status, answer.text], why).toEqual([400, expect.stringContaining(why)]);
    }
    const fits = await city.post({ api_key: key, service_code: FIRES.uid, ...AT_ONE, description: '好'.repeat(4000) });
    expect(fits.status).toBe(200);
    expect(await city.incidents(1)).toHaveLength(1);
  });

  it('that is no form, or not UTF-8, or too large, is refused in the asked format', async () => {
    const city = await outsideStation();
    const bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>';
    const types = {
      'text/xml': bomb,
      'application/json': '{"api_key":"x"}',
      'multipart/form-data; boundary=x': '--x--',
    };
    for (const [type, body] of Object.entries(types)) {
      const answer = await city.post(body, 'xml', { 'content-type': type });
      expect([answer.status, answer.text.includes('<code>415</code>')], type).toEqual([400, true]);
    }
    const wrong = ['a=%ff', 'a=%', `${'a=1&'.repeat(61)}`];
    for (const body of wrong) expect((await city.post(body)).status, body.slice(0, 8)).toBe(400);
    const latin = { 'content-type': 'application/x-www-form-urlencoded; charset=gbk' };
    expect((await city.post('a=1', 'json', latin)).text).toContain('UTF-8');
    const large = await city.post(`description=${'x'.repeat(70_000)}`);
    expect([large.status, json(large)[0]?.['code']]).toEqual([400, 413]);
    expect(await city.incidents(1)).toEqual([]);
  });

  it('sent twice is one: by its own number for good, by its words for some minutes, and also at the same moment', async () => {
    const city = await outsideStation();
    const [key, other] = [await city.key(), await city.key('街道')];
    const form = { api_key: key, service_code: FIRES.uid, ...AT_ONE, description: '堵了' };
    const numbered = { ...form, 'attribute[EXTERNAL_ID]': 'SZ-2026-0815' };
    const ids = await Promise.all([1, 2, 3, 4].map(() => city.post(numbered)));
    expect(new Set(ids.map(idOf)).size).toBe(1);
    const said = await Promise.all([1, 2, 3].map(() => city.post(form)));
    expect(new Set(said.map(idOf)).size).toBe(1);
    expect(await city.incidents(1)).toHaveLength(2);
    expect(idOf(await city.post({ ...numbered, api_key: other }))).not.toBe(idOf(ids[0] ?? { text: '[]' }));

    city.setClock(city.now() + 11 * MINUTE_MS);
    const again = await city.post({ ...numbered, description: '还是堵着' });
    expect(idOf(again)).toBe(idOf(ids[0] ?? { text: '[]' }));
    expect(again.text).toContain('已经收到过');
    expect(idOf(await city.post(form))).not.toBe(idOf(said[0] ?? { text: '[]' }));
    const ledger = await readFile(city.ledgerFile, 'utf8');
    for (const secret of ['堵了', 'SZ-2026']) expect(ledger).not.toContain(secret);
  });
});
