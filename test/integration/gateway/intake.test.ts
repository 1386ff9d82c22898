import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { intakeKeySchema, intakeReceiptSchema } from '#shared/ipc/intake-api';
import { sealBox } from '#shared/schema/sealed-box';
import { INTAKE_FILE, openIntake } from '#main/services/intake/intake';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryStationKeys } from '#test/support/services';
import { temporaryFolder } from '#test/support/temporary-folder';
import { openLiveStation, type LiveStation } from './live-station';

let running: LiveStation | null = null;
const open = async (limits?: Parameters<typeof openLiveStation>[0]): Promise<LiveStation> =>
  (running = await openLiveStation(limits));
afterEach(async () => {
  await running?.stop();
  running = null;
});

const FORM = { what: '投诉', text: '楼道灯坏了，电话 15400000000' };

async function box(station: LiveStation, value: unknown = FORM): Promise<string> {
  const { deskKey } = intakeKeySchema.parse((await station.ask(null, 'GET /intake/key')).body);
  return sealBox(deskKey, value);
}

describe('what a resident hands in at a kiosk', () => {
  it('is on disk when the receipt comes, unreadable there, and opens with the desk’s key', async () => {
    const station = await open();
    const answer = await station.ask(null, 'POST /intake/incident', { box: await box(station) });
    expect(answer.status).toBe(201);
    const { id } = intakeReceiptSchema.parse(answer.body);
    const opened = await station.intake.open(station.services.stationKeys.desk.private);
    expect(opened).toEqual([{ id, kind: 'incident', atMs: T0, value: FORM }]);
    const stranger = await station.intake.open(memoryStationKeys().desk.private);
    expect(stranger).toMatchObject([{ value: null }]);
    expect(JSON.stringify(station.log.lines)).not.toMatch(/楼道|154/);
  });

  it('cannot be read back, whatever the method', async () => {
    const station = await open();
    const { body } = await station.ask(null, 'POST /intake/rating', { box: await box(station) });
    for (const line of [
      'GET /intake/rating',
      `GET /intake/rating/${String(body['id'])}`,
      'GET /intake',
      'DELETE /intake/rating',
    ])
      expect((await station.ask(null, line)).status, line).toBeGreaterThanOrEqual(404);
  });

  it.each<[string, (sealed: string) => unknown]>([
    ['is not sealed', () => ({ box: JSON.stringify(FORM) })],
    [
      'is sealed to somebody else',
      (sealed) => ({
        box: sealed.replace(/^[^.]*/, Buffer.from('{"alg":"ECDH-ES","enc":"A256GCM","kid":"x"}').toString('base64url')),
      }),
    ],
    [
      'is sealed another way',
      (sealed) => ({
        box: sealed.replace(
          /^[^.]*/,
          Buffer.from('{"alg":"dir","enc":"A256GCM","kid":"desk.1"}').toString('base64url'),
        ),
      }),
    ],
    ['lacks a part', (sealed) => ({ box: sealed.split('.').slice(1).join('.') })],
    ['holds a line break', (sealed) => ({ box: `${sealed}\n{}` })],
    ['is empty', () => ({ box: '' })],
    ['says more than it should', (sealed) => ({ box: sealed, name: '张三' })],
  ])('is refused when it %s', async (_what, make) => {
    const station = await open();
    expect((await station.ask(null, 'POST /intake/call', make(await box(station)))).status).toBe(400);
    expect(await station.intake.open(station.services.stationKeys.desk.private)).toEqual([]);
  });

  it('is refused when it is of no known kind, or too large', async () => {
    const station = await open();
    const sealed = await box(station);
    expect((await station.ask(null, 'POST /intake/poem', { box: sealed })).status).toBe(400);
    const large = await box(station, { text: '长'.repeat(40_000) });
    const answer = await station.ask(null, 'POST /intake/rating', { box: large });
    expect([answer.status, answer.body.error?.code]).toEqual([413, 'request.too-large']);
  });

  it('comes ten times at once from one place, then one in twenty seconds', async () => {
    const station = await open();
    const sealed = await box(station);
    const hand = () => station.ask(null, 'POST /intake/rating', { box: sealed });
    const statuses = (await Promise.all(Array.from({ length: 12 }, hand))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    const limited = await hand();
    expect([limited.status, limited.body.error]).toMatchObject([
      429,
      { code: 'request.rate-limited', retryAfterMs: 20_000 },
    ]);
    station.clock.nowMs += 20_000;
    expect((await hand()).status).toBe(201);
  });

  it('is refused in clear words when the desk has too much to look at, and what is there stays', async () => {
    const station = await open({ intakeEntries: 3 });
    const sealed = await box(station);
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1)
      statuses.push((await station.ask(null, 'POST /intake/rating', { box: sealed })).status);
    expect(statuses).toEqual([201, 201, 201, 503, 503]);
    expect(await station.intake.open(station.services.stationKeys.desk.private)).toHaveLength(3);
    expect(station.intake.health()).toMatchObject({ ok: false, facts: { waiting: 3 } });
  });
});

describe('the file of what was handed in', () => {
  const reopen = (folder: string) => openIntake({ folder, log: recordedLog(), now: () => T0 });

  it('only grows, is the host’s alone, and outlives a host that was killed in the middle of a line', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, INTAKE_FILE);
    const first = await reopen(folder);
    const id = await first.submit('call', 'a.b.c.d.e');
    await first.stop();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const whole = await readFile(path, 'utf8');
    await appendFile(path, '{"id":"01J00000');
    const second = await reopen(folder);
    expect(second.health().facts['waiting']).toBe(1);
    await second.submit('rating', 'f.g.h.i.j');
    await second.stop();
    const text = await readFile(path, 'utf8');
    expect(text.startsWith(whole)).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    ).toEqual(['call', 'rating']);
    expect(text).toContain(id);
  });

  it('that was damaged is reported when it is read', async () => {
    const folder = await temporaryFolder();
    await appendFile(join(folder, INTAKE_FILE), 'nonsense\n');
    const intake = await reopen(folder);
    await expect(intake.open(memoryStationKeys().desk.private)).rejects.toMatchObject({ code: 'host.data-damaged' });
    await intake.stop();
  });
});
