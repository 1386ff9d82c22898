import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import type { NewMessage } from '#main/services/ports';
import { createRecord } from '#shared/sync/author';
import { personFields, testReplica, uid } from '#test/support/builders';
import { aMessage, aSystem, MANAGER, MORNING, otherSystem, outboxStation, type OutboxStation } from './station';

const toStreet = (change: Partial<NewMessage> = {}): NewMessage =>
  aMessage({ channel: 'webhook', recipient: { kind: 'system', name: 'street' }, urgency: 'urgent', ...change });

/** A station with another system set up under `street`. */
async function connected(url: string, timeoutMs = 5_000) {
  const station = await outboxStation();
  const outbox = await station.start({ timeoutMs });
  const set = await outbox.messages.setSystem(MANAGER, { ...aSystem(url), isNew: true });
  if (!set.ok) throw set.error;
  const send = async (message: NewMessage): Promise<string> => {
    const put = await outbox.put(message);
    if (!put.ok) throw put.error;
    return put.value.id;
  };
  return { station, outbox, secret: set.value.secret ?? '', send };
}

const tries = async (station: OutboxStation, id: string): Promise<readonly string[]> =>
  (await station.read(id)).attempts.map(({ code }) => code);

describe('another system', () => {
  it('gets the message signed, so that it can tell whose it is, that it is new and that it is whole', async () => {
    const system = await otherSystem((response) => response.writeHead(204).end());
    const { station, secret, send } = await connected(system.url);
    const id = await send(toStreet());
    await station.until(id, 'delivered');
    const [{ headers, body } = { headers: {}, body: '' }] = system.got;
    expect(JSON.parse(body)).toEqual({
      type: 'alarm',
      timestamp: new Date(MORNING).toISOString(),
      id: headers['webhook-id'],
      data: {
        urgency: 'urgent',
        title: { zh: '报警', en: '报警' },
        body: { zh: '3幢有人报警。', en: 'Alarm at 3幢.' },
        values: { where: '3幢' },
      },
    });
    expect(headers['idempotency-key']).toBe(id.split('~')[2]);
    expect(headers['webhook-timestamp']).toBe(String(MORNING / 1000));
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64').toString('hex');
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
    const mac = createHmac('sha256', new Uint8Array(Buffer.from(key, 'hex')))
      .update(signed)
      .digest('base64');
    expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  });

  it.each([
    [503, 'queued'],
    [500, 'queued'],
    [429, 'queued'],
    [408, 'queued'],
    [302, 'queued'],
    [400, 'failed'],
    [401, 'failed'],
    [410, 'failed'],
  ] as const)('that answers %i leaves the message %s', async (status, state) => {
    const elsewhere = await otherSystem((response) => response.writeHead(200).end());
    const system = await otherSystem((response) => response.writeHead(status, { location: elsewhere.url }).end('{}'));
    const { station, send } = await connected(system.url);
    const id = await send(toStreet());
    await vi.waitFor(async () => expect(await tries(station, id)).toEqual([`http-${status}`]));
    expect((await station.read(id)).state).toBe(state);
    // What was meant for one address goes to no other.
    expect(elsewhere.got).toEqual([]);
  });

  it('that asks for time gets it, and then the same message with the same key', async () => {
    const system = await otherSystem((response, n) =>
      n === 1 ? response.writeHead(429, { 'retry-after': '600' }).end() : response.writeHead(200).end(),
    );
    const { station, send } = await connected(system.url);
    const id = await send(toStreet());
    await vi.waitFor(async () => expect(await tries(station, id)).toHaveLength(1));
    expect((await station.read(id)).nextAttemptAtMs).toBe(MORNING + 600_000);
    station.setClock(MORNING + 600_000);
    await station.until(id, 'delivered');
    const [first, second] = system.got;
    expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key']);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
  });

  it('that says nothing, hangs up or is not there is tried again', async () => {
    const silent = await otherSystem(() => undefined);
    const first = await connected(silent.url, 100);
    const unanswered = await first.send(toStreet());
    await vi.waitFor(async () => expect(await tries(first.station, unanswered)).toEqual(['timeout']));

    const rude = await otherSystem((response) => response.destroy());
    const { station, outbox, send } = await connected(rude.url);
    const cut = await send(toStreet());
    await vi.waitFor(async () => expect(await tries(station, cut)).toEqual(['unreachable']));
    await rude.close();
    station.setClock(MORNING + 3_600_000);
    await vi.waitFor(async () => expect(await tries(station, cut)).toEqual(['unreachable', 'unreachable']));

    await outbox.messages.removeSystem(MANAGER, 'street');
    station.setClock(MORNING + 3 * 3_600_000);
    await station.until(cut, 'failed');
    expect((await tries(station, cut)).at(-1)).toBe('not-reached');
  });

  it('has whom a message is about by name; the record has nobody’s name in it', async () => {
    const system = await otherSystem((response) => response.writeHead(200).end());
    const { station, send } = await connected(system.url);
    const place = { scope: 'qinghe-1', class: 'general' } as const;
    const [key] = await station.dataKeys.keysFor([place]);
    if (!key) throw new Error('no key');
    const name = await sealValue(
      await importSealingKey(key.key),
      key.kid,
      '王桂兰',
      sealingAad({ uid: uid(7), field: 'name' }),
    );
    const person = createRecord(
      { type: 'person', schema: 3, scope: 'qinghe-1', uid: uid(7), fields: { ...personFields(), name } },
      testReplica('tablet', () => MORNING).write(),
    );
    await station.hub.database('grid-qinghe-1')?.bulkDocs({ rows: [person], newEdits: true });
    const who = (record: string) => ({ where: { kind: 'field', record, field: 'name' } }) as const;
    const id = await send(toStreet({ values: who(person._id) }));
    await station.until(id, 'delivered');
    expect(JSON.parse(system.got[0]?.body ?? '')).toMatchObject({ data: { body: { zh: '王桂兰有人报警。' } } });
    expect(JSON.stringify(await station.read(id))).not.toContain('王桂兰');

    const unknown = await send(toStreet({ key: 'unknown', values: who(`person~qinghe-2~${uid(8)}`) }));
    expect(await tries(station, (await station.until(unknown, 'failed'))._id)).toEqual(['value-missing']);
    expect(system.got).toHaveLength(1);
  });
});
