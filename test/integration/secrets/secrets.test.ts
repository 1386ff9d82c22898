import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { openSecrets } from '#main/services/secrets/open-secrets';
import { recoverMasterKey } from '#main/services/secrets/recovery';
import { temporaryFolder } from '#test/support/temporary-folder';

let root: string;
let plain: DurableFolder;
let keys: DurableFolder;

beforeEach(async () => {
  root = await temporaryFolder();
  plain = await openDurableFolder(join(root, 'host-only'));
  keys = await openDurableFolder(join(root, 'keys'));
});

const open = () => openSecrets(plain, keys);
const filesOf = async (folder: string) => (await readdir(folder)).sort();

/** Everything under a folder, names and bytes. */
async function contentsOf(folder: string): Promise<Record<string, string>> {
  const names = await filesOf(folder);
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'latin1')] as const)),
  );
}

/** A store whose recovery code somebody has written down. */
async function withCode(): Promise<string> {
  const { unseenCode } = await open();
  await unseenCode?.confirmShown();
  return unseenCode?.code ?? '';
}

/** Lets the n-th write, removal or renaming fail, as a crash at that point leaves the disk. */
function dyingAt(folder: DurableFolder, step: { left: number }): DurableFolder {
  const count = async <T>(task: () => Promise<T>): Promise<T> => {
    if (step.left === 0) throw new Error('the power is gone');
    step.left -= 1;
    return task();
  };
  return {
    ...folder,
    write: (name, text) => count(() => folder.write(name, text)),
    remove: (name) => count(() => folder.remove(name)),
    rename: (name, to) => count(() => folder.rename(name, to)),
  };
}

describe('the host-only store', () => {
  it('keeps nothing readable in its folder, and its key elsewhere, for the host alone', async () => {
    const { folder } = await open();
    await folder.write('accounts.json', 'staff code chenl');
    const everything = Object.values(await contentsOf(plain.path)).join('\n');
    expect(everything).not.toContain('chenl');
    expect(everything).not.toContain('derivation');
    const [keyFile = ''] = await filesOf(keys.path);
    const { mode } = await stat(join(keys.path, keyFile));
    expect(mode & 0o777).toBe(0o600);
    const key = (await readFile(join(keys.path, keyFile), 'utf8')).trim().split(' ')[1] ?? '';
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(everything).not.toContain(key);
    expect(await (await open()).folder.read('accounts.json')).toBe('staff code chenl');
  });

  it('makes the same keys again for the same parts, and others for others', async () => {
    await withCode();
    const { stationKeys } = await open();
    const again = (await open()).stationKeys;
    expect(again.hub).toEqual(stationKeys.hub);
    expect(again.recovery).toEqual(stationKeys.recovery);
    expect(again.derive('escrow', 'a', 'b')).toBe(stationKeys.derive('escrow', 'a', 'b'));
    const others = [
      stationKeys.derive('escrow', 'a', 'b'),
      stationKeys.derive('delivery', 'a', 'b'),
      stationKeys.derive('escrow', 'ab', ''),
      stationKeys.derive('escrow', 'a', 'b', ''),
    ];
    expect(new Set(others).size).toBe(4);
    expect(Buffer.from(others[0] ?? '', 'base64')).toHaveLength(32);
  });

  it.each([
    ['another name', async () => rename(join(plain.path, 'a.json.sealed'), join(plain.path, 'b.json.sealed'))],
    [
      'one letter changed',
      async () => {
        const file = join(plain.path, 'a.json.sealed');
        const text = await readFile(file, 'utf8');
        await writeFile(
          join(plain.path, 'b.json.sealed'),
          text.slice(0, 40) + (text[40] === 'A' ? 'B' : 'A') + text.slice(41),
        );
      },
    ],
    ['its end cut off', async () => writeFile(join(plain.path, 'b.json.sealed'), 'linli-sealed-1 AAAA')],
  ])('does not open a file with %s', async (_what, meddle) => {
    const { folder } = await open();
    await folder.write('a.json', 'mine');
    await meddle();
    await expect(folder.read('b.json')).rejects.toMatchObject({
      code: 'host.data-damaged',
      details: { file: 'b.json.sealed' },
    });
  });

  it('keeps the stations of one machine apart', async () => {
    const other = await openDurableFolder(join(root, 'other'));
    await (await open()).folder.write('a', 'one');
    await (await openSecrets(other, keys)).folder.write('a', 'two');
    expect(await filesOf(keys.path)).toHaveLength(2);
    expect(await (await open()).folder.read('a')).toBe('one');
  });

  it.each([
    ['host.key-missing', 'is gone', (file: string) => rm(file)],
    ['host.key-wrong', 'is another one', (file: string) => writeFile(file, `linli-key-1 ${'A'.repeat(43)}=\n`)],
    ['host.key-wrong', 'is cut short', (file: string) => writeFile(file, 'linli-key-1 AAAA')],
  ])('does not start, and makes nothing, with %s when its key %s', async (code, _what, lose) => {
    await withCode();
    const keyFile = (await filesOf(keys.path))[0] ?? '';
    await lose(join(keys.path, keyFile));
    const before = [await contentsOf(plain.path), await contentsOf(keys.path)];
    await expect(open()).rejects.toMatchObject({ code, details: { folder: keys.path, file: keyFile } });
    expect([await contentsOf(plain.path), await contentsOf(keys.path)]).toEqual(before);
  });

  it.each(['store.json', 'station-keys.json.sealed', 'recovery-pair.json.sealed'])(
    'does not make %s again when it is lost',
    async (name) => {
      await withCode();
      await rm(join(plain.path, name));
      const before = [await contentsOf(plain.path), await contentsOf(keys.path)];
      await expect(open()).rejects.toMatchObject({ code: 'host.data-damaged', details: { file: name } });
      expect([await contentsOf(plain.path), await contentsOf(keys.path)]).toEqual(before);
    },
  );
});

