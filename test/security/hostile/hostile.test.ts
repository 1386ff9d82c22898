import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lanCertificate } from '#test/integration/gateway/lan-certificate';
import { request } from '#test/integration/gateway/raw-http';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { ok } from '#shared/errors/result';
import type { DeviceAdmin, StaffAdmin } from '#main/services/ports';
import { T0, uid } from '#test/support/builders';
import { testSessions } from '#test/support/sessions';
import { administrationEntries } from './administration';
import { DB } from './entry';
import { http2Entries } from './http2';
import { hubEntries } from './hub';
import { send, type Ends } from './send';
import { stationEntries } from './station';
import { transportEntries } from './transport';

const entries = [...transportEntries, ...stationEntries, ...hubEntries, ...administrationEntries, ...http2Entries];

const strays: unknown[] = [];
const note = (error: unknown): void => void strays.push(error);

/** Would do whatever gets through to it, so that only the gateway stands in the way. */
const done = async () => ok({} as never);
const willingStaff: StaffAdmin = { list: () => [], create: done, change: done, resetPassphrase: done };
const willingDevices: DeviceAdmin = { list: () => [], change: done };
let folder: string;
let running: RunningGateway;
let askedMs = T0;
let ends: Ends;

beforeAll(async () => {
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
  folder = await mkdtemp(join(tmpdir(), 'linli-hostile-'));
  const staffFolder = join(folder, 'staff');
  await mkdir(join(staffFolder, 'assets'), { recursive: true });
  await writeFile(join(staffFolder, 'index.html'), '<!doctype html>');
  await writeFile(join(staffFolder, '.secret'), 'TOP SECRET');
  await writeFile(join(folder, 'outside.txt'), 'TOP SECRET');
  const { key, cert } = await lanCertificate();
  running = await runGateway({
    databases: [DB, 'grid-qinghe-2'],
    lan: { key, cert },
    staffFolder,
    sessions: testSessions({ passphrases: { w1: 'TOP SECRET' } }),
    deadlines: { headers: 600, body: 600 },
    staff: willingStaff,
    devices: willingDevices,
    // Every look at the clock is a minute later, so that each request is judged for itself and not for how many came before.
    now: () => (askedMs += 60_000),
  });
  const { sessions, gateway } = running;
  const expired = sessions.issue({ dbs: { [DB]: 'write' } });
  sessions.expire(expired);
  ends = {
    loopbackPort: Number(new URL(running.origin).port),
    lanPort: Number(new URL(gateway.addresses.lan as string).port),
    tokens: {
      staff: sessions.issue({ dbs: { [DB]: 'write' } }),
      boss: sessions.issue({
        sub: uid(1),
        post: 'manager',
        device: 'boss',
        dbs: { [DB]: 'write' },
        functions: ['staff', 'devices', 'keys', 'audit'],
      }),
      reader: sessions.issue({ dbs: { [DB]: 'read' } }),
      replicator: sessions.issue({ post: 'replicator', dbs: { [DB]: 'write' } }),
      expired,
    },
  };
});

afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true, force: true });
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
});

async function goodRequestWorks(): Promise<void> {
  // A connection of its own: one that was kept may just be closing when hundreds of requests run side by side.
  const headers = { authorization: `Bearer ${ends.tokens.staff}` };
  const answer = await request(running.origin, { path: `/hub/${DB}/_changes`, headers });
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ results: [] });
}

describe('a hostile request', () => {
  it.concurrent.each(entries.map((entry) => [entry.name, entry] as const))('%s is refused', async (_name, entry) => {
    const answer = await send(entry, ends);
    if (answer.status !== null) expect(answer.status, answer.text.slice(0, 300)).toBeGreaterThanOrEqual(400);
    if (answer.status !== null) expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(500);
    else expect(answer.refused).toBe(true);
    expect(answer.text).not.toContain('TOP SECRET');
    await goodRequestWorks();
  });
});

describe('after all of them', () => {
  it('the table holds at least 250 different requests', () => {
    const different = new Map(
      entries.map(({ name, listener, thenEnd, bytes }) => [`${listener} ${thenEnd} ${bytes.toString('base64')}`, name]),
    );
    expect(entries.map(({ name }) => name)).toEqual([...different.values()]);
    expect(different.size).toBeGreaterThanOrEqual(250);
    expect(new Set(entries.map(({ name }) => name)).size).toBe(entries.length);
  });

  it('nothing was written, no door was opened', async () => {
    expect(running.hub.names()).toEqual([DB, 'grid-qinghe-2']);
    for (const name of running.hub.names()) expect((await running.hub.database(name)?.info())?.documents).toBe(0);
  });

  it('nothing was kept or audited', () => {
    const { kept, audit } = running.services;
    expect([kept, audit.entries]).toEqual([[], []]);
  });

  it('nothing was thrown that nobody caught, and nothing failed inside', () => {
    expect(strays).toEqual([]);
    expect(running.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('no prototype was touched', () => {
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('a good request is answered over both doors', async () => {
    await goodRequestWorks();
    expect((await fetch(`${running.origin}/api/health`)).status).toBe(200);
  });
});
