import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import { leveldown } from '#sync-server/embedded/pouchdb-parts';
import { AT_REST } from '#test/support/at-rest';
import { T0 } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';
import { bundleChild } from './child/bundle';
import { runChild, type Child } from './child/run';

const has = (command: string): boolean => spawnSync(command, ['--version']).status === 0;

/** Every write that reaches leveldown from now until the test ends, with its options. */
function watchWrites(): { readonly kind: string; readonly sync: unknown }[] {
  const seen: { kind: string; sync: unknown }[] = [];
  const prototype = (leveldown as unknown as { prototype: Record<string, (...args: unknown[]) => unknown> }).prototype;
  const chained = Object.getPrototypeOf(
    (prototype['_chainedBatch'] as () => object).call({
      context: (leveldown as unknown as (at: string) => { context: unknown })('').context,
      status: 'open',
    }),
  ) as Record<string, (...args: unknown[]) => unknown>;
  const watch = (owner: typeof prototype, kind: string, optionsAt: number): void => {
    const original = owner[kind] as (...args: unknown[]) => unknown;
    owner[kind] = function (this: unknown, ...args: unknown[]) {
      seen.push({ kind, sync: (args[optionsAt] as { sync?: unknown } | undefined)?.sync });
      return original.apply(this, args);
    };
    onTestFinished(() => void (owner[kind] = original));
  };
  watch(prototype, '_put', 2);
  watch(prototype, '_del', 1);
  watch(prototype, '_batch', 1);
  watch(chained, '_write', 0);
  return seen;
}

