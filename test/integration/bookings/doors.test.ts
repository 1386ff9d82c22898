import { describe, expect, it, onTestFinished } from 'vitest';
import { kioskBookingPaths } from '#shared/ipc/booking-api';
import { hallPaths } from '#shared/ipc/board-api';
import type { HallDoor } from '#shared/ipc/terminal-api';
import { createAllowances } from '#main/services/allowance';
import { openDurableFolder } from '#main/services/durable-folder';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { bookingRoutes } from '#main/services/gateway/residents/booking-routes';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { openTerminals } from '#main/services/queue/terminals';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { runGatewayOver } from '../gateway/running-gateway';
import { MORNING } from '../queue/hall';
import { HALF_HOUR, openBookingDesk, PHONE, TEN } from './desk';

/** The residents' door with the pages of bookings, over a real socket. */
async function phone() {
  let nowMs = MORNING;
  const now = () => nowMs;
  const desk = await openBookingDesk(await temporaryFolder(), { now });
  onTestFinished(() => desk.stop());
  const log = recordedLog();
  const common = { log, now, allowances: createAllowances() };
  const { residents } = memoryServices(now);
  const app = createResidentListener({ ...common, tls: null, hostNames: null, deadlines: DEADLINES, residents });
  void app.register(async (scope) => bookingRoutes(scope, { ...common, bookings: desk.bookings }));
  onTestFinished(() => app.close());
  const port = await listen(app, '127.0.0.1', 0);
  const ask = async (path: string, fields?: Record<string, string>) => {
    const body = fields && { method: 'POST', body: new URLSearchParams(fields) };
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual', ...body });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  const form = async (path: string) => /name="form" value="([^"]+)"/.exec((await ask(path)).text)?.[1] ?? '';
  return { ...desk, ask, form, at: (ms: number) => (nowMs = ms) };
}

const DAY = '/book/A/2026-11-23';
const WHO = { slot: String(TEN), name: '何秀兰', phone: PHONE, consent: 'yes' };
const codeIn = ({ headers }: { readonly headers: Headers }): string =>
  /\/book\/c\/([0-9A-Z]{8})\?/.exec(headers.get('location') ?? '')?.[1] ?? '';

describe('a resident with a phone', () => {
  it('books a slot, finds it by its code and cancels it, on pages without script that say nothing of who', async () => {
    const { ask, form } = await phone();
    const lines = await ask('/book?lang=zh');
    expect(lines.text).toContain('综合业务');
    expect(lines.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await ask('/book/A?lang=zh')).text).toContain('今天');
    const page = await form(DAY);
    const sent = await ask(`${DAY}?lang=zh`, { form: page, ...WHO });
    expect(sent.status).toBe(303);
    // Sent twice from one page, it is one booking.
    expect(codeIn(await ask(`${DAY}?lang=zh`, { form: page, ...WHO }))).toBe(codeIn(sent));
    const code = codeIn(sent);
    const shown = await ask(`/book/c/${code}?lang=zh&done=1`);
    expect(shown.text).toMatch(/约好了[^]*10:00–10:30/);
    expect(shown.text).not.toMatch(/何秀兰|7719|<script/);
    const found = await ask(`/book/find?lang=zh&code=${code.slice(0, 4)}-${code.slice(4)}`);
    expect(found.headers.get('location')).toContain(`/book/c/${code}`);
    expect((await ask(`/book/c/${code}/cancel?lang=zh`, {})).text).toContain('预约取消了');
    expect((await ask(`/book/c/${code}?lang=en`)).text).toContain('Cancelled');
  });

  it('is told what is wrong, with what was typed still there', async () => {
    const { ask, form } = await phone();
    const page = await form(DAY);
    const said = async (more: Record<string, string>) => {
      const answer = await ask(`${DAY}?lang=zh`, { form: page, ...WHO, ...more });
      return [answer.status, /role="alert">([^<]+)/.exec(answer.text)?.[1], answer.text.includes('value="何秀兰"')];
    };
    expect(await said({ slot: '' })).toEqual([400, '请选一个时间。', true]);
    expect(await said({ phone: '12' })).toEqual([400, '电话号码不对，请只填数字，例如手机号11位。', true]);
    expect(await said({ consent: '' })).toEqual([400, '请先勾选同意，站里才能保存您的电话。', true]);
    expect(await said({ slot: String(TEN + 60_000) })).toEqual([409, '这个时间段没有了，请另选一个。', true]);
    expect((await ask(`${DAY}?lang=zh`, { ...WHO, form: 'made.up' })).status).toBe(400);
    expect((await ask(`${DAY}?lang=zh`, { form: page, ...WHO, website: 'x' })).status).toBe(400);
    expect((await ask('/book/Z?lang=zh')).headers.get('location')).toContain('/book?');
    expect((await ask('/book/find?code=ABCDEFGH')).status).toBe(400);
  });

  it('is slowed down where slots are filled or codes are tried', async () => {
    const { ask, form } = await phone();
    const statuses: number[] = [];
    for (let count = 0; count < 8; count += 1) {
      const fields = { ...WHO, slot: String(TEN + HALF_HOUR * (count % 4)), phone: `1360000${1000 + count}` };
      statuses.push((await ask(`${DAY}?lang=zh`, { form: await form(DAY), ...fields })).status);
    }
    expect(statuses.slice(0, 6)).toEqual([303, 303, 303, 303, 303, 303]);
    expect(statuses.at(-1)).toBe(429);
    const tried: number[] = [];
    for (let count = 0; count < 12; count += 1) tried.push((await ask('/book/c/00000000')).status);
    expect([tried[0], tried.at(-1)]).toEqual([404, 429]);
  });
});

