import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { main } from '#sync-server/provision/cli';
import { HubError, type HubTransport } from '#sync-server/provision/transport';
import { temporaryFolder } from '#test/support/temporary-folder';
import { fakeCouch } from './fake-couch';

const HUB = 'https://admin@hub.example:6984';

async function terminal(ask: HubTransport) {
  const out = await temporaryFolder();
  const run = async (line: string) => {
    let text = '';
    const code = await main([...line.split(' '), '--out', out], {
      env: { HUB_PASSWORD: 'secret' },
      write: (more) => (text += more),
      transport: () => ask,
    });
    return { code, text };
  };
  return { run, out };
}

describe('npm run hub', () => {
  it('plans, applies, and then finds nothing to do; a password never comes on the screen', async () => {
    const { run, out } = await terminal(fakeCouch().ask);
    const station = `${HUB} --station qinghe --grids 1`;
    const planned = await run(`plan ${station}`);
    expect(planned).toMatchObject({
      code: 0,
      text: expect.stringContaining('建库 grid-qinghe-1（分片1，副本1）') as string,
    });
    expect((await run(`check ${station}`)).code).toBe(1);
    const applied = await run(`apply ${station}`);
    expect(applied.code).toBe(0);
    expect(applied.text).toContain(`${out}/hub.example-6984-qinghe.json`);
    const checked = await run(`check ${station} --lang en`);
    expect(checked).toEqual({ code: 0, text: 'All is as it should be.\n' });
    expect(planned.text + applied.text).not.toContain('secret');
    const file = JSON.parse(await readFile(`${out}/hub.example-6984-qinghe.json`, 'utf8')) as { password: string };
    expect(applied.text).not.toContain(file.password);
  });

  it('names what differs and ends with 1', async () => {
    const couch = fakeCouch();
    const { run } = await terminal(couch.ask);
    await run(`apply ${HUB} --station qinghe`);
    couch.config.get('node1@hub')?.get('chttpd')?.set('enable_cors', 'true');
    const { code, text } = await run(`check ${HUB} --station qinghe --lang en`);
    expect(code).toBe(1);
    expect(text).toContain('set chttpd/enable_cors to false (was true)');
  });

  it('prints the lines for the ini file where the configuration is closed', async () => {
    const { run } = await terminal(fakeCouch({ isReadOnly: true }).ask);
    const { code, text } = await run(`apply ${HUB} --station qinghe --lang en`);
    expect(code).toBe(1);
    expect(text).toContain('[couchdb]\ndefault_security = admin_only\nmax_document_size = 1048576\n');
  });

  it('says what is wrong with a cluster that is not whole, and leaves it', async () => {
    const { run } = await terminal(fakeCouch({ nodes: ['a@hub', 'b@hub'], down: ['b@hub'] }).ask);
    const { code, text } = await run(`apply ${HUB} --station qinghe`);
    expect(code).toBe(1);
    expect(text).toContain('集群没有连齐：缺 b@hub');
  });

  it.each([
    ['unreachable', 'Not reached'],
    ['certificate', 'NODE_EXTRA_CA_CERTS'],
    ['not-couchdb', 'no CouchDB'],
    ['sign-in', 'name or password'],
    ['timeout', 'within a minute'],
  ] as const)('says what to do when the hub is %s', async (kind, words) => {
    const { run } = await terminal(async () => Promise.reject(new HubError(kind, 'GET /')));
    const { code, text } = await run(`plan ${HUB} --station qinghe --lang en`);
    expect(code).toBe(1);
    expect(text).toContain(words);
  });

  it('ends with 2 when it was asked wrongly, with 0 when asked for help', async () => {
    const { run } = await terminal(fakeCouch().ask);
    expect((await run('plan nowhere')).code).toBe(2);
    expect(await run('--help --lang en')).toMatchObject({ code: 0, text: expect.stringContaining('Usage:') as string });
  });
});
