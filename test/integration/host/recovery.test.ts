import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionSchema } from '#shared/ipc/station-api';
import { temporaryFolder } from '#test/support/temporary-folder';
import { originOf, quiet, run } from './program';

/** A recovery code where it stands in its frame, on two lines. */
const CODE = /((?:[0-9A-Z]{5}-){6})\n\D*?((?:[0-9A-Z]{5}-){4}[0-9A-Z]{5})/;

/** A station of one's own whose program has stopped: its folders, and the recovery code that its first start showed. */
async function stationWithCode() {
  const [data, keys] = [await temporaryFolder(), await temporaryFolder()];
  const flags = ['--station=meiyuan', '--name=梅园社区', '--grids=1', '--manager-name=陈丽', '--manager-code=chenl'];
  const input = 'a long passphrase\na long passphrase\n';
  const program = run(quiet(data, '--setup', ...flags), { keys, input });
  await originOf(program);
  const [, head = '', tail = ''] = await program.says(CODE);
  program.child.kill('SIGTERM');
  await program.ends();
  return { data, keys, code: head + tail };
}

const signIn = (origin: string, staffCode: string, passphrase: string) =>
  fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      staffCode,
      passphrase,
      device: {
        id: '01J0000000000000000000000C',
        name: '',
        kind: 'workstation',
        secret: Buffer.alloc(32, 7).toString('base64'),
      },
    }),
  });

describe('the recovery code on the terminal', () => {
  it('is shown at the first start and never again', async () => {
    const { data, keys, code } = await stationWithCode();
    const program = run(quiet(data), { keys });
    await originOf(program);
    expect(program.said()).not.toMatch(CODE);
    expect(await readFile(join(data, 'logs/host.log'), 'utf8')).not.toContain(code.slice(0, 11));
  });

  it('waits for a start that somebody watches', async () => {
    const [data, keys] = [await temporaryFolder(), await temporaryFolder()];
    const alone = run(quiet(data, '--unattended'), { keys });
    await originOf(alone);
    expect(alone.said()).not.toMatch(CODE);
    alone.child.kill('SIGTERM');
    await alone.ends();
    await run(quiet(data), { keys }).says(CODE);
  });

  it('makes the key file again where it is gone: the host says so, asks, and starts', async () => {
    const { data, keys, code } = await stationWithCode();
    const keyFiles = async () => (await readdir(keys)).filter((name) => name.endsWith('.key'));
    const [keyFile = ''] = await keyFiles();
    await rm(join(keys, keyFile));
    const lost = run(quiet(data), { keys });
    expect(await lost.ends()).toMatchObject({ code: 1 });
    expect(lost.said()).toContain(`${keys}/${keyFile} 不在`);
    expect(lost.said()).toContain('--recover');

    const wrong = run(quiet(data, '--recover'), { keys, input: `${'0'.repeat(55)}\n` });
    expect(await wrong.ends()).toMatchObject({ code: 2 });
    expect(await keyFiles()).toEqual([]);

    const recovered = run(quiet(data, '--recover'), { keys, input: `${code.toLowerCase()}\n` });
    const origin = await originOf(recovered);
    expect((await signIn(origin, 'chenl', 'a long passphrase')).status).toBe(200);
    expect(await keyFiles()).toEqual([keyFile]);
    // Piped, the terminal echoes nothing; the program must not say it either.
    expect(recovered.said().toUpperCase()).not.toContain(code.slice(0, 11));
  });

  it("refuses another station's, and changes nothing", async () => {
    const one = await stationWithCode();
    const other = await stationWithCode();
    const program = run(quiet(one.data, '--recover'), { keys: one.keys, input: `${other.code}\n` });
    expect(await program.ends()).toMatchObject({ code: 1 });
    expect(program.said()).toContain('恢复码不正确');
    const appointed = run(quiet(one.data, '--new-manager'), {
      keys: one.keys,
      input: `${other.code}\nwangq\n王强\nanother passphrase\nanother passphrase\n`,
    });
    expect(await appointed.ends()).toMatchObject({ code: 1 });
    const origin = await originOf(run(quiet(one.data), { keys: one.keys }));
    expect((await signIn(origin, 'wangq', 'another passphrase')).status).toBe(401);
  });

  it('makes a new manager, and makes one who forgot the passphrase manager again', async () => {
    const { data, keys, code } = await stationWithCode();
    const input = (staffCode: string, name: string, passphrase: string) =>
      `${code}\n${staffCode}\n${name}\n${passphrase}\n${passphrase}\n`;
    const first = run(quiet(data, '--new-manager'), { keys, input: input('wangq', '王强', 'another passphrase') });
    const session = sessionSchema.parse(
      await (await signIn(await originOf(first), 'wangq', 'another passphrase')).json(),
    );
    expect(session.staff).toMatchObject({ code: 'wangq', name: '王强', post: 'manager' });
    first.child.kill('SIGTERM');
    await first.ends();

    const again = run(quiet(data, '--new-manager'), { keys, input: input('chenl', '陈丽', 'a third passphrase') });
    const origin = await originOf(again);
    expect((await signIn(origin, 'chenl', 'a long passphrase')).status).toBe(401);
    const { token } = sessionSchema.parse(await (await signIn(origin, 'chenl', 'a third passphrase')).json());
    const headers = { authorization: `Bearer ${token}` };
    const audit = (await (await fetch(`${origin}/api/audit?limit=50&kind=recovery-used`, { headers })).json()) as {
      entries: { detail: string }[];
      brokenAt: number | null;
    };
    expect(audit.entries.map(({ detail }) => detail)).toEqual(['known-account', 'new-account']);
    expect(audit.brokenAt).toBeNull();
    const staff = await (await fetch(`${origin}/hub/commons-meiyuan/_all_docs?include_docs=true`, { headers })).text();
    expect(staff).toContain('王强');
  });
});

describe('the keys folder', () => {
  it('is refused inside the data folder, where every copy of the data would hold it', async () => {
    const data = await temporaryFolder();
    for (const keys of [data, join(data, 'keys')]) {
      const program = run(quiet(data, '--keys', keys));
      expect(await program.ends()).toMatchObject({ code: 2 });
      expect(program.said()).toContain('--keys');
    }
    expect(await readdir(data)).toEqual([]);
  });
});
