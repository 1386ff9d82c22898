import { describe, expect, it, onTestFinished } from 'vitest';
import {
  callPaths,
  kioskCallPaths,
  kioskCallViewSchema,
  staffCallsViewSchema,
  type KioskCallView,
  type StaffCallsView,
} from '#shared/ipc/call-api';
import { hallPaths } from '#shared/ipc/board-api';
import type { TerminalKind } from '#shared/ipc/terminal-api';
import { databaseName } from '#shared/schema/ids';
import { readEventStream } from '#shared/sync/event-stream';
import { openCalls } from '#main/services/calls/calls';
import { openDurableFolder } from '#main/services/durable-folder';
import { openTerminals } from '#main/services/queue/terminals';
import { STATION, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { runGatewayOver } from '../gateway/running-gateway';

const [LIN, SEAT] = [uid(71), uid(501)];
/** What is told is told within moments; a machine with much to do takes longer. */
const PATIENT = { timeout: 8000 };

/** A station with a kiosk and a board, behind a real gateway, and a clerk, a grid worker and somebody of nowhere. */
async function station() {
  const folder = await openDurableFolder(await temporaryFolder());
  const services = memoryServices();
  const sessions = testSessions();
  const terminals = await openTerminals({ folder, audit: services.audit, now: Date.now });
  const { queue } = services;
  const deps = { folder, queue, terminals, log: recordedLog(), now: Date.now, graceMs: 800 };
  const calls = await openCalls(deps);
  const { gateway, stop } = await runGatewayOver(
    { services: { ...services, terminals, calls }, sessions, staff: nobody, devices: noDevices },
    {
      now: Date.now,
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: 0 },
        folders: { board: null, kiosk: null, pad: null },
      },
    },
  );
  const ending = new AbortController();
  onTestFinished(async () => {
    ending.abort();
    await stop();
    await calls.stop();
  });
  const { loopback, kiosk: atKiosk } = gateway.addresses;
  async function pair(kind: TerminalKind, name: string): Promise<{ id: string; token: string }> {
    const made = await terminals.makeCode(uid(1), { kind, name, counter: null });
    const paired = await terminals.pair(made.ok ? made.value.code : '', kind);
    const token = paired?.token ?? '';
    return { token, id: terminals.verify(token)?.id ?? '' };
  }
  const ask = (origin: string | null, path: string, token: string, body?: unknown) =>
    fetch(`${origin ?? ''}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: ending.signal,
    });
  /** Follows a stream; the last state that it told. */
  async function follow<T>(origin: string | null, path: string, token: string, parse: (told: unknown) => T) {
    const abort = new AbortController();
    const response = await fetch(`${origin ?? ''}${path}`, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.any([ending.signal, abort.signal]),
    });
    if (!response.body || !response.ok) throw new Error(`refused with ${response.status}`);
    const told: { last: T | null; isOver: boolean } = { last: null, isOver: false };
    void readEventStream(response.body, ending.signal, 60_000, ({ data }) => (told.last = parse(JSON.parse(data))))
      .catch(() => undefined)
      .finally(() => (told.isOver = true));
    return { told, leave: () => abort.abort() };
  }
  const clerk = sessions.issue({ sub: LIN, post: 'clerk', dbs: { [databaseName('queue', STATION)]: 'write' } });
  const worker = sessions.issue({ sub: uid(9), dbs: { [databaseName('commons', STATION)]: 'read' } });
  return { loopback, atKiosk, gateway, sessions, terminals, calls, pair, ask, follow, clerk, worker };
}

const asStaff = (told: unknown): StaffCallsView => staffCallsViewSchema.parse(told);
const asKiosk = (told: unknown): KioskCallView => kioskCallViewSchema.parse(told);
const press = (request: string) => ({ request, voice: 'both' as const });

describe('the doors of calls', () => {
  it('let a paired kiosk ring and a clerk answer, each told as it happens, and nobody else', async () => {
    const { loopback, atKiosk, pair, ask, follow, clerk, worker } = await station();
    const [kiosk, other, board] = [
      await pair('kiosk', '大厅东门'),
      await pair('kiosk', '西侧走廊'),
      await pair('board', '东墙'),
    ];
    const desk = await follow(loopback, `${callPaths.stream}?seat=${SEAT}`, clerk, asStaff);
    await expect.poll(() => desk.told.last?.calls, PATIENT).toEqual([]);

    expect((await ask(atKiosk, kioskCallPaths.start, 't.nobody', press('request-1'))).status).toBe(401);
    expect((await ask(atKiosk, kioskCallPaths.start, board.token, press('request-1'))).status).toBe(403);
    expect((await ask(atKiosk, kioskCallPaths.start, clerk, press('request-1'))).status).toBe(401);
    const begun = await ask(atKiosk, kioskCallPaths.start, kiosk.token, press('request-1'));
    const { call } = asKiosk(await begun.json());
    expect(call?.state).toEqual({ kind: 'ringing', desks: 1 });
    const id = call?.id ?? '';
    const hall = await follow(atKiosk, kioskCallPaths.stream, kiosk.token, asKiosk);
    await expect.poll(() => desk.told.last?.calls[0], PATIENT).toMatchObject({ id, kiosk: '大厅东门', state: 'here' });

    const answer = (token: string) =>
      ask(loopback, callPaths.commands, token, { seat: SEAT, call: id, act: { kind: 'answer' } });
    expect((await answer(worker)).status).toBe(403);
    expect((await answer(kiosk.token)).status).toBe(401);
    expect(await (await answer(clerk)).json()).toEqual({ outcome: 'done' });
    await expect.poll(() => hall.told.last?.call?.state, PATIENT).toEqual({ kind: 'talking', answer: null });

    // Another kiosk has no part in it, and no kiosk says anything that is too long to be a description.
    const signal = (token: string, sdp: string) => ask(atKiosk, kioskCallPaths.signal, token, { call: id, sdp });
    expect((await signal(other.token, 'v=0')).status).toBe(404);
    expect((await signal(kiosk.token, 'x'.repeat(20_000))).status).toBe(400);
    expect((await signal(kiosk.token, 'v=0')).status).toBe(200);
    await expect.poll(() => desk.told.last?.calls[0]?.offer, PATIENT).toBe('v=0');
    expect((await ask(atKiosk, kioskCallPaths.end, other.token, { call: id })).status).toBe(200);
    expect(hall.told.last?.call?.state.kind).toBe('talking');
    expect((await ask(atKiosk, kioskCallPaths.end, kiosk.token, { call: id })).status).toBe(200);
    await expect.poll(() => desk.told.last?.calls, PATIENT).toEqual([]);
    // What is told has no room for anybody's name.
    expect(JSON.stringify(hall.told.last)).not.toContain(LIN);
  });

  it('close at once when the rights are gone or the kiosk is shut out, and what was rung there goes on', async () => {
    const { loopback, atKiosk, sessions, terminals, calls, pair, ask, follow, clerk } = await station();
    const kiosk = await pair('kiosk', '大厅东门');
    const desk = await follow(loopback, `${callPaths.stream}?seat=${SEAT}`, clerk, asStaff);
    await ask(atKiosk, kioskCallPaths.start, kiosk.token, press('request-1'));
    const hall = await follow(atKiosk, kioskCallPaths.stream, kiosk.token, asKiosk);
    await expect.poll(() => desk.told.last?.calls[0]?.state, PATIENT).toBe('here');
    sessions.regrant(clerk, {});
    await expect.poll(() => desk.told.isOver, PATIENT).toBe(true);
    await expect.poll(() => hall.told.last?.call?.state, PATIENT).toEqual({ kind: 'missed', why: 'nobody-answered' });
    await terminals.revoke(uid(1), kiosk.id);
    await expect.poll(() => hall.told.isOver, PATIENT).toBe(true);
    expect((await ask(atKiosk, kioskCallPaths.start, kiosk.token, press('request-2'))).status).toBe(401);
    await expect.poll(() => calls.isStaffed(), PATIENT).toBe(false);
  });

  it('slow down a hand that presses again and again', async () => {
    const { atKiosk, pair, ask } = await station();
    const kiosk = await pair('kiosk', '大厅东门');
    const answers: number[] = [];
    for (let turn = 0; turn < 7; turn += 1)
      answers.push((await ask(atKiosk, kioskCallPaths.start, kiosk.token, press(`request-${turn}`))).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429, 429]);
    expect((await ask(atKiosk, hallPaths.board, kiosk.token)).status).not.toBe(429);
  });
});
