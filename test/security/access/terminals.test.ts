import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DOOR_OF, type TerminalKind } from '#shared/ipc/terminal-api';
import { hallPaths } from '#shared/ipc/board-api';
import { queuePaths } from '#shared/ipc/queue-api';
import { openTerminals } from '#main/services/queue/terminals';
import { openDurableFolder } from '#main/services/durable-folder';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { uid } from '#test/support/builders';
import { runGatewayOver } from '#test/integration/gateway/running-gateway';
import { openHall, MORNING } from '#test/integration/queue/hall';

/** A station whose hall has a board and a kiosk, behind a real gateway. */
async function station() {
  const folder = await temporaryFolder();
  let nowMs = MORNING;
  const now = () => nowMs;
  const services = memoryServices(now);
  const hall = await openHall(folder, { now });
  const plain = await openDurableFolder(folder);
  const terminals = await openTerminals({ folder: plain, audit: services.audit, now });
  const { gateway, stop } = await runGatewayOver(
    {
      services: { ...services, queue: hall.queue, terminals },
      ...{ sessions: testSessions(), staff: nobody, devices: noDevices },
    },
    {
      now,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: 0 },
        folders: { board: null, kiosk: null, pad: null },
      },
    },
  );
  onTestFinished(async () => {
    await stop();
    await hall.queue.stop();
  });
  const { addresses } = gateway;
  const post = (url: string, body: unknown, token?: string) =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    });
  const doorOf = (kind: TerminalKind): string => addresses[DOOR_OF[kind]] ?? '';
  async function pair(kind: TerminalKind): Promise<string> {
    const made = await terminals.makeCode(uid(1), { kind, name: '大厅' });
    if (!made.ok) throw made.error;
    const answer = await post(doorOf(kind) + hallPaths.pairing, { code: made.value.code });
    return ((await answer.json()) as { readonly token: string }).token;
  }
  const get = (url: string, token: string) => fetch(url, { headers: { authorization: `Bearer ${token}` } });
  return { folder, gateway, hall, terminals, services, post, get, pair, doorOf, at: (ms: number) => (nowMs = ms) };
}

describe('the credential of a board or kiosk', () => {
  it('opens its own door and no route of the staff’s, whatever is asked', async () => {
    const { gateway, get, pair, doorOf } = await station();
    for (const kind of ['board', 'kiosk'] as const) {
      const token = await pair(kind);
      expect((await get(doorOf(kind) + hallPaths.board, token)).status).toBe(200);
      const other = doorOf(kind === 'board' ? 'kiosk' : 'board');
      expect((await get(other + hallPaths.board, token)).status).toBe(403);
      const open: string[] = [];
      for (const { method, url, access } of gateway.routes) {
        if (access.kind === 'anybody') continue;
        const path = url.replace(':db', 'queue-qinghe').replace(/:\w+/g, uid(1));
        const answer = await fetch(gateway.addresses.loopback + path, {
          method,
          headers: { authorization: `Bearer ${token}` },
        });
        if (answer.status !== 401) open.push(`${method} ${url} ${answer.status}`);
      }
      expect(open).toEqual([]);
    }
  });

  it('lets a board look and a kiosk take numbers, and a person’s token neither', async () => {
    const { post, get, pair, doorOf, hall } = await station();
    const [board, kiosk] = [await pair('board'), await pair('kiosk')];
    const wish = { request: 'wish-0001', itemNumber: 'S017', group: null, priority: 'elderly' };
    const taken = await post(doorOf('kiosk') + hallPaths.tickets, wish, kiosk);
    expect(await taken.json()).toMatchObject({ outcome: 'done', number: 'C001', ahead: 0 });
    expect((await post(doorOf('board') + hallPaths.tickets, wish, board)).status).toBe(404);
    for (const token of ['manager', 'a.b.c', `${kiosk}x`, ''])
      expect((await get(doorOf('kiosk') + hallPaths.board, token)).status, token).toBe(401);
    const text = await (await get(doorOf('board') + hallPaths.board, board)).text();
    expect(text).toContain('C001');
    // What is shown to all says numbers and windows alone: not what for, and not why somebody is let ahead.
    expect(text).not.toMatch(/S017|elderly/);
    expect((await hall.queue.view()).state.waiting).toMatchObject([{ because: 'elderly', itemNumber: 'S017' }]);
  });

  it('takes nothing about a person with a number', async () => {
    const { post, pair, doorOf } = await station();
    const kiosk = await pair('kiosk');
    const wish = { request: 'wish-0001', itemNumber: null, group: 'A', priority: null };
    for (const more of [{ name: '何秀兰' }, { citizenId: '110101194001011234' }, { phone: '13600007719' }])
      expect((await post(doorOf('kiosk') + hallPaths.tickets, { ...wish, ...more }, kiosk)).status).toBe(400);
  });

  it('is refused from the moment it is shut out, and its stream ends', async () => {
    const { get, pair, doorOf, terminals } = await station();
    const board = await pair('board');
    const stream = await get(doorOf('board') + hallPaths.stream, board);
    const reader = stream.body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toContain('event: state');
    const [known] = terminals.list();
    expect((await terminals.revoke(uid(1), known?.id ?? '')).ok).toBe(true);
    expect((await reader?.read())?.done).toBe(true);
    expect((await get(doorOf('board') + hallPaths.board, board)).status).toBe(401);
  });

  it('comes of a code that holds once, for ten minutes, for its own kind, and is not to be guessed', async () => {
    const { folder, terminals, services, post, doorOf, at } = await station();
    const code = async (kind: TerminalKind) => {
      const made = await terminals.makeCode(uid(1), { kind, name: '大厅东墙' });
      return made.ok ? made.value.code : '';
    };
    const pairing = (given: string, kind: TerminalKind = 'board') =>
      post(doorOf(kind) + hallPaths.pairing, { code: given });
    const first = await code('board');
    expect((await pairing(first, 'kiosk')).status).toBe(401);
    const paired = await pairing(first);
    const { token } = (await paired.json()) as { readonly token: string };
    expect((await pairing(first)).status).toBe(401);
    const late = await code('board');
    at(MORNING + 10 * 60_000);
    expect((await pairing(late)).status).toBe(401);
    const statuses = [];
    for (let count = 0; count < 8; count += 1) statuses.push((await pairing('00000000')).status);
    expect(statuses.at(-1)).toBe(429);
    const kept = await readFile(join(folder, 'queue-terminals.json'), 'utf8');
    expect(kept).not.toContain(token.split('.')[2]);
    const { entries } = await services.audit.page({ limit: 10 });
    expect(entries).toMatchObject([{ kind: 'terminal-paired', by: uid(1), detail: 'board' }]);
  });

  it('is made by whoever leads a shift, at the staff’s door', async () => {
    const { gateway, post } = await station();
    const url = gateway.addresses.loopback + queuePaths.pairingCode;
    expect((await post(url, { kind: 'board', name: '大厅' })).status).toBe(401);
  });
});
