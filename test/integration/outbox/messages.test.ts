import { createHmac } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { messagesViewSchema } from '#shared/ipc/messages-api';
import { OUTBOX_FILE } from '#main/services/outbox/settings';
import type { OutboxService } from '#main/services/outbox/outbox';
import type { NewMessage } from '#main/services/ports';
import {
  aMessage,
  aSystem,
  CLERK,
  HOUR_MS,
  MANAGER,
  MORNING,
  otherSystem,
  outboxStation,
  probe,
  type Got,
} from './station';

const DAY_MS = 24 * HOUR_MS;
const toStreet = (change: Partial<NewMessage> = {}): NewMessage =>
  aMessage({ channel: 'webhook', recipient: { kind: 'system', name: 'street' }, ...change });

async function sent(outbox: OutboxService, message: NewMessage): Promise<string> {
  const put = await outbox.put(message);
  if (!put.ok) throw put.error;
  return put.value.id;
}

/** Whether the request was signed with that secret, as a receiver works it out. */
function isSignedWith(secret: string, { headers, body }: Got): boolean {
  const key = new Uint8Array(Buffer.from(secret.replace('whsec_', ''), 'base64'));
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

/** A station whose street system answers as told, and what its manager sees. */
async function withStreet(answer: Parameters<typeof otherSystem>[0]) {
  const system = await otherSystem(answer);
  const station = await outboxStation();
  const outbox = await station.start();
  const set = await outbox.messages.setSystem(MANAGER, { ...aSystem(system.url), isNew: true });
  if (!set.ok) throw set.error;
  return { system, station, outbox, messages: outbox.messages, secret: set.value.secret ?? '' };
}

describe('another system', () => {
  it('is tried with a signed request that no list keeps, and its answer is told', async () => {
    const { system, station, messages, secret } = await withStreet((response, n) =>
      response.writeHead(n === 1 ? 204 : 401).end(),
    );
    expect(await messages.trySystem('street')).toMatchObject({ ok: true, value: { hasArrived: true, code: 'ok' } });
    const [got] = system.got;
    if (!got) throw new Error('nothing came');
    expect(isSignedWith(secret, got)).toBe(true);
    expect(JSON.parse(got.body)).toMatchObject({ type: 'trial', data: { title: { zh: '试发一条' } } });
    expect(await messages.trySystem('street')).toMatchObject({
      ok: true,
      value: { hasArrived: false, code: 'http-401' },
    });
    await system.close();
    expect(await messages.trySystem('street')).toMatchObject({ value: { code: 'unreachable' } });
    expect(await messages.trySystem('fire')).toMatchObject({ ok: false, error: { code: 'request.not-found' } });
    expect(await station.count()).toBe(0);
  });

  it('shows its secret when that is made, and in no answer and no audit entry after', async () => {
    const { system, station, messages, secret } = await withStreet((response) => response.writeHead(200).end());
    expect(secret).toMatch(/^whsec_/);
    const change = { ...aSystem(system.url), isNew: false };
    expect(await messages.setSystem(MANAGER, change)).toMatchObject({ value: { secret: null } });
    const renewed = await messages.renewSecret(MANAGER, 'street');
    const next = renewed.ok ? renewed.value.secret : null;
    expect(next).not.toBe(secret);
    await messages.trySystem('street');
    expect(system.got.map((got) => isSignedWith(next ?? '', got))).toEqual([true]);
    const moved = await messages.setSystem(MANAGER, { ...change, url: 'https://street.example.gov.cn/in' });
    expect(moved.ok && moved.value.secret).not.toBe(next);
    const said = JSON.stringify([messages.view(), station.audit.entries, station.log.lines]);
    expect(said).not.toContain('whsec_');
    expect(station.audit.entries.map(({ kind, subject, detail }) => `${kind} ${subject} ${detail}`)).toEqual([
      'system-set street on new',
      'system-set street on',
      'system-set street secret',
      'system-set street on url',
    ]);
    expect(station.audit.entries.every(({ by }) => by === MANAGER)).toBe(true);
  });

  it('gets the kinds it asked for and no other, and one message each', async () => {
    const { system, station, outbox } = await withStreet((response) => response.writeHead(200).end());
    await outbox.messages.setSystem(MANAGER, { ...aSystem(system.url), kinds: ['alarm'], isNew: false });
    const account = await outbox.put(toStreet({ template: 'passphrase-reset' }));
    expect(account.ok ? '' : account.error.message).toContain('does not take messages of this kind');
    const { channel: _c, recipient: _r, ...news } = aMessage();
    expect(await outbox.tellSystems(news)).toEqual({ ok: true, value: 1 });
    expect(await outbox.tellSystems(news)).toEqual({ ok: true, value: 1 });
    expect(await outbox.tellSystems({ ...news, key: 'other', template: 'report' })).toEqual({ ok: true, value: 0 });
    await vi.waitFor(() => expect(system.got).toHaveLength(1));
    expect(await station.count()).toBe(1);
  });

  it('that is switched off gets nothing; what waits goes out when it is on again, unless it is too late', async () => {
    const { system, station, outbox, messages } = await withStreet((response) => response.writeHead(200).end());
    const off = { ...aSystem(system.url), isNew: false, on: false };
    await messages.setSystem(MANAGER, off);
    const waits = await sent(outbox, toStreet());
    const brief = await sent(outbox, toStreet({ key: 'brief', expiresAtMs: MORNING + HOUR_MS }));
    station.setClock(MORNING + 2 * HOUR_MS);
    await station.until(brief, 'expired');
    expect(messages.view().systems).toMatchObject([{ name: 'street', on: false, waiting: 1, last: null }]);
    expect(system.got).toEqual([]);
    expect((await station.read(waits)).attempts).toEqual([]);
    await messages.setSystem(MANAGER, { ...off, on: true });
    await station.until(waits, 'delivered');
    expect(messages.view().systems).toMatchObject([{ waiting: 0, last: { hasArrived: true, code: 'ok' } }]);
  });

  it('that is switched off while a host dies in the middle of sending gets nothing more, and the message can be given up', async () => {
    const { system, station, outbox, messages } = await withStreet(() => undefined);
    const id = await sent(outbox, toStreet());
    await vi.waitFor(() => expect(system.got).toHaveLength(1));
    await station.until(id, 'sending');
    expect(messages.view().undelivered).toMatchObject([{ id, state: 'sending' }]);
    expect((await messages.giveUp(MANAGER, id)).ok).toBe(false);
    await messages.setSystem(MANAGER, { ...aSystem(system.url), isNew: false, on: false });
    // Killed: nothing more is noted of what came of it.
    vi.spyOn(outbox, 'stop').mockResolvedValue();
    const { messages: again } = await station.start();
    await station.until(id, 'queued');
    await vi.waitFor(() =>
      expect(again.view().undelivered).toMatchObject([{ id, state: 'queued', code: 'interrupted' }]),
    );
    const given = await again.giveUp(MANAGER, id);
    expect(given.ok && given.value.undelivered).toEqual([]);
    expect((await station.read(id)).state).toBe('cancelled');
    expect(system.got).toHaveLength(1);
  });

  it.each([
    ['a name that is taken', { isNew: true }, 'name: another system has it'],
    ['a name there is not', { name: 'fire' }, 'name: no such system'],
    ['an address that sends names in the open', { url: 'http://street.example.gov.cn/in' }, 'url: https'],
    ['no address', { url: 'ftp://127.0.0.1/in' }, 'url: https'],
    ['no kind at all', { kinds: [] }, 'kinds'],
  ])('is not changed with %s', async (_what, change, said) => {
    const { system, messages } = await withStreet((response) => response.writeHead(200).end());
    const before = messages.view();
    const set = await messages.setSystem(MANAGER, { ...aSystem(system.url), isNew: false, ...change });
    expect(set.ok ? '' : set.error.message).toContain(said);
    expect(messages.view()).toEqual(before);
  });
});

describe('a message that has not arrived', () => {
  it('is listed with its reason and no resident’s word, is sent again with all attempts before it, and arrives', async () => {
    const { station, outbox, messages, system } = await withStreet((response, n) =>
      response.writeHead(n === 1 ? 422 : n < 4 ? 503 : 200).end(),
    );
    const id = await sent(outbox, toStreet({ title: { zh: '{where}有人报警' } }));
    await station.until(id, 'failed');
    await vi.waitFor(() => expect(messages.view().undelivered).toMatchObject([{ id, state: 'failed' }]));
    expect(messagesViewSchema.parse(messages.view()).undelivered).toMatchObject([
      { title: { zh: '3幢有人报警' }, tries: 1, code: 'http-422' },
    ]);
    station.setClock(MORNING + 10 * DAY_MS);
    const again = await messages.sendAgain(MANAGER, id);
    expect(again).toMatchObject({ ok: true, value: { undelivered: [{ state: 'queued', tries: 0, code: null }] } });
    for (const tries of [1, 2]) {
      await vi.waitFor(() => expect(messages.view().undelivered).toMatchObject([{ tries, code: 'http-503' }]));
      station.setClock((await station.read(id)).nextAttemptAtMs);
    }
    const message = await station.until(id, 'delivered');
    expect(message.attempts.map(({ code }) => code)).toEqual(['http-422', 'sent-again', 'http-503', 'http-503', 'ok']);
    expect(new Set(system.got.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    await vi.waitFor(() => expect(messages.view().undelivered).toEqual([]));
    expect((await messages.sendAgain(MANAGER, id)).ok).toBe(false);
    expect(station.audit.entries.at(-1)).toMatchObject({ kind: 'message-resent', by: MANAGER, subject: id });
  });

  it('is sent again as often as somebody wants without ever being unreadable', async () => {
    const station = await outboxStation();
    const outbox = await station.start(probe(() => ({ kind: 'failed', code: 'internal' })));
    const id = await sent(outbox, aMessage({ urgency: 'urgent' }));
    for (let times = 0; times < 55; times += 1) {
      await station.until(id, 'failed');
      expect((await outbox.messages.sendAgain(MANAGER, id)).ok).toBe(true);
    }
    expect((await station.until(id, 'failed')).attempts.length).toBeLessThan(100);
  });

  it('waits at night with the time it will be told; tried now it still disturbs nobody', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    station.setClock(MORNING + 12 * HOUR_MS);
    const id = await sent(outbox, aMessage({ channel: 'app' }));
    const morning = MORNING + 21.5 * HOUR_MS;
    await vi.waitFor(() => expect(outbox.messages.view().undelivered).toMatchObject([{ nextAttemptAtMs: morning }]));
    await outbox.messages.sendAgain(MANAGER, id);
    await vi.waitFor(async () => expect((await station.read(id)).nextAttemptAtMs).toBe(morning));
    const hours = { low: null, normal: null };
    expect((await outbox.messages.set(MANAGER, { quietHours: { channel: 'app', hours } })).ok).toBe(true);
    await outbox.messages.sendAgain(MANAGER, id);
    await station.until(id, 'sent');
  });

  it('is given up for good', async () => {
    const { station, outbox, messages } = await withStreet((response) => response.writeHead(503).end());
    const id = await sent(outbox, toStreet());
    await vi.waitFor(() => expect(messages.view().undelivered).toMatchObject([{ tries: 1 }]));
    expect(await messages.giveUp(MANAGER, id)).toMatchObject({ ok: true, value: { undelivered: [] } });
    station.setClock(MORNING + DAY_MS);
    expect((await station.read(id)).state).toBe('cancelled');
    expect(await messages.giveUp(MANAGER, id)).toMatchObject({ error: { code: 'request.not-found' } });
    expect(await messages.giveUp(MANAGER, 'message~qinghe~none')).toMatchObject({
      error: { code: 'request.not-found' },
    });
    expect(station.audit.entries.at(-1)).toMatchObject({ kind: 'message-given-up', subject: id, detail: 'alarm' });
  });
});

describe('a message that is over', () => {
  const answer = ({ message }: { readonly message: { readonly template: string } }) =>
    ({ kind: message.template === 'fails' ? 'failed' : 'delivered', code: 'ok' }) as const;

  it('is erased after half a year, and one that has not arrived never is', async () => {
    const station = await outboxStation();
    const outbox = await station.start(probe(answer));
    const arrived = await sent(outbox, aMessage());
    const failed = await sent(outbox, aMessage({ key: 'fails', template: 'fails' }));
    const later = await sent(outbox, aMessage({ key: 'later', notBeforeMs: MORNING + 400 * DAY_MS }));
    await station.until(arrived, 'delivered');
    await station.until(failed, 'failed');
    // As long as it could be shown, and half a year on.
    station.setClock(MORNING + (3 + 180) * DAY_MS - HOUR_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await station.read(arrived)).state).toBe('delivered');
    station.setClock(MORNING + (3 + 182) * DAY_MS);
    await vi.waitFor(async () => expect(station.read(arrived)).rejects.toThrow('no message'));
    expect([(await station.read(failed)).state, (await station.read(later)).state]).toEqual(['failed', 'queued']);
    expect(outbox.messages.view().undelivered.map(({ id }) => id)).toEqual([failed, later]);
    expect(station.log.lines).toContainEqual({ level: 'info', event: 'outbox.pruned', fields: { count: 1 } });
    // Given up, it is nobody's business any more, and goes in its time.
    await outbox.messages.giveUp(MANAGER, failed);
    station.setClock(MORNING + 500 * DAY_MS);
    await vi.waitFor(async () => expect(station.read(failed)).rejects.toThrow('no message'));
  });

  it('is kept as long as somebody sets', async () => {
    const station = await outboxStation();
    const outbox = await station.start(probe(answer));
    const arrived = await sent(outbox, aMessage());
    await station.until(arrived, 'delivered');
    await outbox.messages.set(MANAGER, { keepDays: 365 });
    station.setClock(MORNING + 200 * DAY_MS);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect((await station.read(arrived)).state).toBe('delivered');
    await outbox.messages.set(MANAGER, { keepDays: 30 });
    station.setClock(MORNING + 202 * DAY_MS);
    await vi.waitFor(async () => expect(station.read(arrived)).rejects.toThrow('no message'));
  });
});

describe('what is set about messages', () => {
  it('is there after a restart', async () => {
    const { station, outbox, messages, system, secret } = await withStreet((response) => response.writeHead(200).end());
    const hours = { low: null, normal: { from: '12:00', until: '14:00' } };
    await messages.set(MANAGER, { quietHours: { channel: 'app', hours }, keepDays: 90 });
    const before = messages.view();
    await outbox.stop();
    const next = await station.start();
    expect(next.messages.view()).toEqual(before);
    expect(before).toMatchObject({ channels: [{ name: 'app', quietHours: hours }], keepDays: 90 });
    await next.messages.trySystem('street');
    expect(system.got.map((got) => isSignedWith(secret, got))).toEqual([true]);
  });

  it('by a station of the version before holds: hours for the bell, systems with their secrets', async () => {
    const station = await outboxStation();
    const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
    const hours = { low: { from: '17:00', until: '09:00' }, normal: null };
    const endpoints = { street: { url: 'http://127.0.0.1:9/in', authority: null, secret } };
    await station.folder.write(OUTBOX_FILE, JSON.stringify({ version: 1, quietHours: hours, endpoints }));
    const { messages } = await station.start();
    expect(messages.view()).toMatchObject({
      channels: [{ name: 'app', quietHours: hours }],
      keepDays: 180,
      systems: [{ name: 'street', on: true, kinds: ['alarm', 'incident', 'account', 'other'] }],
    });
    expect(await messages.setSystem(CLERK, { ...aSystem('http://127.0.0.1:9/in'), isNew: false })).toMatchObject({
      value: { secret: null },
    });
  });

  it('is refused for a way that reaches no people, and for hours that are none', async () => {
    const { messages } = await (await outboxStation()).start();
    const hours = { low: null, normal: null };
    const ways = ['webhook', 'log', 'pigeon'].map((channel) =>
      messages.set(MANAGER, { quietHours: { channel, hours } }),
    );
    expect((await Promise.all(ways)).map(({ ok }) => ok)).toEqual([false, false, false]);
    const odd = { low: null, normal: { from: '25:00', until: '08:00' } };
    const set = await messages.set(MANAGER, { quietHours: { channel: 'app', hours: odd } });
    expect(set.ok ? '' : set.error.message).toMatch(/normal.from/);
  });
});
