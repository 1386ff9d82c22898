import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { smsNumber } from '#shared/domain/messages/sms';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { createRecord } from '#shared/sync/author';
import { personFields, testReplica, uid } from '#test/support/builders';
import { startSmsGateway } from '#test/support/sms-gateway-simulator';
import { aMessage, HOUR_MS, MANAGER, MORNING, outboxStation } from './station';

const [SHEN, DAUGHTER] = [uid(7), uid(70)];
const NUMBER = '13900005678';

/** A station with a gateway and an elder whose daughter has a telephone. */
async function texting(number = NUMBER) {
  const gateway = await startSmsGateway();
  onTestFinished(() => gateway.down());
  const station = await outboxStation();
  const [key] = await station.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
  if (!key) throw new Error('no key');
  const seal = async (value: string, field: string, entryId?: string) =>
    sealValue(
      await importSealingKey(key.key),
      key.kid,
      value,
      sealingAad({ uid: SHEN, field, ...(entryId !== undefined && { entryId }) }),
    );
  const contact = {
    id: DAUGHTER,
    name: await seal('沈敏', 'contacts.name', DAUGHTER),
    relation: await seal('女儿', 'contacts.relation', DAUGHTER),
    phone: await seal(number, 'contacts.phone', DAUGHTER),
  };
  const fields = { ...personFields(), name: '沈桂英', contacts: [contact] };
  const person = createRecord(
    { type: 'person', schema: 3, scope: 'qinghe-1', uid: SHEN, fields },
    testReplica('tablet', () => MORNING).write(),
  );
  await station.hub.database('grid-qinghe-1')?.bulkDocs({ rows: [person], newEdits: true });
  const outbox = await station.start({ reportAfterMs: [5, 5] });
  const set = {
    ...{ url: gateway.url, authority: null, on: true, sign: '青禾社区', template: '', key: gateway.key },
  };
  const made = await outbox.messages.setSms(MANAGER, { gateway: set });
  if (!made.ok) throw made.error;
  const message = aMessage({
    ...{ channel: 'sms', recipient: { kind: 'contact', personUid: SHEN, contactId: DAUGHTER }, urgency: 'urgent' },
    values: { where: { kind: 'field', record: person._id, field: 'name' } },
  });
  const send = async () => {
    const put = await outbox.put(message);
    if (!put.ok) throw put.error;
    return put.value.id;
  };
  return { gateway, station, outbox, set, message, send };
}

describe('a text message to a contact', () => {
  it('goes to their number with the station’s signature, and the number stands nowhere but there', async () => {
    const { gateway, station, outbox, send } = await texting('+86 139-0000-5678');
    const id = await send();
    await station.until(id, 'delivered');
    expect(gateway.texts).toEqual([
      { id: id.split('~')[2], to: NUMBER, sign: '青禾社区', text: '【青禾社区】沈桂英有人报警。' },
    ]);
    const kept = JSON.stringify([await station.read(id), station.log.lines, outbox.messages.view(), station.audit]);
    for (const secret of [NUMBER, '5678', '沈桂英', '沈敏', gateway.key]) expect(kept).not.toContain(secret);
    expect(outbox.messages.view().sms).toMatchObject({ sign: '青禾社区', last: { code: 'ok', hasArrived: true } });
  });

  it('is sent once though the gateway is away at first, and goes by night', async () => {
    const { gateway, station, send } = await texting();
    station.setClock(MORNING + 14 * HOUR_MS);
    await gateway.down();
    const id = await send();
    await vi.waitFor(async () => expect((await station.read(id)).attempts).toMatchObject([{ code: 'unreachable' }]));
    expect((await station.read(id)).state).toBe('queued');
    await gateway.up();
    station.setClock(MORNING + 15 * HOUR_MS);
    await station.until(id, 'delivered');
    expect(gateway.texts).toHaveLength(1);
  });

  it.each([
    ['failed', 'failed', 'not-delivered'],
    ['accepted', 'sent', 'ok'],
    [null, 'sent', 'ok'],
  ] as const)('of which the network says %s is %s', async (said, state, code) => {
    const { gateway, station, send } = await texting();
    gateway.say(said);
    const { attempts } = await station.until(await send(), state);
    expect(attempts.at(-1)?.code).toBe(code);
  });

  it('to a landline reaches nobody, and says so', async () => {
    const { gateway, station, send } = await texting('0571-8765432');
    const { attempts } = await station.until(await send(), 'failed');
    expect(attempts).toMatchObject([{ code: 'no-number' }]);
    expect(gateway.requests()).toBe(0);
  });

  it('is refused without a gateway, and for somebody who is no contact', async () => {
    const { outbox, message, set } = await texting();
    expect((await outbox.put({ ...message, recipient: { kind: 'staff', uid: MANAGER } })).ok).toBe(false);
    await outbox.messages.setSms(MANAGER, { gateway: { ...set, on: false } });
    expect((await outbox.put(message)).ok).toBe(false);
    await outbox.messages.setSms(MANAGER, { gateway: null });
    expect((await outbox.put(message)).ok).toBe(false);
    expect(outbox.messages.view().sms).toBeNull();
  });

  it('has the key that was set, which stays with its address and no other', async () => {
    const { gateway, station, outbox, set, send } = await texting();
    const { key: _key, ...without } = set;
    expect((await outbox.messages.setSms(MANAGER, { gateway: { ...without, sign: '清河社区' } })).ok).toBe(true);
    await station.until(await send(), 'delivered');
    expect(gateway.texts[0]?.text).toMatch(/^【清河社区】/);
    const moved = await outbox.messages.setSms(MANAGER, { gateway: { ...without, url: 'http://127.0.0.1:9/sms' } });
    expect(moved.ok).toBe(false);
    await outbox.messages.setSms(MANAGER, { gateway: { ...set, key: 'wrong' } });
    const tried = await outbox.messages.trySms(NUMBER);
    expect(tried.ok && tried.value).toMatchObject({ hasArrived: false, code: 'http-401' });
    expect((await outbox.messages.trySms('120')).ok).toBe(false);
  });
});

it('a number is read as people write it', () => {
  expect(['13900005678', '139 0000 5678', '+8613900005678', '0086-13900005678'].map(smsNumber)).toEqual(
    Array.from({ length: 4 }, () => NUMBER),
  );
  expect(['', '0571-8765432', '1390000567', '23900005678'].map(smsNumber)).toEqual([null, null, null, null]);
});
