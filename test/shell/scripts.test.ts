import { chmod, mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../build/chromium.mjs';
import { contentHash, readStamp, writeStamp } from '../../build/stamp.mjs';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linli-scripts-'));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (name: string, text: string) => {
  await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
  await writeFile(path.join(folder, name), text);
};

describe('whether something has to be built again', () => {
  const hash = () => contentHash(folder, ['main', 'package.json']);

  beforeEach(async () => {
    await write('main/a.ts', 'one');
    await write('main/deep/b.ts', 'two');
    await write('package.json', '{}');
  });

  const changes: [string, () => Promise<unknown>][] = [
    ['a file changes', () => write('main/deep/b.ts', 'three')],
    ['a file comes', () => write('main/c.ts', '')],
    ['a file goes', () => rm(path.join(folder, 'main/a.ts'))],
    ['a file gets another name', () => rename(path.join(folder, 'main/a.ts'), path.join(folder, 'main/z.ts'))],
    [
      'text moves from one file to the next',
      async () => {
        await write('main/a.ts', 'onet');
        await write('main/deep/b.ts', 'wo');
      },
    ],
    ['a file named by itself changes', () => write('package.json', '{"a":1}')],
  ];
  it.each(changes)('yes, when %s', async (_what, change) => {
    const before = hash();
    await change();
    expect(hash()).not.toBe(before);
  });

  it('no, when a checkout only touched the files', async () => {
    const before = hash();
    await utimes(path.join(folder, 'main/a.ts'), 1, 1);
    expect(hash()).toBe(before);
  });

  it('no, when something else changed', async () => {
    const before = hash();
    await write('docs/readme.md', 'text');
    expect(hash()).toBe(before);
  });

  it('is remembered by name, and unknown at first', () => {
    expect(readStamp(path.join(folder, 'stamps'), 'host')).toBeNull();
    writeStamp(path.join(folder, 'stamps'), 'host', 'abc');
    expect(readStamp(path.join(folder, 'stamps'), 'host')).toBe('abc');
  });
});

describe('which Chromium is used', () => {
  const program = async (name: string) => {
    await write(name, '#!/bin/sh\n');
    await chmod(path.join(folder, name), 0o755);
    return path.join(folder, name);
  };

  it('the one that CHROME_PATH names, before any other', async () => {
    await program('bin/chromium');
    const chosen = await program('mine');
    expect(await findChromium({ env: { CHROME_PATH: chosen, PATH: path.join(folder, 'bin') } })).toBe(chosen);
  });

  it('none in secret when CHROME_PATH is wrong', async () => {
    await expect(findChromium({ env: { CHROME_PATH: path.join(folder, 'missing') } })).rejects.toThrow('CHROME_PATH');
  });

  it('else one of the system', async () => {
    const installed = await program('bin/google-chrome');
    expect(await findChromium({ env: { PATH: path.join(folder, 'bin') } })).toBe(installed);
  });

  it('not a file that cannot be run', async () => {
    await write('first/chromium', 'not a program');
    const installed = await program('second/chromium');
    const PATH = [path.join(folder, 'first'), path.join(folder, 'second')].join(path.delimiter);
    // Root may run nothing that has no execute bit either, so this holds for whoever runs the test.
    expect(await findChromium({ env: { PATH } })).toBe(installed);
  });
});
