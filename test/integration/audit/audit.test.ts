import { randomBytes } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AUDIT_FILE, openAudit, type AuditService } from '#main/services/audit/audit';
import { startReveals } from '#main/services/audit/reveals';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { reveal } from '#shared/schema/types/reveal';
import { createRecord } from '#shared/sync/author';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0, testReplica, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const KEY = new Uint8Array(32).fill(1);
const BY = uid(900);

let folder: DurableFolder;
let log: RecordedLog;
beforeEach(async () => {
  folder = await openDurableFolder(join(await temporaryFolder(), 'host-only'));
  log = recordedLog();
});

async function open(key = KEY): Promise<AuditService> {
  const audit = await openAudit({ folder, key, log, now: () => T0 });
  onTestFinished(() => audit.stop().catch(() => undefined));
  return audit;
}
const file = () => join(folder.path, AUDIT_FILE);
const signIn = (audit: AuditService, device: string) =>
  audit.append({ kind: 'sign-in', by: BY, subject: device, detail: null });

/** A chain of n sign-ins, closed. */
async function chain(n: number): Promise<void> {
  const audit = await open();
  for (let index = 1; index <= n; index += 1) await signIn(audit, `device-${index}`);
  await audit.stop();
}
const linesOf = async () => (await readFile(file(), 'utf8')).trimEnd().split('\n');
const brokenAt = async (audit: AuditService) => (await audit.page({ limit: 1 })).brokenAt;

describe('the audit chain', () => {
  it('shows what happened, newest first, and by who, what and whom', async () => {
    const audit = await open();
    await signIn(audit, 'a');
    await audit.append({ kind: 'keys-rotated', by: null, subject: 'qinghe-1.general.2', detail: '1' });
    await signIn(audit, 'b');
    const { entries, brokenAt: broken } = await audit.page({ limit: 10 });
    expect(entries.map(({ n, kind }) => [n, kind])).toEqual([
      [3, 'sign-in'],
      [2, 'keys-rotated'],
      [1, 'sign-in'],
    ]);
    expect(broken).toBeNull();
    expect(entries[0]).toMatchObject({ by: BY, subject: 'b', detail: null, atMs: T0 });
    const subjects = async (query: Parameters<AuditService['page']>[0]) =>
      (await audit.page(query)).entries.map(({ subject }) => subject);
    expect(await subjects({ limit: 10, kind: 'sign-in' })).toEqual(['b', 'a']);
    expect(await subjects({ limit: 1, kind: 'sign-in', before: 3 })).toEqual(['a']);
    expect(await subjects({ limit: 10, by: BY, subject: 'a' })).toEqual(['a']);
  });

  it('goes on after a restart, and everything appended at once has its place', async () => {
    await chain(3);
    const audit = await open();
    await Promise.all(['x', 'y', 'z'].map((device) => signIn(audit, device)));
    const { entries } = await audit.page({ limit: 10 });
    expect(entries.map(({ n }) => n)).toEqual([6, 5, 4, 3, 2, 1]);
    await audit.stop();
    expect(await brokenAt(await open())).toBeNull();
  });

  it.each([
    ['an entry was altered', (lines: string[]) => lines.map((line) => line.replace('device-3', 'device-9')), 3],
    ['an entry was taken out', (lines: string[]) => lines.filter((_, index) => index !== 2), 3],
    ['two entries changed places', ([a = '', b = '', c = '', ...rest]: string[]) => [a, c, b, ...rest], 2],
    ['an entry came in', ([a = '', ...rest]: string[]) => [a, a, ...rest], 2],
    ['a line is no entry', ([a = '', , ...rest]: string[]) => [a, '{"n":2}', ...rest], 2],
    ['the last two were cut off', (lines: string[]) => lines.slice(0, 3), 4],
    ['all were cut off', () => [], 1],
  ])('says where it is broken when %s, for ever, and repairs nothing', async (_what, meddle, at) => {
    await chain(5);
    const meddled = meddle(await linesOf());
    await writeFile(file(), meddled.map((line) => `${line}\n`).join(''));
    const audit = await open();
    expect(audit.health().ok).toBe(false);
    expect(await brokenAt(audit)).toBe(at);
    expect(log.lines).toContainEqual({ level: 'error', event: 'audit.broken', fields: { count: at } });
    await signIn(audit, 'later');
    expect((await audit.page({ limit: 1 })).entries[0]).toMatchObject({ n: 6, subject: 'later' });
    await audit.stop();
    expect((await linesOf()).slice(0, meddled.length)).toEqual(meddled);
    expect(await brokenAt(await open())).toBe(at);
  });

  it('notices when the file is edited while the host runs', async () => {
    const audit = await open();
    for (const device of ['a', 'b', 'c']) await signIn(audit, device);
    expect(await brokenAt(audit)).toBeNull();
    await writeFile(file(), (await readFile(file(), 'utf8')).replace('"subject":"b"', '"subject":"x"'));
    expect(await brokenAt(audit)).toBe(2);
    expect(audit.health().ok).toBe(false);
  });

  it('cannot be chained anew by somebody without the key', async () => {
    await chain(3);
    const lines = await linesOf();
    await rm(file());
    await folder.remove('audit-head.json');
    const forger = await open(new Uint8Array(32).fill(2));
    for (let index = 1; index <= lines.length; index += 1) await signIn(forger, `forged-${index}`);
    await forger.stop();
    await folder.remove('audit-head.json');
    expect(await brokenAt(await open())).toBe(1);
  });

  it('loses only the line that was being written when the power went', async () => {
    await chain(3);
    const [line = ''] = await linesOf();
    for (const part of [line.slice(0, 1), line.slice(0, 40), line]) {
      await appendFile(file(), part);
      const audit = await open();
      expect(await brokenAt(audit)).toBeNull();
      await signIn(audit, 'after');
      await audit.stop();
    }
    expect(await brokenAt(await open())).toBeNull();
    expect(await linesOf()).toHaveLength(6);
  });
});