describe('what the hub has acknowledged', () => {
  let child: { readonly path: string; remove(): Promise<void> };
  beforeAll(async () => {
    child = await bundleChild();
  });
  afterAll(() => child.remove());

  const start = (folder: string, ...more: string[]): Promise<Child> =>
    runChild(process.execPath, [child.path, folder, ...more]);

  it('was asked of the disk with every single write', async () => {
    const seen = watchWrites();
    const folder = await temporaryFolder();
    const hub = await openEdgeHub({
      folder: join(folder, 'hub'),
      epochsFile: join(folder, 'epochs.json'),
      atRest: AT_REST,
      now: () => T0,
      log: recordedLog(),
    });
    const database = await hub.create('grid-qinghe-1');
    const [row] = await database.bulkDocs({ rows: [{ _id: 'a' }, { _id: 'b' }], newEdits: true });
    const rev = row && 'rev' in row ? row.rev : '';
    await database.bulkDocs({ rows: [{ _id: 'a', _rev: rev, n: 1 }], newEdits: true });
    await database.bulkDocs({ rows: [{ _id: 'c', _rev: '1-abc' }], newEdits: false });
    await database.putLocal('checkpoint', { n: 1 });
    await database.deleteLocal('checkpoint', '0-1');
    await hub.stop();
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen.filter(({ sync }) => sync !== true)).toEqual([]);
  });

  it.skipIf(!has('strace'))('is on disk before the acknowledgement leaves the process (needs strace)', async () => {
    const syncsBeforeEachAck = async (...more: string[]): Promise<number[]> => {
      const folder = await temporaryFolder();
      const trace = join(folder, 'trace');
      const args = [
        '-f',
        '-qq',
        '-e',
        'trace=fdatasync,fsync,write',
        '-e',
        'signal=none',
        '-o',
        trace,
        process.execPath,
        child.path,
        folder,
      ];
      const traced = await runChild('strace', [...args, ...more]);
      for (let n = 0; n < 10; n++) expect(await traced.ask(`write doc-${n}`)).toBe(`ok doc-${n}`);
      traced.process.stdin?.end();
      await traced.ended;
      const counts: number[] = [];
      let syncs = 0;
      for (const line of (await readFile(trace, 'utf8')).split('\n')) {
        // A call that another thread's line cuts in two ends on its "resumed" line.
        if (/f(data)?sync/.test(line) && / = 0$/.test(line)) syncs += 1;
        if (/write\(1, "ready/.test(line)) syncs = 0;
        if (/write\(1, "ok doc-/.test(line)) {
          counts.push(syncs);
          syncs = 0;
        }
      }
      return counts;
    };
    const ours = await syncsBeforeEachAck();
    expect(ours).toHaveLength(10);
    expect(Math.min(...ours)).toBeGreaterThanOrEqual(1);
    // The control: without our store nothing is synced, and this count would say so.
    expect(Math.max(...(await syncsBeforeEachAck('plain')))).toBe(0);
  });

  it('is there after the process was killed in the middle of writing', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    for (let n = 0; n < 400; n++) first.send(`write doc-${n}`);
    const acknowledged: string[] = [];
    for (let line = await first.next(); line !== null; line = await first.next()) {
      acknowledged.push(line.replace('ok ', ''));
      if (acknowledged.length === 60) first.process.kill('SIGKILL');
    }
    await first.ended;
    expect(acknowledged.length).toBeGreaterThanOrEqual(60);
    expect(acknowledged.length).toBeLessThan(400);
    const second = await start(folder);
    for (const id of acknowledged) expect(await second.ask(`read ${id}`), id).toBe('found');
    second.process.stdin?.end();
    await second.ended;
  });

  it('cannot be opened by a second process while the first has it open', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    expect(await first.ask('write a')).toBe('ok a');
    const second = spawnSync(process.execPath, [child.path, folder], { encoding: 'utf8' });
    expect(second.status).not.toBe(0);
    expect(second.stderr).toContain('host.already-running');
    expect(await first.ask('write b')).toBe('ok b');
    first.process.stdin?.end();
    await first.ended;
  });

  it.skipIf(!has('prlimit'))(
    'survives a disk that fills up, and writing goes on when there is room again (needs prlimit)',
    async () => {
      const folder = await temporaryFolder();
      // A limit on the size of files is the nearest thing to a full disk that needs no disk: a write stops half-way.
      const starved = await runChild('sh', [
        '-c',
        `trap '' XFSZ; exec "$0" "$@"`,
        'prlimit',
        '--fsize=1000000:unlimited',
        process.execPath,
        child.path,
        folder,
      ]);
      const acknowledged: string[] = [];
      let failure: string | null = null;
      for (let n = 0; n < 1000 && failure === null; n++) {
        const answer = await starved.ask(`write doc-${n}`);
        if (answer === `ok doc-${n}`) acknowledged.push(`doc-${n}`);
        else failure = answer;
      }
      expect(failure).toMatch(/host\.disk-full$/);
      expect(acknowledged.length).toBeGreaterThan(50);

      expect(spawnSync('prlimit', ['--pid', String(starved.process.pid), '--fsize=unlimited:unlimited']).status).toBe(
        0,
      );
      for (let n = 0; n < 20; n++) {
        expect(await starved.ask(`write after-${n}`)).toBe(`ok after-${n}`);
        acknowledged.push(`after-${n}`);
      }
      for (const id of acknowledged) expect(await starved.ask(`read ${id}`), id).toBe('found');
      starved.process.kill('SIGKILL');
      await starved.ended;

      const again = await start(folder);
      for (const id of acknowledged) expect(await again.ask(`read ${id}`), id).toBe('found');
      again.process.stdin?.end();
      await again.ended;
    },
  );

  it.skipIf(!has('prlimit'))(
    'has a picture whole or not at all when the disk fills up under it, and takes it when there is room again (needs prlimit)',
    async () => {
      const folder = await temporaryFolder();
      const starved = await runChild('sh', [
        '-c',
        `trap '' XFSZ; exec "$0" "$@"`,
        'prlimit',
        '--fsize=1000000:unlimited',
        process.execPath,
        child.path,
        folder,
      ]);
      const acknowledged: string[] = [];
      let failed: string | null = null;
      for (let n = 0; n < 200 && failed === null; n++) {
        const answer = await starved.ask(`picture photo-${n}`);
        if (answer === `ok photo-${n}`) acknowledged.push(`photo-${n}`);
        else {
          expect(answer).toBe(`failed photo-${n} host.disk-full`);
          failed = `photo-${n}`;
        }
      }
      if (failed === null) throw new Error('the disk never filled up');
      expect(acknowledged.length).toBeGreaterThan(3);
      expect(await starved.ask(`look ${failed}`)).toBe('absent');
      for (const id of acknowledged) expect(await starved.ask(`look ${id}`), id).toBe('whole');

      expect(spawnSync('prlimit', ['--pid', String(starved.process.pid), '--fsize=unlimited:unlimited']).status).toBe(
        0,
      );
      expect(await starved.ask(`picture ${failed}`)).toBe(`ok ${failed}`);
      acknowledged.push(failed);
      for (const id of acknowledged) expect(await starved.ask(`look ${id}`), id).toBe('whole');
      starved.process.kill('SIGKILL');
      await starved.ended;

      const again = await start(folder);
      for (const id of acknowledged) expect(await again.ask(`look ${id}`), id).toBe('whole');
      again.process.stdin?.end();
      await again.ended;
    },
  );
});