/** A hall with a board and a kiosk, behind a real gateway. */
async function hall() {
  const folder = await temporaryFolder();
  const now = () => MORNING;
  const desk = await openBookingDesk(folder, { now });
  const services = memoryServices(now);
  const plain = await openDurableFolder(folder);
  const terminals = await openTerminals({ folder: plain, audit: services.audit, now });
  const { gateway, stop } = await runGatewayOver(
    {
      services: { ...services, queue: desk.hall.queue, terminals, bookings: desk.bookings },
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
    await desk.stop();
  });
  const ask = async (door: HallDoor, path: string, token: string, body?: unknown) => {
    const answer = await fetch(`${gateway.addresses[door] ?? ''}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, value: (await answer.json()) as Record<string, unknown> };
  };
  const pair = async (kind: HallDoor): Promise<string> => {
    const made = await terminals.makeCode(uid(1), { kind, name: '大厅' });
    if (!made.ok) throw made.error;
    return String((await ask(kind, hallPaths.pairing, '', { code: made.value.code })).value['token']);
  };
  return { ask, pair, desk };
}

describe('a kiosk', () => {
  it('books for a phone number and gives the number of a booking; a board and a stranger do neither', async () => {
    const { ask, pair } = await hall();
    const [kiosk, board] = [await pair('kiosk'), await pair('board')];
    const wish = { request: 'wish-00001', group: 'A', itemNumber: null, atMs: TEN, phone: PHONE, agreed: true };
    const booked = await ask('kiosk', kioskBookingPaths.bookings, kiosk, wish);
    expect(booked.value).toMatchObject({ outcome: 'done', booking: { group: 'A', atMs: TEN } });
    const { code } = booked.value['booking'] as { readonly code: string };
    // Looked up, it is told without what is known of whoever made it, and no number is taken.
    expect((await ask('kiosk', kioskBookingPaths.booking, kiosk, { code })).value).toEqual({
      booking: booked.value['booking'],
    });
    expect((await ask('kiosk', kioskBookingPaths.booking, kiosk, { code: '00000000' })).value).toEqual({
      booking: null,
    });
    expect((await ask('kiosk', kioskBookingPaths.arrival, kiosk, { code })).value).toMatchObject({ number: 'A001' });
    // Nobody's phone is kept without their word, and nothing more is taken.
    for (const wrong of [{ agreed: false }, { name: '何秀兰' }, { phone: '1' }])
      expect((await ask('kiosk', kioskBookingPaths.bookings, kiosk, { ...wish, ...wrong })).status).toBe(400);
    for (const [door, token, status] of [
      ['kiosk', board, 403],
      ['kiosk', '', 401],
      ['board', board, 404],
    ] as const) {
      expect((await ask(door, kioskBookingPaths.offer, token)).status).toBe(status);
      expect((await ask(door, kioskBookingPaths.arrival, token, { code })).status).toBe(status);
      expect((await ask(door, kioskBookingPaths.booking, token, { code })).status).toBe(status);
    }
  });

  it('is slowed down where it tries codes', async () => {
    const { ask, pair } = await hall();
    const kiosk = await pair('kiosk');
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1)
      statuses.push((await ask('kiosk', kioskBookingPaths.arrival, kiosk, { code: '00000000' })).status);
    expect([statuses[0], statuses.at(-1)]).toEqual([200, 429]);
  });
});
