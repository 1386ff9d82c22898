import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openDurableFolder } from '#main/services/durable-folder';
import { openScans } from '#main/services/scans/scans';
import { uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const LIN = uid(1);
const WANG = uid(2);
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4, 5, 6, 0xff, 0xd9]);
const PNG = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 9, 9],
  ...[0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82],
]);
const PDF = new TextEncoder().encode('%PDF-1.7\n1 0 obj<<>>endobj\ntrailer\n%%EOF\n');

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function desk(settings: 'set' | 'unset' = 'set') {
  const root = await temporaryFolder();
  const [data, folder] = [path.join(root, 'data'), path.join(root, 'scans')];
  await mkdir(path.join(data, 'host-only'), { recursive: true });
  await mkdir(folder);
  const sealed = await openDurableFolder(path.join(data, 'host-only'));
  const audited: unknown[] = [];
  const audit = { append: async (entry: unknown) => void audited.push(entry) };
  let nowMs = Date.UTC(2026, 10, 26, 1, 41);
  const open = async () => {
    const made = await openScans({
      ...{ folder: sealed, own: [data], audit, log: recordedLog(), now: () => nowMs },
      // Looked at whenever somebody asks.
      times: { look: 0, still: 1500, giveUp: 60_000, taking: 120_000 },
    });
    stops.push(made.stop);
    // A look that was under way may have begun before the test changed something: the second one has not.
    const view: typeof made.view = async (staff) => {
      await made.view(staff);
      return made.view(staff);
    };
    return { ...made, view };
  };
  const scans = await open();
  if (settings === 'set') expect(await scans.set(LIN, { folder, then: 'move' })).toEqual({ outcome: 'set' });
  const put = (name: string, bytes: Uint8Array) => writeFile(path.join(folder, name), bytes);
  const pass = (ms: number) => void (nowMs += ms);
  /** What is offered once nothing has changed for a while. */
  const settled = async (staff = LIN, ms = 2000) => {
    await scans.view(staff);
    pass(ms);
    return scans.view(staff);
  };
  const one = async () => {
    const [scan] = (await settled()).scans;
    if (!scan) throw new Error('no scan');
    return scan;
  };
  return { root, data, folder, scans, open, put, pass, settled, one, audited };
}

describe('a scan', () => {
  it('counts when it is whole and has stopped growing, by its content and not its name', async () => {
    const { scans, put, pass, settled } = await desk();
    await put('a.jpg', JPEG);
    await put('b.dat', PNG);
    await put('c.PDF', PDF);
    expect(await scans.view(LIN)).toMatchObject({ isOn: true, trouble: null, scans: [], arriving: 3 });
    const view = await settled();
    expect(view.scans.map(({ name, kind }) => [name, kind]).sort()).toEqual([
      ['a.jpg', 'jpeg'],
      ['b.dat', 'png'],
      ['c.PDF', 'pdf'],
    ]);
    expect(view).toMatchObject({ arriving: 0, refused: [] });
    // Saved anew under its name, it is another scan and has to settle first.
    await put('a.jpg', Uint8Array.from([...JPEG.slice(0, -2), 7, 7, 0xff, 0xd9]));
    expect((await scans.view(LIN)).arriving).toBe(1);
    pass(2000);
    expect((await scans.view(LIN)).scans).toHaveLength(3);
  });

  it('is not offered while its end is missing, and said to be broken after a minute', async () => {
    const { scans, folder, put, pass, settled } = await desk();
    await put('half.jpg', JPEG);
    await truncate(path.join(folder, 'half.jpg'), 8);
    expect(await settled()).toMatchObject({ scans: [], arriving: 1, refused: [] });
    pass(60_000);
    expect(await scans.view(LIN)).toMatchObject({
      scans: [],
      arriving: 0,
      refused: [{ name: 'half.jpg', why: 'incomplete' }],
    });
    // The rest of it comes all the same.
    await put('half.jpg', JPEG);
    expect((await settled()).scans).toHaveLength(1);
  });

  it.each([
    ['zero bytes', 'empty.pdf', new Uint8Array(), 60_000, 'empty'],
    [
      'a program called a picture',
      'virus.jpg',
      new TextEncoder().encode('MZ\u0090 this is no picture'),
      2000,
      'format',
    ],
    ['a page called a PDF', 'page.pdf', new TextEncoder().encode('<html><script>alert(1)</script>'), 2000, 'format'],
    ['a TIFF', 'scan.tif', Uint8Array.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]), 2000, 'format'],
  ] as const)('is none: %s', async (_what, name, bytes, ms, why) => {
    const { put, settled } = await desk();
    await put(name, bytes);
    expect(await settled(LIN, ms)).toMatchObject({ scans: [], refused: [{ name, why }] });
  });

  it('of sixty megabytes is refused without being read', async () => {
    const { folder, put, settled } = await desk();
    await put('huge.jpg', JPEG);
    await truncate(path.join(folder, 'huge.jpg'), 60 * 1024 * 1024);
    expect(await settled()).toMatchObject({ scans: [], refused: [{ name: 'huge.jpg', why: 'too-large' }] });
  });

  it('is no link, no folder, and nothing that scanners leave while they write', async () => {
    const { root, folder, put, settled } = await desk();
    await writeFile(path.join(root, 'secret.jpg'), JPEG);
    await symlink(path.join(root, 'secret.jpg'), path.join(folder, 'link.jpg'));
    await mkdir(path.join(folder, 'folder.jpg'));
    await put('.hidden.jpg', JPEG);
    await put('scan.jpg.part', JPEG);
    await put('Thumbs.db', JPEG);
    expect(await settled()).toMatchObject({ scans: [], arriving: 0, refused: [] });
  });

  it('whose place a link has taken meanwhile is not read', async () => {
    const { root, folder, put, scans, one } = await desk();
    await put('a.jpg', JPEG);
    const { id } = await one();
    await writeFile(path.join(root, 'secret.jpg'), JPEG);
    await rm(path.join(folder, 'a.jpg'));
    await symlink(path.join(root, 'secret.jpg'), path.join(folder, 'a.jpg'));
    expect(await scans.read(id)).toBeNull();
    expect(await scans.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'gone' });
    expect(await readFile(path.join(root, 'secret.jpg'))).toHaveLength(JPEG.length);
  });
});

