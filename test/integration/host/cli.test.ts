import { once } from 'node:events';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { healthSchema, practiceSchema, sessionSchema } from '#shared/ipc/station-api';
import { practiceStaff } from '#sync-server/seed/station';
import { stationFolder } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';
import { originOf, quiet, READY, run } from './program';

const HAN = /\p{Script=Han}/u;

const practiceAt = async (origin: string) =>
  practiceSchema.parse(await (await fetch(`${origin}/api/practice`)).json()).accounts;

describe('the host as a program', () => {
  it('says where it is once it answers, and shows the practice accounts the first time only', async () => {
    const data = await temporaryFolder();
    const first = run(quiet(data));
    const origin = await originOf(first);
    expect(healthSchema.parse(await (await fetch(`${origin}/api/health`)).json()).ok).toBe(true);
    const accounts = await practiceAt(origin);
    await first.says(new RegExp(accounts.at(-1)?.passphrase ?? 'none'));
    for (const { passphrase } of accounts) expect(first.said()).toContain(passphrase);
    first.child.kill('SIGTERM');
    expect(await first.ends()).toEqual({ code: 0, signal: null });

    const second = run(quiet(data));
    expect(await practiceAt(await originOf(second))).toEqual(accounts);
    for (const { passphrase } of accounts) expect(second.said()).not.toContain(passphrase);
    second.child.kill('SIGINT');
    expect(await second.ends()).toEqual({ code: 0, signal: null });
  });

  it('is killed in its first run and in mid-life, and is whole when started again', async () => {
    const data = await temporaryFolder();
    const first = run(quiet(data));
    await first.says(/hub\.epoch-new db=grid-qinghe-1/);
    first.child.kill('SIGKILL');
    await first.ends();
    expect(first.said()).not.toMatch(READY);

    const second = run(quiet(data));
    const accounts = await practiceAt(await originOf(second));
    expect(accounts).toHaveLength(practiceStaff.length);
    second.child.kill('SIGKILL');
    await second.ends();

    const third = run(quiet(data));
    expect(await practiceAt(await originOf(third))).toEqual(accounts);
  });

  it('leaves a data folder to the one that is running, and says which that is', async () => {
    const data = await stationFolder();
    const first = run(quiet(data));
    const origin = await originOf(first);
    const second = run(quiet(data));
    expect(await second.ends()).toMatchObject({ code: 1 });
    expect(second.said()).toContain(`pid ${first.child.pid}`);
    expect(second.said()).toMatch(HAN);
    expect((await fetch(`${origin}/api/health`)).status).toBe(200);
  });

  it('names a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const program = run(quiet(await stationFolder(), `--loopback-port=${port}`));
    expect(await program.ends()).toMatchObject({ code: 1 });
    expect(program.said()).toContain(`端口 ${port}`);
    expect(program.said()).toContain(`Port ${port}`);
    expect(program.said()).not.toContain(' at ');
  });

  it('says that its data folder cannot be written', async () => {
    const data = join(await temporaryFolder(), 'data');
    await mkdir(data);
    await chmod(data, 0o555);
    await chmod(join(data, '..'), 0o755);
    // The system's own account without rights, since root may write anywhere.
    const program = run(quiet(data), process.getuid?.() === 0 ? { uid: 65_534 } : {});
    expect(await program.ends()).toMatchObject({ code: 1 });
    expect(program.said()).toContain(`${data} 不可写`);
    expect(program.said()).toContain(`${data} cannot be written`);
  });

  it('refuses a flag it does not know and shows those it does', async () => {
    const program = run(['--prot=8440']);
    expect(await program.ends()).toMatchObject({ code: 2 });
    expect(program.said()).toContain('--prot');
    expect(program.said()).toContain('--port-base');
  });

  it('goes on when the window that read its words is gone', async () => {
    const data = await stationFolder();
    const program = run(quiet(data));
    const origin = await originOf(program);
    const [account] = await practiceAt(origin);
    program.child.stdout?.destroy();
    program.child.stderr?.destroy();
    for (let times = 0; times < 3; times += 1) {
      const answer = await fetch(`${origin}/api/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          staffCode: account?.code,
          passphrase: account?.passphrase,
          device: {
            id: '01J0000000000000000000000C',
            name: '',
            kind: 'workstation',
            secret: Buffer.alloc(32, 7).toString('base64'),
          },
        }),
      });
      expect(sessionSchema.parse(await answer.json()).staff.code).toBe(account?.code);
    }
    expect(await readFile(join(data, 'logs/host.log'), 'utf8')).toContain('session.opened');
  });
});

describe('npm start -- --setup', () => {
  it('makes a real station from flags and a passphrase that is typed twice, and starts it', async () => {
    const data = await temporaryFolder();
    const flags = ['--station=meiyuan', '--name=梅园社区', '--grids=2', '--manager-name=陈丽', '--manager-code=chenl'];
    const program = run(quiet(data, '--setup', ...flags), { input: 'short\na long passphrase\na long passphrase\n' });
    const origin = await originOf(program);
    const { station } = healthSchema.parse(await (await fetch(`${origin}/api/health`)).json());
    expect(station).toEqual({ id: 'meiyuan', name: '梅园社区', practice: false });
    expect((await fetch(`${origin}/api/practice`)).status).toBe(404);
    expect(program.said()).not.toContain('a long passphrase');
    program.child.kill('SIGTERM');
    expect(await program.ends()).toEqual({ code: 0, signal: null });
  });

  it('makes nothing when it is given up', async () => {
    const data = join(await temporaryFolder(), 'new');
    const program = run(quiet(data, '--setup', '--station=meiyuan'), { input: '梅园社区\n' });
    expect(await program.ends()).toMatchObject({ code: 2 });
    await expect(readFile(join(data, 'settings.json'))).rejects.toThrow('ENOENT');
  });
});
