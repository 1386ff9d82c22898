import { describe, expect, it, vi } from 'vitest';
import { padPaths, ticketPaths } from '#shared/ipc/pad-api';
import { hallPaths } from '#shared/ipc/board-api';
import { queuePaths } from '#shared/ipc/queue-api';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import { uid } from '#test/support/builders';
import { MORNING } from '../queue/hall';
import { counterOfTheHall } from './counter';

const DAY = '2026-11-23';
const MINUTE = 60_000;

describe('the pad beside a window', () => {
  it('asks when a service has ended, and not before; the answer is the rating of that number, sealed, and it asks no more', async () => {
    const { hall, pair, asks, begin, tell, post, ratingOf, dataKeys } = await counterOfTheHall();
    const pad = await pair('pad', '3');
    await hall.sit(1, '3');
    const number = await hall.take();
    expect(await asks(pad)).toBeNull();
    await begin();
    expect(await asks(pad)).toBeNull();
    const given = { number, satisfaction: 'dissatisfied', reasons: ['waited', 'not-told'] };
    expect((await post(padPaths.rating, given, pad)).body).toEqual({ outcome: 'closed', asksPhone: false });
    await tell(1, { kind: 'finish', counter: '3', number });
    expect(await asks(pad)).toBe(number);
    expect((await post(padPaths.rating, given, pad)).body).toEqual({ outcome: 'taken', asksPhone: true });
    expect(await asks(pad)).toBeNull();
    expect((await post(padPaths.rating, given, pad)).body).toEqual({ outcome: 'again', asksPhone: false });

    const rating = await ratingOf(`t.${DAY}.${number}`);
    expect(rating).toMatchObject({ service: 'ticket', channel: 'counter', servedByUid: uid(1), itemNumber: null });
    // Fifteen working days, and three weekends.
    expect(rating?.rectifyByMs).toBe(MORNING + 21 * 24 * 60 * MINUTE);
    expect(JSON.stringify(rating)).not.toContain('等得太久');
    const [key] = await dataKeys.keysFor([{ scope: 'qinghe', class: 'general' }]);
    if (!key || !rating?.comment) throw new Error('nothing is sealed');
    const aad = sealingAad({ uid: rating.uid, field: 'comment' });
    const opened = await openValue(await importSealingKey(key.key), rating.comment, aad);
    expect(opened).toEqual({ ok: true, value: '等得太久；要带什么没说清楚' });
  });

  it('goes on while the next number is on its way, gives up once that is begun with, and after two minutes; nothing is written then', async () => {
    const { hall, pair, asks, begin, tell, post, ratingOf, setClock } = await counterOfTheHall();
    const pad = await pair('pad', '3');
    await hall.sit(1, '3');
    const [first, second] = [await hall.take(), await hall.take()];
    await begin();
    // Finishes the first and calls the second in one go.
    await tell(1, { kind: 'next', counter: '3' });
    expect(await asks(pad)).toBe(first);
    await tell(1, { kind: 'start', counter: '3', number: second });
    expect(await asks(pad)).toBeNull();
    const late = { number: first, satisfaction: 'satisfied', reasons: [] };
    await tell(1, { kind: 'finish', counter: '3', number: second });
    setClock(MORNING + 2 * MINUTE - 1);
    expect(await asks(pad)).toBe(second);
    setClock(MORNING + 2 * MINUTE + 1);
    expect(await asks(pad)).toBeNull();
    expect((await post(padPaths.rating, { ...late, number: second }, pad)).body).toMatchObject({ outcome: 'closed' });
    expect((await post(padPaths.rating, late, pad)).body).toMatchObject({ outcome: 'closed' });
    expect(await ratingOf(`t.${DAY}.${first}`)).toBeNull();
    expect(await ratingOf(`t.${DAY}.${second}`)).toBeNull();
  });

  it('counts what was pressed though the next number is called at once; what was ticked and a telephone follow it within two minutes', async () => {
    const { hall, pair, asks, begin, tell, post, ratingOf, dataKeys, setClock } = await counterOfTheHall();
    const [pad, elsewhere] = [await pair('pad', '3'), await pair('pad', '1')];
    await hall.sit(1, '3');
    const [first, second] = [await hall.take(), await hall.take()];
    await begin();
    await tell(1, { kind: 'finish', counter: '3', number: first });
    const more = { number: first, reasons: ['waited'], phone: null };
    expect((await post(padPaths.more, more, pad)).body).toEqual({ outcome: 'closed' });
    const press = { number: first, satisfaction: 'very-dissatisfied', reasons: [] };
    expect((await post(padPaths.rating, press, pad)).body).toEqual({ outcome: 'taken', asksPhone: true });
    await begin();
    expect(await asks(pad)).toBeNull();
    expect(await ratingOf(`t.${DAY}.${first}`)).toMatchObject({ satisfaction: 'very-dissatisfied', comment: null });
    expect((await post(padPaths.more, more, elsewhere)).body).toEqual({ outcome: 'closed' });
    expect((await post(padPaths.more, more, pad)).body).toEqual({ outcome: 'taken' });
    const phone = { number: first, reasons: [], phone: '13800006021' };
    expect((await post(padPaths.more, { ...phone, phone: '138 abc' }, pad)).status).toBe(400);
    setClock(MORNING + 2 * MINUTE);
    expect((await post(padPaths.more, phone, pad)).body).toEqual({ outcome: 'taken' });
    // The first one stands.
    expect((await post(padPaths.more, { ...phone, phone: '13900000000' }, pad)).body).toEqual({ outcome: 'taken' });
    setClock(MORNING + 2 * MINUTE + 1);
    expect((await post(padPaths.more, phone, pad)).body).toEqual({ outcome: 'closed' });

    const rating = await ratingOf(`t.${DAY}.${first}`);
    expect(JSON.stringify(rating)).not.toMatch(/6021|等得太久/);
    const [key] = await dataKeys.keysFor([{ scope: 'qinghe', class: 'general' }]);
    if (!key || !rating?.comment || !rating.phone) throw new Error('nothing is sealed');
    const sealing = await importSealingKey(key.key);
    const open = (field: 'comment' | 'phone', sealed: NonNullable<typeof rating.phone>) =>
      openValue(sealing, sealed, sealingAad({ uid: rating.uid, field }));
    expect(await open('comment', rating.comment)).toEqual({ ok: true, value: '等得太久' });
    expect(await open('phone', rating.phone)).toEqual({ ok: true, value: '13800006021' });

    // A good grade is followed by nothing.
    await tell(1, { kind: 'finish', counter: '3', number: second });
    const good = { number: second, satisfaction: 'satisfied', reasons: [] };
    expect((await post(padPaths.rating, good, pad)).body).toEqual({ outcome: 'taken', asksPhone: false });
    expect((await post(padPaths.more, { ...phone, number: second }, pad)).body).toEqual({ outcome: 'closed' });
  });

  it('rates the application that ended with the number, and keeps no reasons for a good grade', async () => {
    const { hall, pair, begin, tell, post, ratingOf, clerk, applications } = await counterOfTheHall();
    const pad = await pair('pad', '3');
    await hall.sit(1, '3');
    const number = await hall.take();
    await begin();
    await clerk.item();
    const id = await clerk.apply(1, { ticketDay: DAY, ticketNumber: number });
    await clerk.take(id, { kind: 'submit' });
    await clerk.take(id, { kind: 'accept', promised: [] });
    await clerk.take(id, { kind: 'decide', outcome: 'granted' });
    await vi.waitFor(async () => expect((await applications.findTicket(DAY, number))?.steps).toHaveLength(3));
    await tell(1, { kind: 'finish', counter: '3', number });
    const given = { number, satisfaction: 'very-satisfied', reasons: ['waited'] };
    expect((await post(padPaths.rating, given, pad)).body).toEqual({ outcome: 'taken', asksPhone: false });
    expect(await ratingOf(`a.${uid(1)}`)).toMatchObject({
      ...{ service: 'application', serviceUid: uid(1), itemNumber: 'S017', servedByUid: uid(1) },
      ...{ comment: null, rectifyByMs: null },
    });
    expect(await ratingOf(`t.${DAY}.${number}`)).toBeNull();
  });

  it('opens nothing but its own window and its own routes', async () => {
    const { hall, pair, begin, tell, post, get, gateway, terminals } = await counterOfTheHall();
    const [here, elsewhere] = [await pair('pad', '3'), await pair('pad', '1')];
    const [kiosk, board] = [await pair('kiosk'), await pair('board')];
    await hall.sit(1, '3');
    const number = await hall.take();
    await begin();
    await tell(1, { kind: 'finish', counter: '3', number });
    const given = { number, satisfaction: 'satisfied', reasons: [] };
    expect((await post(padPaths.rating, given, elsewhere)).body).toEqual({ outcome: 'closed', asksPhone: false });
    const more = { number, reasons: [], phone: null };
    for (const token of [kiosk, board]) {
      expect((await post(padPaths.rating, given, token)).status).toBe(403);
      expect((await post(padPaths.more, more, token)).status).toBe(403);
    }
    expect((await post(padPaths.more, more, 'manager')).status).toBe(401);
    expect((await post(padPaths.rating, given, 'manager')).status).toBe(401);
    for (const path of [hallPaths.board, hallPaths.stream]) expect((await get(path, here)).status).toBe(403);
    expect((await get(padPaths.state, kiosk)).status).toBe(403);
    const wish = { request: 'wish-0001', itemNumber: null, group: 'A', priority: null };
    expect((await post(hallPaths.tickets, wish, here)).status).toBe(403);
    expect((await post(ticketPaths.ticket, { code: 'A001-00000000' }, here)).status).toBe(403);
    expect((await post(padPaths.rating, { ...given, name: '何秀兰' }, here)).status).toBe(400);
    const atStaff = await fetch(gateway.addresses.loopback + queuePaths.queue, {
      headers: { authorization: `Bearer ${here}` },
    });
    expect(atStaff.status).toBe(401);
    await terminals.revoke(uid(1), terminals.list().find(({ counter }) => counter === '3')?.id ?? '');
    expect((await post(padPaths.rating, given, here)).status).toBe(401);
  });

  it('is paired with a code that names its window, and says so to no other kind', async () => {
    const { pair, terminals } = await counterOfTheHall();
    await pair('pad', '3');
    expect(terminals.list()).toMatchObject([{ kind: 'pad', counter: '3' }]);
    const made = await terminals.makeCode(uid(1), { kind: 'pad', name: '窗口', counter: '2' });
    const code = made.ok ? made.value.code : '';
    expect(await terminals.pair(code, 'kiosk')).toBeNull();
    expect(await terminals.pair(code, 'pad')).toMatchObject({ kind: 'pad', counter: '2' });
  });
});

