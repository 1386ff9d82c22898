import { describe, expect, it } from 'vitest';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { IncidentRating } from '#shared/schema/types/incident-rating';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { WireRecord } from '#shared/schema/envelope';
import { uid } from '#test/support/builders';
import { MINUTE_MS, NINE } from '../../unit/incidents/incidents';
import { MANAGER } from '../dispatch/station';
import { residentsDoor, SECRETS } from './door';

describe('the page of a receipt', () => {
  it('tells how far it has come and who has it, and nothing of people, places or words', async () => {
    const door = await residentsDoor();
    const { receipt } = await door.reported();
    const page = await door.ask(`/p/${receipt}?lang=zh`);
    expect(page.status).toBe(200);
    for (const told of [showReceipt(receipt), '已派单', '消防通道堵塞', '预计办结', '青禾里社区', '交给'])
      expect(page.text).toContain(told);
    for (const secret of SECRETS) expect(page.text).not.toContain(secret);
    expect(page.text).not.toContain('name="satisfaction"');
    expect((await door.ask(`/p/${receipt}`, { headers: { 'accept-language': 'en-GB,en' } })).text).toContain(
      'Sent out',
    );
  });

  it('is an origin that runs no script, keeps nothing and is framed by nobody', async () => {
    const door = await residentsDoor();
    const { headers, text } = await door.ask('/');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('set-cookie')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).not.toContain('<script');
    for (const path of ['/api/health', '/hub/grid-qinghe-1', '/api/session', '/api/practice'])
      expect((await door.ask(path)).status).toBe(404);
  });

  it('is reached by the code as somebody types it, and a slip is told before anything is looked up', async () => {
    const door = await residentsDoor();
    const { receipt } = await door.reported();
    const typed = ` ${receipt.toLowerCase().slice(0, 4)}-${receipt.slice(4)} `;
    const found = await door.ask(`/progress?lang=en&code=${encodeURIComponent(typed)}`);
    expect([found.status, found.headers.get('location')]).toEqual([303, `/p/${receipt}?lang=en`]);
    const slip = await door.ask('/progress?lang=zh&code=%3Cscript%3EK7QM');
    expect(slip.status).toBe(400);
    expect(slip.text).toContain('编号不对');
    expect(slip.text).toContain('value="&lt;script&gt;K7QM"');
  });

  it('does not say of a code whether it is wrong or somebody else’s, and slows down whoever tries them', async () => {
    const door = await residentsDoor();
    const { receipt } = await door.reported();
    for (let n = 0; n < 10; n += 1) expect((await door.ask('/p/00000000')).status).toBe(404);
    const slowed = await door.ask('/p/00000000');
    expect([slowed.status, Number(slowed.headers.get('retry-after')) > 0]).toEqual([429, true]);
    door.setClock(NINE + 60 * MINUTE_MS);
    expect((await door.ask(`/p/${receipt}`)).status).toBe(200);
  });

  it('believes a proxy of the district, and nobody else, about whom it asks for', async () => {
    const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });
    const behind = await residentsDoor({ proxies: ['127.0.0.1'] });
    for (let n = 0; n < 11; n += 1) await behind.ask('/p/00000000', from('203.0.113.7'));
    expect((await behind.ask('/p/00000000', from('203.0.113.7'))).status).toBe(429);
    expect((await behind.ask('/p/00000000', from('203.0.113.8'))).status).toBe(404);
    const bare = await residentsDoor();
    for (let n = 0; n < 11; n += 1) await bare.ask('/p/00000000', from(`203.0.113.${n}`));
    expect((await bare.ask('/p/00000000', from('203.0.113.99'))).status).toBe(429);
  });
});

describe('a rating', () => {
  it('is taken once, when the matter is closed, and its words are sealed for the grid', async () => {
    const door = await residentsDoor();
    const { id, receipt } = await door.reported();
    expect((await door.rate(receipt, { satisfaction: 'satisfied' })).status).toBe(409);
    await door.close(id);
    expect((await door.ask(`/p/${receipt}?lang=zh`)).text).toContain('这件事办得怎么样');
    const sent = await door.rate(receipt, { satisfaction: 'satisfied', comment: '来得很快' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/p/${receipt}?lang=zh&done=1`]);
    expect((await door.ask(`/p/${receipt}?lang=zh&done=1`)).text).toContain('评价收到了');

    const stored = (await door.station.read(`incident-rating~qinghe-1~${uid(1)}`)) as unknown as IncidentRating &
      WireRecord;
    expect(stored).toMatchObject({
      incidentUid: uid(1),
      satisfaction: 'satisfied',
      channel: 'phone',
      created: { by: MANAGER },
    });
    const [key] = await door.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
    if (!key || !stored.comment) throw new Error('nothing is sealed');
    const place = sealingAad({ uid: stored.uid, field: 'comment' });
    expect(await openValue(await importSealingKey(key.key), stored.comment, place)).toEqual({
      ok: true,
      value: '来得很快',
    });

    const again = await door.rate(receipt, { satisfaction: 'very-dissatisfied' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('以第一次为准');
    expect(again.text).toContain('满意');
  });

  it('of two that come at once, one is taken', async () => {
    const door = await residentsDoor();
    const { id, receipt } = await door.reported();
    await door.close(id);
    const answers = await Promise.all(
      ['satisfied', 'dissatisfied'].map((satisfaction) => door.rate(receipt, { satisfaction })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('that is not complete keeps what was written and says what is missing', async () => {
    const door = await residentsDoor();
    const { id, receipt } = await door.reported();
    await door.close(id);
    const kept = await door.rate(receipt, { comment: '<b>来得很快</b>' });
    expect(kept.status).toBe(400);
    expect(kept.text).toContain('请先选一项');
    expect(kept.text).toContain('&lt;b&gt;来得很快&lt;/b&gt;');
    expect((await door.rate(receipt, { satisfaction: 'superb' })).status).toBe(400);
    expect((await door.rate(receipt, { satisfaction: 'satisfied', comment: '好'.repeat(501) })).text).toContain(
      '不要超过500字',
    );
    expect((await door.rate(receipt, { satisfaction: 'satisfied', comment: '好'.repeat(20_000) })).status).toBe(413);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await door.ask(`/p/${receipt}/rating`, json)).status).toBe(415);
    expect((await door.rate('00000000', { satisfaction: 'satisfied' })).status).toBe(404);
  });
});
