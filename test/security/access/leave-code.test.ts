import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { kioskLeavePaths, leaveCodeSchema } from '#shared/ipc/kiosk-leave-api';
import { hallPaths } from '#shared/ipc/board-api';
import { localDoorsSchema, openTerminalAnswerSchema, paths } from '#shared/ipc/station-api';
import { openDurableFolder } from '#main/services/durable-folder';
import { makeAccount } from '#main/services/sessions/accounts';
import { openLeaveCode } from '#main/services/queue/leave-code';
import { uid } from '#test/support/builders';
import { startForTest } from '#test/support/in-process-host';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { runGatewayOver } from '#test/integration/gateway/running-gateway';
import { MORNING } from '#test/integration/queue/hall';

const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

async function hall() {
  let nowMs = MORNING;
  const services = memoryServices(() => nowMs);
  const folder = await temporaryFolder();
  const leaveCodes = await openLeaveCode(await openDurableFolder(folder), services.audit);
  const sessions = testSessions();
  const { gateway, stop } = await runGatewayOver(
    { services: { ...services, leaveCodes }, ...{ sessions, staff: nobody, devices: noDevices } },
    {
      now: () => nowMs,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: 0 },
        folders: { board: null, kiosk: null, pad: null },
      },
    },
  );
  onTestFinished(stop);
  const tryCode = (code: string) => post((gateway.addresses.kiosk ?? '') + kioskLeavePaths.leave, { code });
  return { folder, gateway, services, sessions, leaveCodes, tryCode, pass: (ms: number) => (nowMs += ms) };
}

const wrongFor = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('the code by which a kiosk is left', () => {
  it('is there from the first start, is asked for without pairing, and slows down whoever tries', async () => {
    const { leaveCodes, tryCode, pass } = await hall();
    const right = leaveCodes.current();
    expect(right).toMatch(/^\d{6}$/);
    expect((await tryCode(right)).status).toBe(204);
    expect((await tryCode('12')).status).toBe(400);
    for (let tries = 0; tries < 5; tries += 1) expect((await tryCode(wrongFor(right))).status).toBe(401);
    const slowed = await tryCode(right);
    expect(slowed.status).toBe(429);
    expect(await slowed.json()).toMatchObject({ error: { code: 'request.rate-limited', retryAfterMs: 60_000 } });
    pass(60_000);
    expect((await tryCode(right)).status).toBe(204);
  });

  it('is at the kiosk’s door and not at the board’s', async () => {
    const { gateway, leaveCodes } = await hall();
    const code = leaveCodes.current();
    expect((await post((gateway.addresses.board ?? '') + kioskLeavePaths.leave, { code })).status).toBe(404);
  });

  it('is shown to and changed by whoever sets the hall, and by nobody else; the chain has no digit of it', async () => {
    const { gateway, services, sessions, folder, tryCode } = await hall();
    const url = gateway.addresses.loopback + kioskLeavePaths.code;
    const as = (token: string) => ({ authorization: `Bearer ${token}` });
    const QUEUE = { 'queue-qinghe': 'write' } as const;
    for (const role of ['service', 'field', 'technical', 'oversight', 'terminal'] as const) {
      const token = sessions.issue({ role, dbs: QUEUE });
      expect((await fetch(url, { headers: as(token) })).status, role).toBe(403);
      expect((await post(url, { code: '11223344' }, as(token))).status, role).toBe(403);
    }
    expect((await fetch(url)).status).toBe(401);
    const manager = as(sessions.issue({ post: 'manager', role: 'lead', dbs: QUEUE }));
    const before = leaveCodeSchema.parse(await (await fetch(url, { headers: manager })).json());
    const chosen = await post(url, { code: '11223344' }, manager);
    expect(await chosen.json()).toEqual({ code: '11223344' });
    expect((await tryCode('11223344')).status).toBe(204);
    expect((await tryCode(before.code)).status).toBe(401);
    const drawn = leaveCodeSchema.parse(await (await post(url, { code: null }, manager)).json());
    expect(drawn.code).not.toBe('11223344');
    const { entries } = await services.audit.page({ limit: 10 });
    expect(entries.map(({ kind }) => kind)).toEqual(['leave-code-set', 'leave-code-set']);
    expect(JSON.stringify(entries)).not.toContain(drawn.code);
    expect(await readFile(join(folder, 'kiosk-leave-code.json'), 'utf8')).toContain(drawn.code);
    const again = await openLeaveCode(await openDurableFolder(folder), services.audit);
    expect(again.current()).toBe(drawn.code);
  });
});

describe('a practice station on this machine', () => {
  it('opens its kiosk and board at one press, and only before this very machine', async () => {
    const host = await startForTest(await temporaryFolder());
    const { loopback, lan } = host.addresses;
    const doors = localDoorsSchema.parse(await (await fetch(loopback + paths.localDoors)).json());
    for (const kind of ['kiosk', 'board'] as const) {
      const answer = await post(loopback + paths.practiceTerminal, { kind });
      const { url } = openTerminalAnswerSchema.parse(await answer.json());
      const [, door = '', code = ''] = /^(http:\/\/127\.0\.0\.1:\d+)\/#pair=(\d{8})$/.exec(url) ?? [];
      expect(door).toBe(doors[kind]);
      const paired = await post(door + hallPaths.pairing, { code });
      const { token } = (await paired.json()) as { readonly token: string };
      expect((await fetch(door + hallPaths.board, { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
      expect((await post(door + hallPaths.pairing, { code })).status).toBe(401);
    }
    const foreign = { 'sec-fetch-site': 'cross-site' };
    expect((await post(loopback + paths.practiceTerminal, { kind: 'kiosk' }, foreign)).status).toBe(404);
    expect((await fetch(loopback + paths.localDoors, { headers: foreign })).status).toBe(404);
    expect((await post(loopback + paths.practiceTerminal, { kind: 'pad' })).status).toBe(400);
    expect(lan).not.toBeNull();
  });

  it('is no way into a real one', async () => {
    const who = { uid: uid(1), code: 'chenl', name: '陈丽', post: 'manager' as const, gridNumbers: [] };
    const manager = await makeAccount(who, 'a long passphrase');
    const host = await startForTest(await temporaryFolder(), {
      firstRun: { kind: 'station', id: 'meiyuan', name: '梅园社区服务中心', gridCount: 1, manager },
    });
    expect((await post(host.addresses.loopback + paths.practiceTerminal, { kind: 'kiosk' })).status).toBe(404);
    expect((await fetch(host.addresses.loopback + paths.localDoors)).status).toBe(200);
  });
});
