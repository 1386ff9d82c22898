import { beforeEach, describe, expect, it } from 'vitest';
import { authorKid, deriveAuthorKey } from '#shared/schema/sealing';
import { DATA_KEYS_FILE, openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import type { KeyPlace } from '#main/services/key-ports';
import { temporaryFolder } from '#test/support/temporary-folder';

const AUTHOR = '01J0000000000000000000000W';
const GENERAL: KeyPlace = { scope: 'qinghe-1', class: 'general' };
const HEALTH: KeyPlace = { scope: 'qinghe-1', class: 'health' };
const OWN: KeyPlace = { ...HEALTH, author: AUTHOR };

let folder: DurableFolder;
beforeEach(async () => {
  folder = await openDurableFolder(await temporaryFolder());
});
const kidsOf = (keys: readonly { readonly kid: string }[]) => keys.map(({ kid }) => kid);

describe("the station's data keys", () => {
  it('come into being when a grid is first asked for, and stay the same', async () => {
    const first = await (await openDataKeys(folder)).keysFor([GENERAL, HEALTH]);
    expect(kidsOf(first)).toEqual(['qinghe-1.general.1', 'qinghe-1.health.1']);
    expect(new Set(first.map(({ key }) => key)).size).toBe(2);
    expect(await (await openDataKeys(folder)).keysFor([GENERAL, HEALTH])).toEqual(first);
  });

  it('are not made twice by two who ask at once', async () => {
    const keys = await openDataKeys(folder);
    const [a, b] = await Promise.all([keys.keysFor([GENERAL]), keys.keysFor([GENERAL, GENERAL])]);
    expect(kidsOf(b)).toEqual(['qinghe-1.general.1', 'qinghe-1.general.1']);
    expect(b[0]).toEqual(a[0]);
  });

  it('are renewed: the new one first, the old one still there', async () => {
    const keys = await openDataKeys(folder);
    const [old] = await keys.keysFor([GENERAL]);
    await keys.keysFor([HEALTH]);
    expect(await keys.rotate([GENERAL])).toEqual(['qinghe-1.general.2']);
    expect(await keys.rotate([GENERAL, HEALTH])).toEqual(['qinghe-1.general.3', 'qinghe-1.health.2']);
    const after = await (await openDataKeys(folder)).keysFor([GENERAL]);
    expect(kidsOf(after)).toEqual(['qinghe-1.general.3', 'qinghe-1.general.2', 'qinghe-1.general.1']);
    expect(after[2]).toEqual(old);
  });

  it('begin with the first version where a key is renewed that nobody had', async () => {
    expect(await (await openDataKeys(folder)).rotate([GENERAL, GENERAL])).toEqual(['qinghe-1.general.1']);
  });

  it("hand an author the person's own key of each version, and never the class key", async () => {
    const keys = await openDataKeys(folder);
    await keys.keysFor([HEALTH]);
    await keys.rotate([HEALTH]);
    const own = await keys.keysFor([OWN]);
    const classKeys = await keys.keysFor([HEALTH]);
    expect(kidsOf(own)).toEqual(classKeys.map(({ kid }) => authorKid(kid, AUTHOR)));
    for (const [index, { key }] of classKeys.entries()) {
      expect(own[index]?.key).not.toBe(key);
      expect(own[index]?.key).toBe(await deriveAuthorKey(key, own[index]?.kid ?? ''));
    }
    expect(await folder.read(DATA_KEYS_FILE)).not.toContain(own[0]?.key);
  });

  it('change their version when one of them is made or renewed, and for nothing else', async () => {
    const keys = await openDataKeys(folder);
    const none = keys.versionOf([GENERAL, OWN]);
    await keys.keysFor([GENERAL, OWN]);
    const made = keys.versionOf([GENERAL, OWN]);
    expect(made).not.toBe(none);
    expect(keys.versionOf([OWN, GENERAL])).toBe(made);
    expect((await openDataKeys(folder)).versionOf([GENERAL, OWN])).toBe(made);
    expect(keys.versionOf([GENERAL, HEALTH])).not.toBe(made);
    await keys.rotate([{ scope: 'qinghe-2', class: 'health' }]);
    expect(keys.versionOf([GENERAL, OWN])).toBe(made);
    await keys.rotate([HEALTH]);
    expect(keys.versionOf([GENERAL, OWN])).not.toBe(made);
  });

  it('are never replaced when the file cannot be read', async () => {
    await folder.write(DATA_KEYS_FILE, '{"version":1,"ke');
    await expect(openDataKeys(folder)).rejects.toMatchObject({ code: 'host.data-damaged' });
    expect(await folder.read(DATA_KEYS_FILE)).toBe('{"version":1,"ke');
  });
});
