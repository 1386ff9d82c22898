import { describe, expect, it, vi } from 'vitest';
import { ATTEMPTS, type Outcome } from '#shared/domain/messages/attempts';
import { aMessage, AUDITOR, CLERK, HOUR_MS, MORNING, outboxStation, probe, WORKER } from './station';

const DELIVERED: Outcome = { kind: 'delivered', code: 'ok' };
const DOWN: Outcome = { kind: 'retry', code: 'unreachable' };

type Put = Awaited<ReturnType<Awaited<ReturnType<Awaited<ReturnType<typeof outboxStation>>['start']>>['put']>>;
const idOf = (put: Put): string => {
  if (!put.ok) throw put.error;
  return put.value.id;
};
const refusalOf = (put: Put): string => (put.ok ? '' : `${put.error.code} ${put.error.message}`);

describe('a message', () => {
  it('goes out once, filled in, and is noted as delivered', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => DELIVERED);
    const outbox = await station.start({ channels });
    const message = await station.until(idOf(await outbox.put(aMessage())), 'delivered');
    expect(message.attempts).toMatchObject([{ code: 'ok', atMs: MORNING }]);
    expect(sent.map(({ filled }) => filled.body)).toEqual([{ zh: '3幢有人报警。', en: 'Alarm at 3幢.' }]);
    await vi.waitFor(() => expect(outbox.health()).toEqual({ ok: true, facts: { waiting: 0, inHand: 0 } }));
  });

  it('is one, however often and from wherever at once its sender puts it in', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => DELIVERED);
    const outbox = await station.start({ channels });
    const puts = await Promise.all(Array.from({ length: 5 }, () => outbox.put(aMessage())));
    expect(puts.filter((put) => put.ok && put.value.isNew)).toHaveLength(1);
    await station.until(idOf(puts[0] as Put), 'delivered');
    expect(await outbox.put(aMessage())).toMatchObject({ ok: true, value: { isNew: false, state: 'delivered' } });
    expect(sent).toHaveLength(1);
    expect(await station.count()).toBe(1);
  });

  it('does not take the key of another', async () => {
    const station = await outboxStation();
    const { channels } = probe(() => DELIVERED);
    const outbox = await station.start({ channels });
    await outbox.put(aMessage());
    const other = await outbox.put(aMessage({ recipient: { kind: 'staff', uid: WORKER } }));
    expect(refusalOf(other)).toBe('request.malformed key: another message has it already');
  });

  it.each([
    ['a channel there is not', { channel: 'pigeon' }, /channel: one of app, log, webhook/],
    ['a value that is missing', { values: {} }, /body: no value for \{where\}/],
    ['half a place', { title: { zh: '{报警' } }, /title: a brace that belongs to no place/],
    [
      'a field there is not',
      { values: { where: { kind: 'field', record: 'grid~qinghe~1', field: 'street' } } },
      /grid has no field street/,
    ],
    ['a time that is over', { expiresAtMs: MORNING }, /expiresAtMs: it could never go out/],
    ['no key', { key: '' }, /key: 1 to 200/],
    [
      'the bell of somebody to whom neither the desk nor a grid is open',
      { channel: 'app', recipient: { kind: 'staff', uid: AUDITOR } },
      /opens neither the desk nor a grid/,
    ],
    [
      'a system nobody set up',
      { channel: 'webhook', recipient: { kind: 'system', name: 'fire' } },
      /no system named fire/,
    ],
  ] as const)('is refused with %s, and leaves nothing behind', async (_what, change, said) => {
    const station = await outboxStation();
    const outbox = await station.start(probe(() => DELIVERED));
    expect(refusalOf(await outbox.put(aMessage(change)))).toMatch(said);
    expect(await station.count()).toBe(0);
  });

  it('waits for the morning when it comes at night, and an urgent one does not', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => DELIVERED);
    const outbox = await station.start({ channels });
    station.setClock(MORNING + 12 * HOUR_MS);
    const id = idOf(await outbox.put(aMessage()));
    const urgent = idOf(await outbox.put(aMessage({ key: 'urgent', urgency: 'urgent' })));
    await station.until(urgent, 'delivered');
    await vi.waitFor(async () => expect((await station.read(id)).nextAttemptAtMs).toBe(MORNING + 21.5 * HOUR_MS));
    expect(sent).toHaveLength(1);
    expect(outbox.health().facts).toMatchObject({ waiting: 1 });
    // The machine slept through the night.
    station.setClock(MORNING + 23 * HOUR_MS);
    await station.until(id, 'delivered');
  });

  it('is tried again later and later until it arrives', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => (sent.length < 3 ? DOWN : DELIVERED));
    const outbox = await station.start({ channels });
    const id = idOf(await outbox.put(aMessage({ urgency: 'urgent' })));
    for (const [tries, waitMs] of [
      [1, 22_500],
      [2, 45_000],
    ] as const) {
      await vi.waitFor(async () => expect((await station.read(id)).attempts).toHaveLength(tries));
      const { nextAttemptAtMs, changed } = await station.read(id);
      expect(nextAttemptAtMs - changed.at).toBe(waitMs);
      station.setClock(nextAttemptAtMs);
    }
    const message = await station.until(id, 'delivered');
    expect(message.attempts.map(({ code }) => code)).toEqual(['unreachable', 'unreachable', 'ok']);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
  });

  it('is given up after the last attempt, and when its time is over', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => DOWN);
    const outbox = await station.start({ channels });
    const system = { kind: 'system', name: 'street' } as const;
    const late = MORNING + 30 * 86_400_000;
    const stubborn = idOf(await outbox.put(aMessage({ recipient: system, expiresAtMs: late })));
    for (let tries = 1; tries < ATTEMPTS.most; tries += 1) {
      await vi.waitFor(async () => expect((await station.read(stubborn)).attempts).toHaveLength(tries));
      station.setClock((await station.read(stubborn)).nextAttemptAtMs);
    }
    await station.until(stubborn, 'failed');
    expect(sent).toHaveLength(ATTEMPTS.most);

    station.setClock(MORNING);
    const brief = idOf(
      await outbox.put(
        aMessage({
          key: 'brief',
          recipient: system,
          notBeforeMs: MORNING + HOUR_MS,
          expiresAtMs: MORNING + 2 * HOUR_MS,
        }),
      ),
    );
    station.setClock(MORNING + 3 * HOUR_MS);
    await station.until(brief, 'expired');
    expect(sent).toHaveLength(ATTEMPTS.most);
  });

  it('is taken back while it waits, and not after it went out', async () => {
    const station = await outboxStation();
    const { sent, channels } = probe(() => DELIVERED);
    const outbox = await station.start({ channels });
    const id = idOf(await outbox.put(aMessage({ notBeforeMs: MORNING + HOUR_MS })));
    expect(await outbox.cancel('alarm.1.family')).toBe(true);
    station.setClock(MORNING + 2 * HOUR_MS);
    await outbox.put(aMessage({ key: 'next' })).then((put) => station.until(idOf(put), 'delivered'));
    expect((await station.read(id)).state).toBe('cancelled');
    expect(sent).toHaveLength(1);
    expect(await outbox.cancel('next')).toBe(false);
    expect(await outbox.cancel('never put in')).toBe(false);
  });

  it('behind a way that hangs holds up neither another way nor an urgent one', async () => {
    const station = await outboxStation();
    const { channels } = probe(({ message }, signal) =>
      message.recipient.kind === 'system'
        ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(DOWN)))
        : DELIVERED,
    );
    const outbox = await station.start({ channels, stopWaitsMs: 5 });
    const hung = { kind: 'system', name: 'hung' } as const;
    for (let n = 0; n < 12; n += 1) await outbox.put(aMessage({ key: `hung ${n}`, recipient: hung }));
    await station.until(idOf(await outbox.put(aMessage())), 'delivered');
    expect(outbox.health().facts).toMatchObject({ waiting: 12, inHand: 2 });
  });

  it('to the bell is with the devices of the desk at once; to the log it leaves no word of itself', async () => {
    const station = await outboxStation();
    const outbox = await station.start();
    const bell = idOf(await outbox.put(aMessage({ channel: 'app' })));
    expect(await station.until(bell, 'sent')).toMatchObject({ recipient: { uid: CLERK }, attempts: [{ code: 'ok' }] });
    const logged = idOf(await outbox.put(aMessage({ key: 'log', channel: 'log' })));
    await station.until(logged, 'delivered');
    expect(station.log.lines).toContainEqual({ level: 'info', event: 'message.alarm', fields: { id: logged } });
    expect(JSON.stringify(station.log.lines)).not.toContain('3幢');
  });
});

