import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { databaseName } from '#shared/schema/ids';
import { openDurableFolder } from '#main/services/durable-folder';
import { openSecrets } from '#main/services/secrets/open-secrets';
import { openHub } from '#main/host/open-hub';
import { noticeCopy } from '#main/host/notice-copy';
import { openDataFolder } from '#main/host/data-folder';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const NAME = databaseName('grid', 'qinghe', 1);
const now = () => Date.now();

/** Starts and stops the hub of a data folder as a host does; answers the epoch under which devices meet it. */
async function epochOf(data: string, keysFolder: string, log = recordedLog()): Promise<string | undefined> {
  const [folder, keys] = [await openDataFolder(data), await openDurableFolder(keysFolder)];
  try {
    const secrets = await openSecrets(folder.hostOnly, keys);
    await noticeCopy({ folder, keys, log, now });
    const { hub, stop } = await openHub({ folder, secrets, log, now });
    const { epoch } = (await hub.create(NAME)).position();
    await stop();
    return epoch;
  } finally {
    await folder.lock.release();
  }
}

it('keeps its epochs from start to start, and gets new ones where the whole folder is an older copy', async () => {
  const [data, keys, copy] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  const first = await epochOf(data, keys);
  expect(await epochOf(data, keys)).toBe(first);
  await cp(data, copy, { recursive: true });
  expect(await epochOf(data, keys)).toBe(first);

  await rm(data, { recursive: true });
  await cp(copy, data, { recursive: true });
  const log = recordedLog();
  const restored = await epochOf(data, keys, log);
  expect(restored).not.toBe(first);
  expect(JSON.stringify(log.lines)).toContain('host.copy-put-back');
  expect((await readdir(join(data, 'host-only'))).some((name) => name.startsWith('epochs.json.before-'))).toBe(true);
  expect(await epochOf(data, keys)).toBe(restored);
});

it('gets new ones on a machine that knows of no start, and keeps them where a station comes from a build without', async () => {
  const [data, keys] = [await temporaryFolder(), await temporaryFolder()];
  const first = await epochOf(data, keys);
  const startFiles = (await readdir(keys)).filter((name) => name.endsWith('.last-start'));
  expect(startFiles).toHaveLength(1);
  await rm(join(keys, startFiles[0] ?? ''));
  const moved = await epochOf(data, keys);
  expect(moved).not.toBe(first);

  await rm(join(keys, startFiles[0] ?? ''));
  await rm(join(data, 'host-only/last-start'));
  expect(await epochOf(data, keys)).toBe(moved);
});
