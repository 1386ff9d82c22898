import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeAuthority, makeServerCertificate } from '#main/services/certificates/certificate';
import { WORKER_UID } from '#test/support/builders';
import { answer } from './district';
import { openEdge } from './edge';

const DAY_MS = 86_400_000;

/** A district behind TLS, under an authority of its own. */
async function openTls(untilMs: number): Promise<{ readonly url: string; readonly authority: string }> {
  const always = { fromMs: Date.now() - 400 * DAY_MS, untilMs: Date.now() + DAY_MS };
  const authority = await makeAuthority('District', always);
  const names = { dns: ['localhost'], ip: [] };
  const { keyPem, certificatePem } = await makeServerCertificate(authority, names, { ...always, untilMs });
  const server = createServer({ key: keyPem, cert: certificatePem }, (request, response) => {
    if (request.url === '/') return answer(response, 200, { couchdb: 'Welcome', version: '3.5.0' });
    if (request.url?.includes('_local')) return answer(response, 404, { error: 'not_found', reason: 'missing' });
    answer(response, 200, { update_seq: '0-a' });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}`, authority: authority.certificatePem };
}

const wanted = { on: true, user: 'qinghe', password: 'test:密码' };

it('a district under an authority of its own is trusted when somebody gives that authority, and only then', async () => {
  const { url, authority } = await openTls(Date.now() + DAY_MS);
  const { trial } = (await openEdge()).upstream();
  expect(await trial({ ...wanted, url, authority: null })).toMatchObject({ value: { trouble: 'certificate' } });
  expect(await trial({ ...wanted, url, authority })).toMatchObject({ value: { trouble: null, version: '3.5.0' } });
  const elsewhere = url.replace('localhost', '127.0.0.1');
  expect(await trial({ ...wanted, url: elsewhere, authority })).toMatchObject({ value: { trouble: 'certificate' } });
});

it('an expired certificate is called so', async () => {
  const { url, authority } = await openTls(Date.now() - DAY_MS);
  const edge = await openEdge();
  await edge.upstream().set(WORKER_UID, { ...wanted, url, authority });
  expect(await edge.until(({ trouble }) => trouble !== null)).toMatchObject({ trouble: 'certificate-expired' });
});

it('what the host keeps of it on disk can be read by nobody who copies the files', async () => {
  const { url, authority } = await openTls(Date.now() + DAY_MS);
  const edge = await openEdge();
  await edge.upstream().set(WORKER_UID, { ...wanted, url, authority });
  const folder = join(edge.root, 'host-only');
  const files = await readdir(folder);
  expect(files).toContain('upstream.json.sealed');
  for (const file of files)
    expect(await readFile(join(folder, file), 'utf8')).not.toMatch(/test:密码|localhost|qinghe/);
  expect(await edge.folder.read('upstream.json')).toContain('test:密码');
});