describe('reveals that devices bring', () => {
  let hub: EdgeHub;
  beforeEach(async () => {
    const root = await temporaryFolder();
    const epochsFile = join(root, 'epochs.json');
    hub = await openEdgeHub({ folder: join(root, 'hub'), epochsFile, atRest: AT_REST, now: () => T0, log });
    onTestFinished(() => hub.stop());
    await hub.create('grid-qinghe-1');
  });

  const device = testReplica('tablet');
  const record = (n: number, recordUid = uid(n)) => {
    const fields = {
      subjectType: 'person',
      subjectUid: uid(500),
      field: 'phone',
      purpose: 'show',
      atMs: T0 - 1000 * n,
    };
    const frame = { type: reveal.type, schema: reveal.version, scope: 'qinghe-1', uid: recordUid, key: uid(n) };
    return createRecord({ ...frame, fields }, device.write());
  };
  const write = (...rows: readonly unknown[]) =>
    hub.database('grid-qinghe-1')?.bulkDocs({ rows: [...rows], newEdits: true });
  const start = async (audit: AuditService) => {
    const reveals = await startReveals({ hub, audit, folder, log });
    onTestFinished(() => reveals.stop());
    return reveals;
  };
  const revealsIn = async (audit: AuditService) => (await audit.page({ limit: 100, kind: 'reveal' })).entries;

  it('stand in the chain, those from before the start and those after, each once', async () => {
    await write(record(1));
    const audit = await open();
    const reveals = await start(audit);
    await write(record(2));
    await reveals.settled();
    const entries = await revealsIn(audit);
    expect(entries.map(({ atMs }) => atMs)).toEqual([T0 - 2000, T0 - 1000]);
    expect(entries[0]).toMatchObject({
      subject: uid(500),
      detail: expect.stringMatching(/^phone show \S{16}$/) as unknown,
    });
    await reveals.stop();
    await write(record(3));
    const again = await start(audit);
    await again.settled();
    expect(await revealsIn(audit)).toHaveLength(3);
  });

  it('stand there once also when the host died before it noted how far it had read', async () => {
    await write(record(1), record(2));
    const audit = await open();
    const reveals = await start(audit);
    await reveals.settled();
    await reveals.stop();
    await folder.remove('audit-positions.json');
    await (await start(audit)).settled();
    expect(await revealsIn(audit)).toHaveLength(2);
  });

  it('are two when two documents carry one uid', async () => {
    const audit = await open();
    const reveals = await start(audit);
    await write(record(1), record(2, uid(1)));
    await reveals.settled();
    expect(await revealsIn(audit)).toHaveLength(2);
  });

  it('say nothing of what else is written', async () => {
    const audit = await open();
    const reveals = await start(audit);
    await write({ _id: 'person~qinghe-1~a' }, { _id: 'reveal~qinghe-1~odd', text: randomBytes(4).toString('hex') });
    await reveals.settled();
    expect(await revealsIn(audit)).toEqual([]);
  });
});
