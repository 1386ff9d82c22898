import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startHost } from '#main/host';
import { hostOptions, startForTest } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';
import { run } from './program';

const practice = (seed: string) => ({ firstRun: { kind: 'practice', plan: { size: 'small', seed } } }) as const;

async function peopleIn(data: string, seed: string): Promise<readonly string[]> {
  const host = await startHost(hostOptions(data, practice(seed)));
  const answer = await host.hub.database('grid-qinghe-1')?.allDocs({
    keys: null,
    startKey: 'person~',
    endKey: 'person~~',
    inclusiveEnd: true,
    descending: false,
    skip: 0,
    limit: null,
    includeDocs: false,
    conflicts: false,
  });
  await host.stop();
  return (answer?.rows ?? []).flatMap((row) => ('id' in row ? [row.id] : []));
}

describe('a practice station that was asked for by size and seed', () => {
  it('has other people for another seed', { timeout: 60_000 }, async () => {
    const first = await peopleIn(await temporaryFolder(), '7');
    expect(first.length).toBeGreaterThan(12);
    const other = new Set(await peopleIn(await temporaryFolder(), '8'));
    expect(first.filter((id) => other.has(id))).toEqual([]);
  });

  it('is found again, also without saying which, and is not taken for another', async () => {
    const data = await temporaryFolder();
    await (await startHost(hostOptions(data, practice('7')))).stop();
    await expect(startHost(hostOptions(data, practice('8')))).rejects.toMatchObject({ code: 'host.station-exists' });
    const host = await startForTest(data);
    expect(host.station.practice).toBe(true);
    expect(host.isFirstRun).toBe(false);
  });

  it('lies beside the usual station, keys too, and says where', async () => {
    const [root, keys] = [await temporaryFolder(), await temporaryFolder()];
    const args = ['--practice', '--size=small', '--seed=7', '--headless', '--no-lan', '--port=0', '--unattended'];
    const program = run(args, { keys: join(keys, 'keys'), data: join(root, 'linli') });
    const folder = join(root, 'linli-practice-small-7');
    await program.says(/hub\.epoch-new db=grid-qinghe-1/);
    expect(program.said()).toContain(folder);
    program.child.kill('SIGKILL');
    await program.ends();
    expect(await readFile(join(folder, 'host-only/store.json'), 'utf8')).toContain('version');
    await access(join(keys, 'keys-practice-small-7'));
    await expect(access(join(root, 'linli'))).rejects.toThrow();
  });
});
