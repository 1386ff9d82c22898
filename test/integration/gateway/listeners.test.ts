import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { Agent, request as httpsRequest } from 'node:https';
import { connect as connectTcp, createServer, type AddressInfo, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contentSecurityPolicy } from '#main/policy/content-security';
import { temporaryFolder } from '#test/support/temporary-folder';
import { openEvents } from './event-reader';
import { lanCertificate } from './lan-certificate';
import { request } from './raw-http';
import { runGateway, type RunningGatewayOptions } from './running-gateway';

const DB = 'grid-qinghe-1';

async function start(options: RunningGatewayOptions = {}) {
  const running = await runGateway({ databases: [DB], ...options });
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= running.stop());
  onTestFinished(stop);
  return { ...running, stop };
}

function http2Get(
  session: ClientHttp2Session,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': path, ...headers });
    let status = 0;
    let body = '';
    stream.setEncoding('utf8');
    stream.on('response', (answer) => (status = Number(answer[':status'])));
    stream.on('data', (chunk: string) => (body += chunk));
    stream.on('end', () => resolve({ status, body }));
    stream.on('error', reject);
    stream.end();
  });
}

describe('the LAN listener', () => {
  it('lets a picture of usual size come without an answer in between, and two of them on one connection', async () => {
    const { ca, ...lan } = await lanCertificate();
    const { gateway } = await start({ lan });
    const session = connectHttp2(gateway.addresses.lan as string, { ca });
    await new Promise((resolve) => session.once('remoteSettings', resolve));
    // What is said of the connection as a whole comes right behind.
    expect((await http2Get(session, '/api/health')).status).toBe(200);
    expect(session.remoteSettings.initialWindowSize).toBe(256 * 1024);
    expect(session.state.remoteWindowSize).toBe(512 * 1024);
    session.close();
  });

  it('speaks HTTP/2 to browsers and HTTP/1.1 to replicators, over TLS only', async () => {
    const { ca, ...lan } = await lanCertificate();
    const { gateway } = await start({ lan });
    const origin = gateway.addresses.lan as string;
    const session = connectHttp2(origin, { ca });
    expect((await http2Get(session, '/api/health')).status).toBe(200);
    session.close();

    const agent = new Agent({ ca, keepAlive: false });
    const status = await new Promise<number | undefined>((resolve, reject) =>
      httpsRequest(`${origin}/api/health`, { agent, ALPNProtocols: ['http/1.1'] } as object, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end(),
    );
    expect(status).toBe(200);
    await expect(request(origin.replace('https', 'http'), { path: '/api/health' })).rejects.toThrow();
  });

  it('never shows practice accounts', async () => {
    const { ca, ...lan } = await lanCertificate();
    const { gateway } = await start({ lan });
    const session = connectHttp2(gateway.addresses.lan as string, { ca });
    expect((await http2Get(session, '/api/practice')).status).toBe(404);
    session.close();
  });

  it('carries the wake-up stream beside other requests on one connection', async () => {
    const { ca, ...lan } = await lanCertificate();
    const { gateway, hub, sessions } = await start({ lan });
    const authorization = `Bearer ${sessions.issue({ dbs: { [DB]: 'read' } })}`;
    const session = connectHttp2(gateway.addresses.lan as string, { ca });
    const stream = session.request({ ':path': '/api/events', authorization });
    stream.setEncoding('utf8');
    let seen = '';
    stream.on('data', (chunk: string) => (seen += chunk));
    await expect.poll(() => seen).toContain('event: hello');
    await hub.database(DB)?.bulkDocs({ rows: [{ _id: 'a' }], newEdits: true });
    await expect.poll(() => seen).toContain('event: change');
    expect((await http2Get(session, `/hub/${DB}/_changes`, { authorization })).body).toContain('"id":"a"');
    session.destroy();
  });

  it('shows a renewed certificate to those who come after', async () => {
    const { ca: _ca, ...lan } = await lanCertificate();
    const { gateway } = await start({ lan });
    const port = Number(new URL(gateway.addresses.lan as string).port);
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connectTls({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().fingerprint256);
          socket.destroy();
        }).on('error', reject);
      });
    const before = await shown();
    const { key, cert } = await lanCertificate();
    gateway.useCertificate({ key, cert });
    expect(await shown()).not.toBe(before);
  });
});