describe('the code on a ticket', () => {
  it('tells where the number stands, and takes one rating once it was served', async () => {
    const { hall, begin, tell, phone, ratings, ratingOf, setClock } = await counterOfTheHall();
    await hall.sit(1, '3');
    const [first, number] = [await hall.take(), await hall.take()];
    const code = ratings.codeOf(DAY, number);
    expect(code).toMatch(/^A002-[0-9A-HJKMNP-TV-Z]{8}$/);
    const waiting = await phone(`/t/${code}?lang=zh`);
    expect(waiting.text).toContain('前面还有1位');
    expect(waiting.text).not.toContain('name="satisfaction"');
    expect((await phone(`/t/${code}/rating?lang=zh`, { satisfaction: 'satisfied' })).status).toBe(409);
    await begin();
    await tell(1, { kind: 'finish', counter: '3', number: first });
    await begin();
    expect((await phone(`/t/${code}?lang=zh`)).text).toContain('3号窗口');
    await tell(1, { kind: 'finish', counter: '3', number });
    // Long after the window has given up asking.
    setClock(MORNING + 60 * MINUTE);
    expect((await phone(`/t/${code}?lang=en`)).text).toContain('How were you served?');
    expect((await phone(`/t/${code}/rating?lang=zh`, {})).status).toBe(400);
    const poor = { satisfaction: 'very-dissatisfied', 'reason-again': '1', comment: '跑了三趟' };
    const sent = await phone(`/t/${code.toLowerCase().replace('-', '')}/rating?lang=zh`, poor);
    expect(sent).toMatchObject({ status: 303 });
    const asked = (await phone(sent.location ?? '')).text;
    expect(asked).toContain('评价收到了');
    expect(asked).toContain('要我们给您回电话吗？');
    const wrong = await phone(`/t/${code}/phone?lang=zh`, { phone: '<123>' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('这个号码不对');
    expect(wrong.text).toContain('value="&lt;123&gt;"');
    const left = await phone(`/t/${code}/phone?lang=zh`, { phone: ' 138 0000 6021 ' });
    expect(left.status).toBe(303);
    const kept = (await phone(left.location ?? '')).text;
    expect(kept).toContain('电话记下了');
    expect(kept).not.toContain('name="phone"');
    expect((await phone(`/t/${code}/phone?lang=zh`, { phone: '13900000000' })).status).toBe(409);
    expect((await ratingOf(`t.${DAY}.${number}`))?.phone).not.toBeNull();
    expect((await phone(`/t/${code}/rating?lang=zh`, poor)).status).toBe(409);
    expect(await ratingOf(`t.${DAY}.${number}`)).toMatchObject({ channel: 'phone', satisfaction: 'very-dissatisfied' });
  });

  it('takes a telephone at a kiosk after a poor grade, once, sealed, and from nobody but a kiosk', async () => {
    const { hall, begin, tell, post, pair, ratings, ratingOf } = await counterOfTheHall();
    const [kiosk, pad] = [await pair('kiosk'), await pair('pad', '3')];
    await hall.sit(1, '3');
    const number = await hall.take();
    const code = ratings.codeOf(DAY, number);
    await begin();
    await tell(1, { kind: 'finish', counter: '3', number });
    const phone = { code, phone: '138 0000 6021' };
    expect((await post(ticketPaths.phone, phone, kiosk)).body).toEqual({ outcome: 'closed' });
    const poor = { code, satisfaction: 'dissatisfied', reasons: [] };
    expect((await post(ticketPaths.rating, poor, kiosk)).body).toEqual({ outcome: 'taken', asksPhone: true });
    expect((await post(ticketPaths.phone, { ...phone, phone: '12' }, kiosk)).status).toBe(400);
    expect((await post(ticketPaths.phone, { ...phone, code: 'A001-00000000' }, kiosk)).status).toBe(404);
    expect((await post(ticketPaths.phone, phone, pad)).status).toBe(403);
    expect((await post(ticketPaths.phone, phone, '')).status).toBe(401);
    expect((await ratingOf(`t.${DAY}.${number}`))?.phone).toBeNull();
    expect((await post(ticketPaths.phone, phone, kiosk)).body).toEqual({ outcome: 'taken' });
    expect((await post(ticketPaths.phone, { ...phone, phone: '13900000000' }, kiosk)).body).toEqual({
      outcome: 'again',
    });
    expect((await post(ticketPaths.ticket, { code }, kiosk)).body).toMatchObject({ asksPhone: false });
    const kept = await ratingOf(`t.${DAY}.${number}`);
    expect(kept?.phone).not.toBeNull();
    expect(JSON.stringify(kept)).not.toContain('6021');
  });

  it('is not to be guessed, holds for its day alone, and is rated at a kiosk as well', async () => {
    const { hall, begin, tell, phone, post, pair, ratings, setClock } = await counterOfTheHall();
    const kiosk = await pair('kiosk');
    await hall.sit(1, '3');
    const number = await hall.take();
    const code = ratings.codeOf(DAY, number);
    for (const wrong of ['A001-00000000', ratings.codeOf(DAY, 'A002'), ratings.codeOf('2026-11-22', number), 'A001'])
      expect((await phone(`/t/${wrong}?lang=zh`)).status, wrong).toBe(404);
    expect((await post(ticketPaths.ticket, { code }, kiosk)).body).toMatchObject({
      number,
      state: 'waiting',
      ahead: 0,
    });
    const rating = { code, satisfaction: 'satisfied', reasons: [] };
    expect((await post(ticketPaths.rating, rating, kiosk)).body).toEqual({ outcome: 'early', asksPhone: false });
    await begin();
    await tell(1, { kind: 'finish', counter: '3', number });
    expect((await post(ticketPaths.rating, rating, kiosk)).body).toEqual({ outcome: 'taken', asksPhone: false });
    expect((await post(ticketPaths.phone, { code, phone: '13800006021' }, kiosk)).body).toEqual({ outcome: 'closed' });
    expect((await post(ticketPaths.ticket, { code }, kiosk)).body).toMatchObject({
      rated: 'satisfied',
      mayRate: false,
    });
    const statuses = [];
    for (let count = 0; count < 8; count += 1)
      statuses.push((await post(ticketPaths.ticket, { code: 'A001-00000000' }, kiosk)).status);
    expect(new Set(statuses)).toEqual(new Set([404, 429]));
    setClock(MORNING + 24 * 60 * MINUTE);
    expect((await phone(`/t/${code}?lang=zh`)).status).toBe(404);
  });
});