describe('after the host', () => {
  it('ended in order, what waits goes out at the next start', async () => {
    const station = await outboxStation();
    const first = probe(() => DOWN);
    const before = await station.start(first);
    const id = idOf(await before.put(aMessage()));
    await vi.waitFor(async () => expect((await station.read(id)).attempts).toHaveLength(1));
    await before.stop();
    station.setClock(MORNING + HOUR_MS);
    const { sent, channels } = probe(() => DELIVERED);
    await station.start({ channels });
    await station.until(id, 'delivered');
    expect(sent).toHaveLength(1);
  });

  it('was killed between sending and noting it, the message goes out again under the same key, and says so', async () => {
    const station = await outboxStation();
    // Gone while the channel had it: nothing is noted any more.
    const first = probe(() => new Promise<never>(() => undefined));
    const killed = await station.start(first);
    const id = idOf(await killed.put(aMessage()));
    await station.until(id, 'sending');
    await vi.waitFor(() => expect(first.sent).toHaveLength(1));
    vi.spyOn(killed, 'stop').mockResolvedValue();

    const { sent, channels } = probe(() => DELIVERED);
    await station.start({ channels });
    const waits = await station.until(id, 'queued');
    station.setClock(waits.nextAttemptAtMs);
    const message = await station.until(id, 'delivered');
    expect(message.attempts.map(({ code }) => code)).toEqual(['interrupted', 'ok']);
    expect(sent.map(({ key }) => key)).toEqual(first.sent.map(({ key }) => key));
  });

  it('ran with a clock that was a year ahead, what it had put off goes out when the clock is right', async () => {
    const station = await outboxStation();
    station.setClock(MORNING + 365 * 86_400_000);
    const { sent, channels } = probe(() => (sent.length === 1 ? DOWN : DELIVERED));
    const outbox = await station.start({ channels });
    const id = idOf(await outbox.put(aMessage()));
    await vi.waitFor(async () => expect((await station.read(id)).attempts).toHaveLength(1));
    station.setClock(MORNING);
    await station.until(id, 'delivered');
  });

  it('could not write down what came of it, it is not sent again for that, and the host says that it is ill', async () => {
    const station = await outboxStation();
    const desk = station.hub.database('desk-qinghe');
    if (!desk) throw new Error('no desk');
    const { sent, channels } = probe(() => {
      vi.spyOn(desk, 'bulkDocs').mockRejectedValueOnce(new Error('the disk is full'));
      return DELIVERED;
    });
    const outbox = await station.start({ channels });
    const id = idOf(await outbox.put(aMessage()));
    await vi.waitFor(() => expect(outbox.health().ok).toBe(false));
    expect((await station.read(id)).state).toBe('sending');
    station.setClock(MORNING + 60_000);
    await station.until(id, 'delivered');
    await vi.waitFor(() => expect(outbox.health().ok).toBe(true));
    expect(sent).toHaveLength(1);
  });
});
