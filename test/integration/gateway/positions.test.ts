import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACCESS_TABLE } from '#shared/domain/access/table';
import { POSITION_EVERY_MS, POSITION_KEPT_MS } from '#shared/domain/positions/positions';
import { positionPaths } from '#shared/ipc/position-api';
import type { Post } from '#shared/schema/types/place';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { openPositions, POSITIONS_FILE, type PositionsService } from '#main/services/positions/positions';
import { T0, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';
import { runGatewayOver, type RunningGateway } from './running-gateway';

const WORKER = uid(901);
const HERE = { lat: 32.04, lng: 118.78, accuracyMeters: 12 };

let nowMs: number;
let folder: DurableFolder;
let positions: PositionsService;
let running: RunningGateway;
const sessions = testSessions();

const open = () => openPositions({ folder, log: recordedLog(), now: () => nowMs });

beforeEach(async () => {
  nowMs = T0;
  folder = await openDurableFolder(join(await temporaryFolder(), 'host-only'));
  positions = await open();
  const services = { ...memoryServices(() => nowMs), positions };
  running = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services });
});
afterEach(async () => {
  await running.stop();
  await positions.stop();
});

async function ask(
  post: Post,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: unknown }> {
  const token = sessions.issue({
    sub: post === 'grid-worker' ? WORKER : uid(902),
    post,
    role: ACCESS_TABLE[post].role,
  });
  const answer = await fetch(running.origin + path, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: await answer.json() };
}
const say = (isShown: boolean) => ask('grid-worker', 'PATCH', positionPaths.own, { isShown });
const tell = (more: object = {}) => ask('grid-worker', 'POST', positionPaths.own, { ...HERE, ...more });
const seen = async () => (await ask('duty-lead', 'GET', positionPaths.positions)).body;

describe('where a worker was last', () => {
  it('is kept of nobody who has not agreed, and of who has is one position, for whoever leads', async () => {
    expect((await tell()).body).toEqual({ isShown: false, saidAtMs: null, last: null });
    expect(await seen()).toEqual({ positions: [] });
    expect((await say(true)).body).toEqual({ isShown: true, saidAtMs: T0, last: null });
    expect((await tell()).body).toMatchObject({ last: { ...HERE, atMs: T0 } });
    expect(await seen()).toEqual({ positions: [{ staffUid: WORKER, ...HERE, atMs: T0 }] });
    // Sooner than that it is not taken, so that no track can be made of it.
    nowMs += POSITION_EVERY_MS / 2;
    expect((await tell({ lat: 33 })).body).toMatchObject({ last: { lat: 32.04, atMs: T0 } });
    nowMs += POSITION_EVERY_MS / 2;
    expect((await tell({ lat: 33 })).body).toMatchObject({ last: { lat: 33, atMs: T0 + POSITION_EVERY_MS } });
  });

  it('is gone at once when the worker says no, on the disk too, and stays so after a restart', async () => {
    await say(true);
    await tell();
    await say(false);
    expect(await seen()).toEqual({ positions: [] });
    expect(await folder.read(POSITIONS_FILE)).not.toContain('32.04');
    await positions.stop();
    positions = await open();
    expect(positions.own(WORKER)).toEqual({ isShown: false, saidAtMs: T0, last: null });
    expect(await folder.read(POSITIONS_FILE)).toContain('"isShown":true');
  });

  it('is forgotten after a week', async () => {
    await say(true);
    await tell();
    nowMs += POSITION_KEPT_MS - 1;
    expect(await seen()).toMatchObject({ positions: [{ staffUid: WORKER }] });
    nowMs += 1;
    expect(await seen()).toEqual({ positions: [] });
    await positions.stop();
    positions = await open();
    expect(await folder.read(POSITIONS_FILE)).not.toContain('32.04');
  });

  it.each(['grid-worker', 'clerk', 'volunteer', 'it'] as const)('is not for a %s to see', async (post) => {
    expect((await ask(post, 'GET', positionPaths.positions)).status).toBe(403);
  });

  it.each(['manager', 'clerk', 'auditor'] as const)('is not asked of a %s', async (post) => {
    expect((await ask(post, 'PATCH', positionPaths.own, { isShown: true })).status).toBe(403);
    expect((await ask(post, 'POST', positionPaths.own, HERE)).status).toBe(403);
  });

  it('is refused where it is none, and where what was said does not open', async () => {
    await say(true);
    expect((await tell({ lat: 91 })).status).toBe(400);
    expect((await tell({ note: 'x' })).status).toBe(400);
    expect((await ask('grid-worker', 'PATCH', positionPaths.own, {})).status).toBe(400);
    await folder.write(POSITIONS_FILE, '{"version":1,"people":{"x":1}}');
    await expect(open()).rejects.toMatchObject({ code: 'host.data-damaged' });
  });
});
