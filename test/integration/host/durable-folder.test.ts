import { chmod, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { folderError, openDurableFolder } from '#main/services/durable-folder';
import { lockFolder } from '#main/host/lock';
import { temporaryFolder } from '#test/support/temporary-folder';

describe('a durable folder', () => {
  it('is made for the host alone, and so are its files', async () => {
    const path = join(await temporaryFolder(), 'a', 'b');
    const folder = await openDurableFolder(path);
    await folder.write('keys.json', '{}');
    expect((await stat(path)).mode & 0o777).toBe(0o700);
    expect((await stat(join(path, 'keys.json'))).mode & 0o777).toBe(0o600);
  });

  it('holds the last text written, and no drafts', async () => {
    const folder = await openDurableFolder(await temporaryFolder());
    expect(await folder.read('a')).toBeNull();
    await folder.write('a', 'one');
    await Promise.all([folder.write('a', 'two'), folder.write('b', '二')]);
    expect([await folder.read('a'), await folder.read('b')]).toEqual(['two', '二']);
    expect((await readdir(folder.path)).sort()).toEqual(['a', 'b']);
  });

  it('keeps the old text when a write fails', async () => {
    const folder = await openDurableFolder(await temporaryFolder());
    await folder.write('a', 'one');
    // A folder of that name cannot be renamed over.
    await (await openDurableFolder(join(folder.path, 'b'))).write('x', '');
    await expect(folder.write('b', 'two')).rejects.toThrow();
    expect((await readdir(folder.path)).sort()).toEqual(['a', 'b']);
    expect(await readFile(join(folder.path, 'a'), 'utf8')).toBe('one');
  });

  it.runIf(process.getuid?.() !== 0)('says that it cannot be written', async () => {
    const path = await temporaryFolder();
    await chmod(path, 0o500);
    await expect((await openDurableFolder(path)).check()).rejects.toMatchObject({ code: 'host.folder-read-only' });
    await chmod(path, 0o700);
  });

  it.each([
    ['ENOSPC', 'host.disk-full'],
    ['EDQUOT', 'host.disk-full'],
    ['EROFS', 'host.folder-read-only'],
    ['EACCES', 'host.folder-read-only'],
    ['EIO', undefined],
  ])('understands %s', (errno, code) => {
    expect(folderError('/data', Object.assign(new Error('x'), { code: errno }))?.code).toBe(code);
  });
});

describe('the lock of a data folder', () => {
  it('is held by one at a time, and says who holds it', async () => {
    const folder = await openDurableFolder(await temporaryFolder());
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toMatchObject({
      code: 'host.already-running',
      details: { folder: folder.path, pid: process.pid },
    });
    await lock.release();
    await (await lockFolder(folder)).release();
  });

  it('goes to exactly one of several that ask at once', async () => {
    const folder = await openDurableFolder(await temporaryFolder());
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => lockFolder(folder)));
    const held = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(held).toHaveLength(1);
    await held[0]?.value.release();
  });

  it('holds against another process, and is free again once that was killed', async () => {
    const folder = await openDurableFolder(await temporaryFolder());
    const script = `require('leveldown')(process.argv[1]).open((error) => console.log(error ? String(error) : 'held'));
      setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['-e', script, join(folder.path, 'lock')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const said = await new Promise((resolve) => other.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
    expect(said).toBe('held');
    await expect(lockFolder(folder)).rejects.toMatchObject({ code: 'host.already-running' });
    const gone = new Promise((resolve) => other.once('exit', resolve));
    other.kill('SIGKILL');
    await gone;
    await (await lockFolder(folder)).release();
  });
});
