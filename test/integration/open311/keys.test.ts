import { describe, expect, it } from 'vitest';
import { NINE } from '../../unit/incidents/incidents';
import { FIRES, LIFTS, MANAGER } from '../dispatch/station';
import { AT_ONE, idOf, json, outsideStation } from './outside';

const DAY_MS = 86_400_000;

describe('a key', () => {
  it('sees what came with it and nothing else, filtered as the specification has it', async () => {
    const city = await outsideStation();
    const [key, other] = [await city.key(), await city.key('街道')];
    const report = async (apiKey: string, service: string, description: string) =>
      idOf(await city.post({ api_key: apiKey, service_code: service, ...AT_ONE, description }));
    const first = await report(key, FIRES.uid, '一');
    city.setClock(NINE + 2 * DAY_MS);
    const second = await report(key, LIFTS.uid, '二');
    const others = await report(other, FIRES.uid, '三');
    await city.station.report(7);
    const ids = async (query: string, apiKey = key) =>
      json(await city.get(`/requests.json?api_key=${apiKey}${query}`)).map((each) => each['service_request_id']);
    expect(await ids('')).toEqual([second, first]);
    expect(await ids('', other)).toEqual([others]);
    expect(await ids(`&service_request_id=${first},${others},nothing&status=closed`)).toEqual([first]);
    expect(await ids(`&service_code=${LIFTS.uid},x`)).toEqual([second]);
    expect(await ids('&status=closed')).toEqual([]);
    expect(await ids('&status=open,closed')).toEqual([second, first]);
    expect(await ids('&start_date=2026-11-24T00:00:00Z')).toEqual([second]);
    expect(await ids('&end_date=2026-11-24T08:00:00%2B08:00')).toEqual([first]);
    expect(await ids('&start_date=&status=')).toEqual([second, first]);
    for (const path of [`/requests/${others}.json`, `/tokens/${others}.json`])
      expect((await city.get(`${path}?api_key=${key}`)).status, path).toBe(404);
    for (const query of [
      'start_date=2026-11-24',
      'start_date=2026-02-30T00:00:00Z',
      'status=done',
      'page=2',
      'start_date=2026-01-01T00:00:00Z&end_date=2026-06-01T00:00:00Z',
      'start_date=2026-11-24T00:00:00Z&end_date=2026-11-23T00:00:00Z',
    ])
      expect((await city.get(`/requests.json?api_key=${key}&${query}`)).status, query).toBe(400);
    expect((await city.get('/requests.json')).status).toBe(403);
    city.setClock(NINE + 100 * DAY_MS);
    expect(await ids('')).toEqual([]);
    expect(await ids('&start_date=2026-11-20T00:00:00Z')).toEqual([second, first]);
    expect(city.audit.entries.filter(({ detail }) => detail === 'read 市城管平台')).toHaveLength(2);
  });

  it('is shown once, kept as a hash, may be for one thing alone, and opens nothing once it is revoked', async () => {
    const city = await outsideStation();
    const key = await city.key('只上报', { scopes: ['write'] });
    const form = { api_key: key, service_code: FIRES.uid, ...AT_ONE };
    expect((await city.post(form)).status).toBe(200);
    expect((await city.get(`/requests.json?api_key=${key}`)).status).toBe(403);
    const reader = await city.key('只查询', { scopes: ['read'] });
    expect((await city.post({ ...form, api_key: reader })).status).toBe(403);
    expect(await city.incoming.makeKey(MANAGER, { name: '只查询', scopes: ['read'], perMinute: 30 })).toMatchObject({
      ok: false,
    });
    const view = city.incoming.view();
    expect(view.keys.map(({ name, reports, lastUsedAtMs }) => [name, reports, lastUsedAtMs])).toEqual([
      ['只上报', 1, city.now()],
      ['只查询', 0, city.now()],
    ]);
    const kept = await city.station.folder.read('incoming.json');
    expect(kept).toContain('"name": "只上报"');
    for (const part of key.split('.').slice(2)) expect(kept).not.toContain(part);

    const id = view.keys[0]?.id ?? '';
    expect(await city.incoming.revokeKey(MANAGER, id)).toMatchObject({ ok: true });
    expect((await city.post(form)).status).toBe(403);
    expect(await city.incoming.revokeKey(MANAGER, id)).toMatchObject({ ok: false });
    expect(city.audit.entries.map(({ kind, by, detail }) => [kind, by, detail])).toEqual([
      ['api-key-made', MANAGER, 'write 600'],
      ['api-key-used', null, 'report 只上报'],
      ['api-key-made', MANAGER, 'read 600'],
      ['api-key-revoked', MANAGER, null],
    ]);
  });

  it('has so many requests a minute, and ten thousand wrong ones at once are slowed down and leave nothing behind', async () => {
    const city = await outsideStation();
    const key = await city.key('慢', { perMinute: 30 });
    const answers = await Promise.all(Array.from({ length: 32 }, () => city.get(`/requests.json?api_key=${key}`)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const slowed = answers.find(({ status }) => status === 429);
    expect(Number(slowed?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(slowed?.text).toContain('429');

    let refused = 0;
    for (let round = 0; round < 10; round += 1) {
      const wrong = Array.from(
        { length: 50 },
        (_, n) => `linli.${String(round * 50 + n).padStart(10, '0')}.${'A'.repeat(43)}`,
      );
      const told = await Promise.all(wrong.map((each) => city.get(`/requests.json?api_key=${each}`)));
      refused += told.filter(({ status }) => status === 403 || status === 429).length;
    }
    expect(refused).toBe(500);
    for (let n = 0; n < 10_000; n += 1)
      expect(city.incoming.holder(`linli.${String(n).padStart(10, '0')}.${'A'.repeat(43)}`)).toBeNull();
    expect(city.allowances.size()).toBeLessThan(5);
    expect(city.incoming.view().keys).toHaveLength(1);
  });
});
