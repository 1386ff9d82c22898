import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { dateAtStation } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import { sessionSchema } from '#shared/ipc/station-api';
import type { RunningHost } from '#main/host';
import { KEYS_FOLDER, sealedFilesOf, signInAt, startForTest } from '#test/support/in-process-host';
import { layOldStation } from '#test/support/old-station';
import { temporaryFolder } from '#test/support/temporary-folder';

/** What every account, key and document of the old station says of itself in the clear. */
interface OldStation {
  readonly data: string;
  readonly passphrases: readonly string[];
  readonly dataKeys: string;
  readonly authority: string;
}

async function oldStation(): Promise<OldStation> {
  const data = await temporaryFolder();
  await layOldStation(data);
  const read = (name: string) => readFile(join(data, 'host-only', name), 'utf8');
  const practice = JSON.parse(await read('practice.json')) as { passphrases: Record<string, string> };
  return {
    data,
    passphrases: Object.values(practice.passphrases),
    dataKeys: await read('data-keys.json'),
    authority: await read('authority.pem'),
  };
}

/** Everything in a folder's files, as bytes in one text. */
async function bytesIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name !== 'host.log');
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join('\n');
}

/** Children in the hub, as they are stored. */
async function childrenOf(host: RunningHost): Promise<readonly { readonly name: unknown }[]> {
  const pages = await Promise.all(
    ['grid-qinghe-1', 'grid-qinghe-2'].map((name) => host.hub.database(name)?.allDocs(EVERYBODY)),
  );
  const people = pages.flatMap((page) => page?.rows ?? []).flatMap((row) => ('doc' in row && row.doc ? [row.doc] : []));
  return people
    .map((doc) => doc as unknown as { readonly name: unknown; readonly birthDate: string })
    .filter(({ birthDate }) => isChild(birthDate, dateAtStation(Date.now())));
}

const EVERYBODY = {
  keys: null,
  startKey: 'person~',
  endKey: 'person~~',
  inclusiveEnd: true,
  descending: false,
  skip: 0,
  limit: null,
  includeDocs: true,
  conflicts: false,
} as const;

const asLatin = (text: string) => Buffer.from(text).toString('latin1');

async function assertUpgraded(host: RunningHost, { data, passphrases, dataKeys, authority }: OldStation) {
  const accounts = host.sessions.practice()?.accounts ?? [];
  expect(accounts.map(({ passphrase }) => passphrase)).toEqual(expect.arrayContaining([...passphrases]));
  const manager = accounts.find(({ post }) => post === 'manager');
  const answer = await signInAt(host, manager?.code ?? '', manager?.passphrase ?? '');
  const session = sessionSchema.parse(await answer.json());
  const before = (JSON.parse(dataKeys) as { keys: { kid: string; key: string }[] }).keys;
  for (const { kid, key } of before) expect(session.keys.find((held) => held.kid === kid)?.key, kid).toBe(key);
  const documents = await Promise.all(
    ['grid-qinghe-1', 'grid-qinghe-2'].map(async (name) => (await host.hub.database(name)?.info())?.documents),
  );
  expect(documents.every((count) => (count ?? 0) > 30)).toBe(true);
  expect(await (await sealedFilesOf(data)).read('authority.pem')).toBe(authority);

  const bytes = await bytesIn(data);
  for (const word of [...passphrases, ...before.map(({ key }) => key), 'PRIVATE KEY', asLatin('青禾里'), 'birthDate']) {
    expect(bytes.includes(word), word).toBe(false);
  }
}

describe('a station of release 0.1', () => {
  it('holds what it held, and has nothing in the clear any more', async () => {
    const old = await oldStation();
    const bytes = await bytesIn(old.data);
    for (const word of [...old.passphrases, 'PRIVATE KEY', 'birthDate']) expect(bytes.includes(word), word).toBe(true);
    let code = '';
    const host = await startForTest(old.data, { showRecoveryCode: async (shown) => void (code = shown) });
    await assertUpgraded(host, old);
    expect(code).toMatch(/^(?:\w{5}-){10}\w{5}$/);
    await host.stop();
    let again = '';
    const second = await startForTest(old.data, { showRecoveryCode: async (shown) => void (again = shown) });
    expect(again).toBe('');
    await assertUpgraded(second, old);
  });

  it('has its children’s files closed soon after, once, and nobody waits for it', async () => {
    const old = await oldStation();
    const host = await startForTest(old.data);
    const open = async () => (await childrenOf(host)).filter(({ name }) => typeof name === 'string').length;
    expect((await childrenOf(host)).length).toBeGreaterThan(0);
    await vi.waitFor(async () => expect(await open()).toBe(0), 20_000);
    await vi.waitFor(() => expect(host.health()['file-keeper']?.facts['moved']).toBeGreaterThan(0));
    await host.stop();
    const again = await startForTest(old.data);
    expect(await open()).toBe(0);
    await vi.waitFor(() => expect(again.health()['file-keeper']).toMatchObject({ ok: true, facts: { moved: 0 } }));
  });

  it('is whole after being killed at any moment of its first start', { timeout: 120_000 }, async () => {
    const old = await oldStation();
    let kills = 0;
    for (let waitMs = 150; ; waitMs = waitMs * 1.15 + 10) {
      const args = ['--headless', '--no-lan', '--port=0', '--data', old.data];
      const child = spawn(process.execPath, [resolve('out/host/cli.js'), ...args], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, LINLI_KEYS: KEYS_FOLDER },
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const ended = once(child, 'close');
      let said = '';
      const isReady = await new Promise<boolean>((answer) => {
        const timer = setTimeout(() => answer(false), waitMs);
        child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
          said += chunk;
          if (!/http:\/\/127/.test(said)) return;
          clearTimeout(timer);
          answer(true);
        });
        child.once('close', () => {
          clearTimeout(timer);
          answer(false);
        });
      });
      child.kill('SIGKILL');
      await ended;
      if (isReady) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(2);
    await assertUpgraded(await startForTest(old.data), old);
  });
});
