import { expect, it, onTestFinished } from 'vitest';
import { messagePaths, messagesViewSchema, systemSetSchema, systemTrialSchema } from '#shared/ipc/messages-api';
import { ok } from '#shared/errors/result';
import type { Actor } from '#shared/domain/access/table';
import type { Caller } from '#main/services/ports';
import { stationAccess } from '#sync-server/access/hub-access';
import { runGatewayOver } from '#test/integration/gateway/running-gateway';
import { STATION } from '#test/support/builders';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { aMessage, aSystem, MANAGER, otherSystem, outboxStation } from './station';

/** A gateway over a real outbox, whose sessions know tokens by post. */
async function open() {
  const station = await outboxStation();
  const outbox = await station.start();
  const sessions = { ...testSessions(), verify: async (token: string) => ok(callerOf(token as Actor)) };
  const services = { ...memoryServices(), messages: outbox.messages };
  const running = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services });
  onTestFinished(() => running.stop());
  const ask = (post: Actor, line: string, body?: unknown): Promise<Response> => {
    const [method = 'GET', path = ''] = line.split(' ');
    const headers = {
      authorization: `Bearer ${post}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return fetch(running.origin + path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  };
  return { station, outbox, ask };
}

function callerOf(post: Actor): Caller {
  const person = { uid: MANAGER, post, functions: [], gridNumbers: [1] };
  const access = stationAccess(person, { id: STATION, gridNumbers: [1] });
  const rest = { kind: 'person', device: MANAGER, grants: '', mustChangePassphrase: false } as const;
  return { ...rest, staff: MANAGER, post: post as Caller['post'], access, databases: new Map() };
}

it('manager and IT set up a system over the gateway, and learn its secret this once and uncached', async () => {
  const { station, outbox, ask } = await open();
  const system = await otherSystem((response) => response.writeHead(422).end());
  for (const post of ['clerk', 'grid-worker', 'duty-lead', 'auditor'] as const)
    expect((await ask(post, `GET ${messagePaths.messages}`)).status).toBe(403);
  const set = await ask('it', `POST ${messagePaths.systems}`, { ...aSystem(system.url), isNew: true });
  expect([set.status, set.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(systemSetSchema.parse(await set.json()).secret).toMatch(/^whsec_/);
  const tried = await ask('it', `POST ${messagePaths.trial}`, { name: 'street' });
  expect(systemTrialSchema.parse(await tried.json())).toMatchObject({ hasArrived: false, code: 'http-422' });

  const put = await outbox.put(aMessage({ channel: 'webhook', recipient: { kind: 'system', name: 'street' } }));
  const id = put.ok ? put.value.id : '';
  await station.until(id, 'failed');
  const again = await ask('manager', `POST ${messagePaths.again}`, { id });
  expect(messagesViewSchema.parse(await again.json()).undelivered).toMatchObject([{ id, tries: 0 }]);
  await station.until(id, 'failed');
  const given = await ask('manager', `POST ${messagePaths.givingUp}`, { id });
  expect(messagesViewSchema.parse(await given.json()).undelivered).toEqual([]);
  expect((await ask('manager', `POST ${messagePaths.givingUp}`, { id })).status).toBe(404);
  expect((await ask('it', `POST ${messagePaths.removal}`, { name: 'street' })).status).toBe(200);
  expect((await ask('it', `POST ${messagePaths.secret}`, { name: 'street' })).status).toBe(404);
});

it.each([
  [
    'quiet hours of a way that reaches nobody',
    'PATCH',
    'settings',
    { quietHours: { channel: 'log', hours: { low: null, normal: null } } },
  ],
  [
    'a clock that is none',
    'PATCH',
    'settings',
    { quietHours: { channel: 'app', hours: { low: { from: '9:00', until: '25:00' }, normal: null } } },
  ],
  ['messages kept for three days', 'PATCH', 'settings', { keepDays: 3 }],
  ['a system in the open', 'POST', 'systems', { ...aSystem('http://example.com/in'), isNew: true }],
  [
    'a system that wants what there is not',
    'POST',
    'systems',
    { ...aSystem('https://example.com/in'), kinds: ['weather'], isNew: true },
  ],
  ['a secret of one’s own', 'POST', 'systems', { ...aSystem('https://example.com/in'), secret: 'x', isNew: true }],
  ['a message without an id', 'POST', 'again', {}],
] as const)('%s is refused and changes nothing', async (_what, method, path, body) => {
  const { outbox, ask } = await open();
  const before = outbox.messages.view();
  const answer = await ask('it', `${method} ${messagePaths[path]}`, body);
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'request.malformed' } }]);
  expect(outbox.messages.view()).toEqual(before);
});
