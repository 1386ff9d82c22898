import { describe, expect, it, vi } from 'vitest';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { Rating } from '#shared/schema/types/rating';
import { uid } from '#test/support/builders';
import { NINE } from '../../unit/incidents/incidents';
import { clerksDevice } from '../applications/desk';
import { residentsDoor } from './door';

async function counterDoor() {
  const door = await residentsDoor();
  const clerk = clerksDevice(door.station, () => NINE);
  await clerk.item();
  const id = await clerk.apply(1);
  await clerk.take(id, { kind: 'submit' });
  await vi.waitFor(async () => expect((await clerk.read(id)).receipt).not.toBeNull(), { timeout: 5_000, interval: 10 });
  await door.applications.settled();
  return { ...door, clerk, id, receipt: (await clerk.read(id)).receipt ?? '' };
}

describe('the page of an application’s receipt', () => {
  it('tells where it stands, by when, and what is still to bring, and nothing of who applied', async () => {
    const { ask, clerk, id, receipt } = await counterDoor();
    await clerk.take(id, { kind: 'ask', materialIds: ['m1'], untilMs: NINE + 86_400_000 });
    const lacking = await ask(`/p/${receipt}?lang=zh`);
    for (const told of [showReceipt(receipt), '高龄津贴', '请补材料', '还要补交的材料', '身份证'])
      expect(lacking.text).toContain(told);
    expect(lacking.text).not.toContain(uid(7));
    await clerk.take(id, { kind: 'material', materialId: 'm1', way: 'paper' });
    await clerk.take(id, { kind: 'accept', promised: [{ materialId: 'm2', untilMs: NINE + 2 * 86_400_000 }] });
    const accepted = await ask(`/p/${receipt}?lang=zh`);
    for (const told of ['已受理', '承诺办结', '银行卡']) expect(accepted.text).toContain(told);
    expect(accepted.text).not.toContain('身份证');
    expect(accepted.text).not.toContain('name="satisfaction"');
    expect((await ask(`/p/${receipt}?lang=en`)).text).toContain('Accepted');
  });

  it('takes one rating once there is a result; a poor one says by when it is put right', async () => {
    const { ask, rate, clerk, id, receipt, station, dataKeys } = await counterDoor();
    expect((await rate(receipt, { satisfaction: 'dissatisfied' })).status).toBe(409);
    await clerk.take(id, { kind: 'accept', promised: [] });
    await clerk.take(id, { kind: 'decide', outcome: 'granted' });
    expect((await ask(`/p/${receipt}?lang=zh`)).text).toContain('这次办事您满意吗');
    const sent = await rate(receipt, { satisfaction: 'dissatisfied', comment: '等太久' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/p/${receipt}?lang=zh&done=1`]);
    expect((await ask(`/p/${receipt}?lang=zh&done=1`)).text).toContain('评价收到了');
    expect((await rate(receipt, { satisfaction: 'satisfied' })).status).toBe(409);

    const query = { rev: null, latest: false, revs: false, conflicts: false } as const;
    const stored = await station.hub.database('desk-qinghe')?.get(`rating~qinghe~a.${uid(1)}`, query);
    if (!stored?.found) throw new Error('no rating');
    const rating = stored.document as unknown as Rating;
    expect(rating).toMatchObject({ satisfaction: 'dissatisfied', channel: 'phone', itemNumber: 'S017' });
    expect(rating.rectifyByMs).toBeGreaterThanOrEqual(rating.ratedAtMs + 19 * 86_400_000);
    expect(JSON.stringify(rating)).not.toContain('等太久');
    const [key] = await dataKeys.keysFor([{ scope: 'qinghe', class: 'general' }]);
    if (!key || !rating.comment) throw new Error('nothing is sealed');
    const aad = sealingAad({ uid: rating.uid, field: 'comment' });
    expect(await openValue(await importSealingKey(key.key), rating.comment, aad)).toEqual({
      ok: true,
      value: '等太久',
    });
  });
});
