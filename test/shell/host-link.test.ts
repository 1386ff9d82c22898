import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHostLink, type HostProcess } from '#main/electron/host-link';

const HEALTH = {
  ok: true,
  product: 'linli',
  version: '0.1.0',
  station: { id: 'qinghe', name: '青禾里', practice: true },
  nowMs: 1,
};

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function listen(port: number, body: unknown): Promise<number> {
  const server = createServer((_request, response) => response.end(JSON.stringify(body)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const port = await listen(0, HEALTH);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return port;
}

/** A process that a test drives by hand. */
function fakeProcess() {
  let line: (text: string) => void = () => undefined;
  let exit: () => void = () => undefined;
  const process: HostProcess & { stopped: boolean } = {
    stopped: false,
    onLine: (listener) => (line = listener),
    onExit: (listener) => (exit = listener),
    stop: () => {
      process.stopped = true;
      exit();
    },
  };
  return { process, say: (text: string) => line(text), exit: () => exit() };
}

/** A link whose waits take no time; `waits` counts them. */
function linkTo(port: number, startHost: () => HostProcess) {
  let waits = 0;
  const link = createHostLink({
    origin: `http://127.0.0.1:${port}`,
    startHost,
    fetch,
    sleep: () => {
      waits += 1;
      return new Promise((resolve) => setImmediate(resolve));
    },
  });
  return { ...link, waits: () => waits };
}

describe('the window and its host', () => {
  it('uses the host that is there, and leaves it alone afterwards', async () => {
    const port = await listen(0, HEALTH);
    let starts = 0;
    const link = linkTo(port, () => {
      starts += 1;
      return fakeProcess().process;
    });
    expect(await link.connect()).toEqual({ ok: true, value: undefined });
    await link.release();
    expect(starts).toBe(0);
  });

  it('starts one where there is none, waits until it answers, and ends it at the end', async () => {
    const port = await freePort();
    const { process } = fakeProcess();
    const link = linkTo(port, () => {
      void listen(port, HEALTH);
      return process;
    });
    expect((await link.connect()).ok).toBe(true);
    expect(process.stopped).toBe(false);
    await link.release();
    expect(process.stopped).toBe(true);
  });

  it('tells the last thing a host said that gave up', async () => {
    const fake = fakeProcess();
    const link = linkTo(await freePort(), () => {
      setImmediate(() => {
        fake.say('reading settings');
        fake.say('the data folder is read-only');
        fake.say('  ');
        fake.exit();
      });
      return fake.process;
    });
    expect(await link.connect()).toEqual({ ok: false, error: 'the data folder is read-only' });
    // At once: whoever waits out the whole patience has waited 600 times.
    expect(link.waits()).toBeLessThan(20);
  });

  it('starts a new one when asked again after a failure', async () => {
    const port = await freePort();
    let starts = 0;
    const link = linkTo(port, () => {
      starts += 1;
      const fake = fakeProcess();
      if (starts === 1) setImmediate(() => fake.exit());
      else void listen(port, HEALTH);
      return fake.process;
    });
    expect((await link.connect()).ok).toBe(false);
    expect((await link.connect()).ok).toBe(true);
    expect(starts).toBe(2);
  });

  it('does not take another program on that port for a host', async () => {
    const port = await listen(0, { ok: true, product: 'something else' });
    const fake = fakeProcess();
    const link = linkTo(port, () => {
      setImmediate(() => {
        fake.say('port is busy');
        fake.exit();
      });
      return fake.process;
    });
    expect(await link.connect()).toEqual({ ok: false, error: 'port is busy' });
  });
});
