import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAppendFile } from '#main/services/append-file';
import { KEPT_PARCELS_FILE, openKeptParcels } from '#main/services/kept-parcels/kept-parcels';
import { T0, uid } from '#test/support/builders';
import { temporaryFolder } from '#test/support/temporary-folder';

describe('a file that only grows', () => {
  it('holds its lines in the order they came, also when they came at once', async () => {
    const path = join(await temporaryFolder(), 'lines');
    const file = await openAppendFile(path);
    const wanted = Array.from({ length: 50 }, (_, n) => `line ${n}`);
    await Promise.all(wanted.map((line) => file.append(line)));
    expect(await file.lines()).toEqual(wanted);
    expect(file.bytes()).toBe((await readFile(path)).length);
    await file.close();
  });

  it.each([
    ['nothing', '', []],
    ['a line without an end', 'torn', []],
    ['a whole line and a piece', 'one\ntw', ['one']],
    [
      'a piece that ends within a character',
      Buffer.concat([new Uint8Array(Buffer.from('一\n')), new Uint8Array([0xe4])]),
      ['一'],
    ],
  ])('begins after the last whole line where it holds %s', async (_what, content, lines) => {
    const path = join(await temporaryFolder(), 'lines');
    await writeFile(path, content as string);
    const file = await openAppendFile(path);
    expect(await file.lines()).toEqual(lines);
    await file.append('next');
    expect(await file.lines()).toEqual([...lines, 'next']);
    await file.close();
  });

  it('takes no line that is two', async () => {
    const file = await openAppendFile(join(await temporaryFolder(), 'lines'));
    await expect(file.append('a\nb')).rejects.toThrow('line break');
    await file.append('c');
    expect(await file.lines()).toEqual(['c']);
    await file.close();
  });

  it('says so when there is no folder for it', async () => {
    const folder = await temporaryFolder();
    await rm(folder, { recursive: true });
    await expect(openAppendFile(join(folder, 'lines'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('rows that are kept for a manager', () => {
  const parcel = (row: string, device = uid(1)) => ({
    why: 'rights' as const,
    record: `visit~qinghe-1~${row}`,
    author: uid(2),
    device,
    db: 'grid-qinghe-1',
    row,
    parcel: `box of ${row}`,
  });

  it('are counted by device, each once, also after the host was started again', async () => {
    const folder = await temporaryFolder();
    const first = await openKeptParcels({ folder, now: () => T0 });
    expect(await first.keep(parcel('a'))).toBe(true);
    expect(await first.keep({ ...parcel('a'), parcel: 'sealed anew' })).toBe(false);
    await Promise.all([first.keep(parcel('b')), first.keep(parcel('b')), first.keep(parcel('a', uid(3)))]);
    expect([first.countOf(uid(1)), first.countOf(uid(3)), first.countOf(uid(4))]).toEqual([2, 1, 0]);
    await first.stop();
    await appendFile(join(folder, KEPT_PARCELS_FILE), '{"torn');
    const again = await openKeptParcels({ folder, now: () => T0 });
    expect(again.countOf(uid(1))).toBe(2);
    expect(await again.keep(parcel('a'))).toBe(false);
    expect(
      again
        .list()
        .map(({ record }) => record)
        .sort(),
    ).toEqual(['visit~qinghe-1~a', 'visit~qinghe-1~a', 'visit~qinghe-1~b']);
    await again.stop();
  });

  it('that come twice at once are answered for when they are on disk, and not before', async () => {
    const folder = await temporaryFolder();
    const kept = await openKeptParcels({ folder, now: () => T0 });
    const onDisk = async () => (await readFile(join(folder, KEPT_PARCELS_FILE), 'utf8')).includes('box of a');
    const first = kept.keep(parcel('a'));
    await kept.keep(parcel('a'));
    expect(await onDisk()).toBe(true);
    await first;
    await kept.stop();
    const refused = [kept.keep(parcel('b')), kept.keep(parcel('b'))];
    expect((await Promise.allSettled(refused)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });

  it('are bounded, and what is over the bound is refused and may come again', async () => {
    const kept = await openKeptParcels({
      folder: await temporaryFolder(),
      now: () => T0,
      limits: { rows: 2, bytes: 10_000 },
    });
    await kept.keep(parcel('a'));
    await expect(kept.keep({ ...parcel('b'), parcel: 'x'.repeat(10_000) })).rejects.toMatchObject({ code: 'hub.busy' });
    expect(await kept.keep(parcel('b'))).toBe(true);
    await expect(kept.keep(parcel('c'))).rejects.toMatchObject({ code: 'hub.busy', retry: true });
    expect(await kept.keep(parcel('a'))).toBe(false);
    await kept.stop();
  });

  it('are not opened when the file was damaged, which stays as it was', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, KEPT_PARCELS_FILE), 'nonsense\n');
    await expect(openKeptParcels({ folder, now: () => T0 })).rejects.toMatchObject({ code: 'host.data-damaged' });
    expect(await readFile(join(folder, KEPT_PARCELS_FILE), 'utf8')).toBe('nonsense\n');
  });
});