describe('the screens', () => {
  async function staffFolder(): Promise<string> {
    const folder = join(await temporaryFolder(), 'staff');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>工作站</title>');
    await writeFile(join(folder, 'sw.js'), '// worker');
    await writeFile(join(folder, 'assets', 'index-a1b2c3d4.js'), '// app');
    await writeFile(join(folder, '.secret'), 'secret');
    await writeFile(join(folder, '..', 'outside.txt'), 'outside');
    return folder;
  }

  it('are served with the page for every place of the app, and nothing else', async () => {
    const { origin } = await start({ staffFolder: await staffFolder() });
    const get = (path: string, accept = 'text/html') => request(origin, { path, headers: { accept } });
    for (const path of ['/', '/index.html', '/visits/new', '/people?sort=age']) {
      expect(await get(path), path).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
    }
    expect(await get('/sw.js')).toMatchObject({ status: 200, headers: { 'cache-control': 'no-cache' } });
    expect((await get('/assets/index-a1b2c3d4.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    for (const path of ['/assets/gone-a1b2c3d4.js', '/.secret', '/api/none', '/hub2/x.txt', '/assets/']) {
      expect((await get(path, path.endsWith('/') ? '*/*' : 'text/html')).status, path).toBe(404);
    }
    expect((await get('/visits/new', 'application/json')).status).toBe(404);
    for (const path of [
      '/../outside.txt',
      '/%2e%2e/outside.txt',
      '/..%2foutside.txt',
      '/assets/..%5c..%5coutside.txt',
      '/%252e%252e/outside.txt',
    ]) {
      const answer = await get(path);
      expect(answer.body, path).not.toContain('outside');
    }
  });

  it('carry the policy that the shell sets as well', async () => {
    const { origin } = await start({ staffFolder: await staffFolder() });
    for (const path of ['/', '/none.txt', '/api/health', '/hub/x', '/%zz']) {
      const { headers } = await request(origin, { path });
      expect(headers['content-security-policy'], path).toBe(contentSecurityPolicy('staff'));
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    }
  });
});

describe('the certificate’s page', () => {
  const page = { host: '127.0.0.1', port: 0, caPem: 'PEM', fingerprint: 'AA:BB', stationName: '清和<社区>' };

  it('shows name, fingerprint and download, and nothing else', async () => {
    const { gateway } = await start({ certificatePage: page });
    const origin = gateway.addresses.certificatePage as string;
    const shown = await request(origin, { path: '/' });
    expect(shown.body).toContain('AA:BB');
    expect(shown.body).toContain('清和&lt;社区&gt;');
    expect(shown.body).toContain('href="/linli-ca.crt"');
    expect(await request(origin, { path: '/linli-ca.crt' })).toMatchObject({
      status: 200,
      body: 'PEM',
      headers: { 'content-type': 'application/x-x509-ca-cert' },
    });
    for (const path of ['/api/health', '/hub/', '/api/practice', '/index.html', '/../x']) {
      expect((await request(origin, { path })).status, path).toBe(404);
    }
    expect((await request(origin, { method: 'POST', path: '/', body: '{}' })).status).toBe(404);
  });
});

describe('starting and stopping', () => {
  it('names the port that is taken, and leaves the other ones free', async () => {
    const { ca: _ca, ...lan } = await lanCertificate();
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    const failure = await runGateway({ lan, port }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({
      code: 'host.port-busy',
      details: { port },
      message: expect.stringContaining(String(port)),
    });

    const page = { host: '127.0.0.1', port, caPem: '', fingerprint: '', stationName: '' };
    const free = await freePort();
    await expect(runGateway({ port: free, certificatePage: page })).rejects.toMatchObject({ details: { port } });
    const again = await start({ port: free });
    expect((await fetch(`${again.origin}/api/health`)).status).toBe(200);
    taken.close();
  });

  it('ends streams, long-polls, idle and half-open connections, and frees its port', async () => {
    const { ca, ...lan } = await lanCertificate();
    const { gateway, origin, sessions, stop } = await start({ lan });
    const token = sessions.issue({ dbs: { [DB]: 'read' } });
    const events = await openEvents(origin, token);
    const polling = fetch(`${origin}/hub/${DB}/_changes?feed=longpoll&since=now`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const port = Number(new URL(origin).port);
    const silent = await opened(connectTcp(port, '127.0.0.1'));
    const halfway = await opened(connectTcp(port, '127.0.0.1'));
    halfway.write('POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Ty');
    const session = connectHttp2(gateway.addresses.lan as string, { ca });
    expect((await http2Get(session, '/api/health')).status).toBe(200);
    const goneBy = [silent, halfway].map((socket) => new Promise((resolve) => socket.once('close', resolve).resume()));
    const sessionGone = new Promise((resolve) => session.once('close', resolve));
    session.on('error', () => undefined);
    // The long-poll has arrived once its answer is waited for; the stream before it proves that the server is reading.
    await fetch(`${origin}/api/health`);

    const began = performance.now();
    await stop();
    expect(performance.now() - began).toBeLessThan(3000);
    expect(await events.next()).toBeNull();
    const answer = await polling;
    expect([answer.status, await answer.json()]).toMatchObject([200, { results: [], pending: 0 }]);
    await Promise.all([...goneBy, sessionGone]);
    const again = await start({ port });
    expect(again.origin).toBe(origin);
  });

  it('lets a write that is under way be acknowledged', async () => {
    const { origin, sessions, stop, hub } = await start();
    const token = sessions.issue({ post: 'replicator', dbs: { [DB]: 'write' } });
    const docs = Array.from({ length: 1500 }, (_, n) => ({ _id: `d${n}`, text: 'x'.repeat(500) }));
    const began = new Promise((resolve) => hub.onChange(resolve));
    const writing = fetch(`${origin}/hub/${DB}/_bulk_docs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ docs }),
    });
    await began;
    const [answer] = await Promise.all([writing, stop()]);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toHaveLength(1500);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

const opened = (socket: Socket): Promise<Socket> =>
  new Promise((resolve, reject) => socket.once('connect', () => resolve(socket)).once('error', reject));