describe('taking a scan', () => {
  it('gives its bytes, keeps it from others meanwhile, and puts it away once it is on a disk', async () => {
    const { folder, put, scans, one } = await desk();
    await put('身份证.jpg', JPEG);
    const { id } = await one();
    expect(await scans.take(LIN, id)).toEqual({ outcome: 'yours' });
    expect(await scans.take(WANG, id)).toEqual({ outcome: 'others' });
    expect((await scans.view(WANG)).scans).toMatchObject([{ id, isOthers: true }]);
    expect((await scans.view(LIN)).scans).toMatchObject([{ id, isOthers: false }]);
    const read = await scans.read(id);
    expect(read).toMatchObject({ kind: 'jpeg' });
    expect([...(read?.bytes ?? [])]).toEqual([...JPEG]);
    expect(await scans.putAway(LIN, { id, sha256: sha(PNG) })).toEqual({ outcome: 'changed' });
    expect(await readdir(folder)).toEqual(['身份证.jpg']);
    expect(await scans.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'put-away' });
    expect(await readdir(path.join(folder, 'taken'))).toEqual(['身份证.jpg']);
    expect(await scans.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'gone' });
    expect((await scans.view(LIN)).scans).toEqual([]);
  });

  it('that nobody finished is offered to others again', async () => {
    const { put, scans, one, pass } = await desk();
    await put('a.jpg', JPEG);
    const { id } = await one();
    await scans.take(LIN, id);
    pass(120_001);
    expect(await scans.take(WANG, id)).toEqual({ outcome: 'yours' });
  });

  it('loses nothing where the host goes between giving it out and putting it away', async () => {
    const { folder, put, scans, one, open, pass } = await desk();
    await put('a.jpg', JPEG);
    const { id } = await one();
    await scans.take(LIN, id);
    await scans.read(id);
    await scans.stop();
    const again = await open();
    await again.view(LIN);
    pass(2000);
    // The same file has the same id, so what the desk says of it still holds.
    expect((await again.view(LIN)).scans).toMatchObject([{ id, isOthers: false }]);
    expect(await again.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'put-away' });
    expect(await readFile(path.join(folder, 'taken', 'a.jpg'))).toHaveLength(JPEG.length);
  });

  it('overwrites no scan that was taken before, as when the scanner counts anew each day', async () => {
    const { folder, put, scans, one } = await desk();
    for (const day of [1, 2]) {
      await put('scan0001.jpg', JPEG);
      await utimes(path.join(folder, 'scan0001.jpg'), day, day);
      const { id } = await one();
      expect(await scans.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'put-away' });
    }
    expect((await readdir(path.join(folder, 'taken'))).sort()).toEqual(['scan0001-2.jpg', 'scan0001.jpg']);
  });

  it('removes it where that is set', async () => {
    const { folder, put, scans, one } = await desk();
    await scans.set(LIN, { folder, then: 'remove' });
    await put('a.jpg', JPEG);
    const { id } = await one();
    expect(await scans.putAway(LIN, { id, sha256: sha(JPEG) })).toEqual({ outcome: 'put-away' });
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('the folder', () => {
  it('is whole, there, a folder, and none of the host’s own', async () => {
    const { root, data, folder, scans, audited } = await desk('unset');
    await writeFile(path.join(root, 'file'), '');
    await symlink(data, path.join(root, 'sly'));
    const set = async (to: string) => {
      const answer = await scans.set(LIN, { folder: to, then: 'move' });
      return answer.outcome === 'set' ? 'set' : answer.trouble;
    };
    expect(await set('scans')).toBe('not-absolute');
    expect(await set(path.join(root, 'nowhere'))).toBe('missing');
    expect(await set(path.join(root, 'file'))).toBe('no-folder');
    expect(await set(data)).toBe('own');
    expect(await set(path.join(data, 'host-only'))).toBe('own');
    expect(await set(path.join(root, 'sly'))).toBe('own');
    // The host's data lies in it.
    expect(await set(root)).toBe('own');
    expect(await set('/')).toBe('own');
    expect(audited).toEqual([]);
    expect(await scans.view(LIN)).toMatchObject({ isOn: false, scans: [] });
    expect(await set(folder)).toBe('set');
    expect(audited).toMatchObject([{ kind: 'scans-set', by: LIN, detail: 'move' }]);
  });

  it('that went away says so, and offers again what is there when it is back', async () => {
    const { folder, put, scans, settled } = await desk();
    await put('a.jpg', JPEG);
    await rename(folder, `${folder}-off`);
    expect(await scans.view(LIN)).toMatchObject({ isOn: true, trouble: 'missing', scans: [] });
    expect(scans.health().ok).toBe(false);
    await rename(`${folder}-off`, folder);
    expect(await settled()).toMatchObject({ trouble: null, scans: [{ name: 'a.jpg' }] });
  });

  it.skipIf(process.getuid?.() === 0)('that cannot be written in offers scans and says what will be', async () => {
    const { folder, put, settled } = await desk();
    await put('a.jpg', JPEG);
    await chmod(folder, 0o500);
    expect(await settled()).toMatchObject({ trouble: 'unwritable', scans: [{ name: 'a.jpg' }] });
    await chmod(folder, 0o700);
  });
});