describe('a store of release 0.1', () => {
  const OLD = {
    'station.json': '{"version":1,"id":"qinghe"}',
    'accounts.json': '{"version":1,"accounts":["chenl"]}',
    'data-keys.json': '{"version":1,"keys":["open sesame"]}',
    'token-secret': 'a-secret',
    'authority.pem': '-----BEGIN PRIVATE KEY-----',
  };
  const lay = () => Promise.all(Object.entries(OLD).map(([name, text]) => plain.write(name, text)));

  it('is taken in whole, and nothing of it stays readable', async () => {
    await lay();
    // What a write that was cut off left behind.
    await writeFile(join(plain.path, 'accounts.json.ab12cd34.tmp'), '{"chenl"');
    await plain.write('epochs.json', '{}');
    const { folder } = await open();
    for (const [name, text] of Object.entries(OLD)) expect(await folder.read(name)).toBe(text);
    const left = await contentsOf(plain.path);
    expect(Object.keys(left).filter((name) => !name.endsWith('.sealed'))).toEqual([
      'epochs.json',
      'recovery.json',
      'store.json',
    ]);
    expect(Object.values(left).join()).not.toMatch(/chenl|sesame|a-secret|PRIVATE/);
  });

  it('is taken in whole wherever the power goes', async () => {
    let deaths = 0;
    for (let steps = 0; ; steps += 1) {
      await rm(plain.path, { recursive: true });
      await mkdir(plain.path);
      await lay();
      const step = { left: steps };
      const isDead = await openSecrets(dyingAt(plain, step), dyingAt(keys, step)).then(
        () => false,
        (error: Error) => error.message === 'the power is gone',
      );
      const { folder } = await open();
      for (const [name, text] of Object.entries(OLD)) expect(await folder.read(name), `${steps} ${name}`).toBe(text);
      expect((await filesOf(plain.path)).filter((name) => name in OLD)).toEqual([]);
      if (!isDead) break;
      deaths += 1;
    }
    // Key, description, each file written and removed, own keys, both recovery files, the last description.
    expect(deaths).toBe(2 + 2 * Object.keys(OLD).length + 4);
  });

  it('is left as it is when a file of it cannot be read', async () => {
    await lay();
    await writeFile(join(plain.path, 'accounts.json'), '{"version":1,"acc');
    await expect(open()).rejects.toMatchObject({ code: 'host.data-damaged', details: { file: 'accounts.json' } });
    expect(await filesOf(plain.path)).toEqual([...Object.keys(OLD), 'store.json'].sort());
    await plain.write('accounts.json', OLD['accounts.json']);
    expect(await (await open()).folder.read('accounts.json')).toBe(OLD['accounts.json']);
  });

  it('is not taken in by a store that is made: whoever can write to the disk gives himself no account', async () => {
    await withCode();
    await (await open()).folder.write('accounts.json', 'true');
    await rm(join(plain.path, 'accounts.json.sealed'));
    await plain.write('accounts.json', '{"forged":true}');
    expect(await (await open()).folder.read('accounts.json')).toBeNull();
    // Nor when the description says that the store is still being made.
    const store = JSON.parse((await plain.read('store.json')) ?? '') as object;
    await plain.write('store.json', JSON.stringify({ ...store, state: 'making' }));
    await expect(open()).rejects.toMatchObject({ code: 'host.key-wrong' });
  });
});

describe('the recovery code', () => {
  it('makes the key file again on another machine, and the store opens as it was', async () => {
    const code = await withCode();
    await (await open()).folder.write('accounts.json', 'chenl');
    const restored = await openDurableFolder(join(root, 'restored'));
    await cp(plain.path, restored.path, { recursive: true });
    const newKeys = await openDurableFolder(join(root, 'new-keys'));
    await expect(openSecrets(restored, newKeys)).rejects.toMatchObject({ code: 'host.key-missing' });
    expect(await recoverMasterKey(restored, newKeys, code.toLowerCase(), 0)).toBe(true);
    const secrets = await openSecrets(restored, newKeys);
    expect(await secrets.folder.read('accounts.json')).toBe('chenl');
    expect(secrets.unseenCode).toBeNull();
    expect(secrets.isRecoveryCode(code)).toBe(true);
    expect(await recoverMasterKey(restored, newKeys, code, 0)).toBe(false);
  });

  it('puts a wrong key file aside rather than writing over it', async () => {
    const code = await withCode();
    const keyFile = (await filesOf(keys.path))[0] ?? '';
    await keys.write(keyFile, `linli-key-1 ${'A'.repeat(43)}=\n`);
    expect(await recoverMasterKey(plain, keys, code, 0)).toBe(true);
    expect(await filesOf(keys.path)).toEqual([keyFile, `${keyFile}.wrong-1970-01-01T000000.000Z`]);
    await open();
  });

  it('is refused when it is that of another station, and makes nothing', async () => {
    await withCode();
    const other = await openDurableFolder(join(root, 'other'));
    const code = (await openSecrets(other, keys)).unseenCode?.code ?? '';
    const empty = await openDurableFolder(join(root, 'empty'));
    await expect(recoverMasterKey(plain, empty, code, 0)).rejects.toMatchObject({ code: 'host.recovery-wrong' });
    await expect(recoverMasterKey(plain, empty, 'no code', 0)).rejects.toMatchObject({ code: 'host.recovery-wrong' });
    expect(await filesOf(empty.path)).toEqual([]);
    expect((await open()).isRecoveryCode(code)).toBe(false);
  });

  it('is another one at each start until somebody has seen it, and then never again', async () => {
    const first = (await open()).unseenCode?.code ?? '';
    const second = await withCode();
    expect(second).not.toBe(first);
    const secrets = await open();
    expect(secrets.unseenCode).toBeNull();
    expect([secrets.isRecoveryCode(first), secrets.isRecoveryCode(second)]).toEqual([false, true]);
  });

  it('lies nowhere on the disk, nor does the key it stands for', async () => {
    const code = await withCode();
    const { readRecoveryCode } = await import('#main/services/secrets/recovery-code');
    const d = readRecoveryCode(code)?.d ?? '';
    const { folder } = await open();
    const opened = await Promise.all(
      (await filesOf(plain.path)).map((name) => folder.read(name.replace('.sealed', '')).catch(() => null)),
    );
    const everything = [...Object.values(await contentsOf(plain.path)), ...opened].join('\n');
    expect(everything).toContain('derivation');
    expect(everything).not.toContain(d);
    expect(everything).not.toContain(code.slice(0, 17));
  });

  it('goes on working when somebody swapped the box beside the store', async () => {
    const code = await withCode();
    const other = await openDurableFolder(join(root, 'other'));
    await openSecrets(other, keys);
    await plain.write('recovery.json', (await other.read('recovery.json')) ?? '');
    await open();
    const newKeys = await openDurableFolder(join(root, 'new-keys'));
    expect(await recoverMasterKey(plain, newKeys, code, 0)).toBe(true);
  });
});

describe('the keys folder', () => {
  it.skipIf(process.getuid?.() === 0)('is named when it cannot be written', async () => {
    await chmod(keys.path, 0o500);
    await expect(open()).rejects.toMatchObject({ code: 'host.folder-read-only', details: { folder: keys.path } });
  });
});
