import { describe, expect, it, vi } from 'vitest';
import type { HostLink } from '#main/electron/host-link';
import { runShell } from '#main/electron/shell';
import { err, ok, type Result } from '#shared/errors/result';
import { createFakeElectron, type FakeElectron, type FakeOptions } from './fake-electron';

const SCREENS = 'http://127.0.0.1:8440';
const BOOT = 'linli-shell://pages/boot';
const ERROR = 'linli-shell://pages/error';
const AGAIN = 'linli-shell://pages/again';

/** A host whose connections come out as listed, and then keep working. */
function hostThat(...outcomes: Result<void, string>[]): HostLink & { released: number } {
  const link = {
    released: 0,
    connect: () => Promise.resolve(outcomes.shift() ?? ok(undefined)),
    release: () => {
      link.released += 1;
      return Promise.resolve();
    },
  };
  return link;
}

async function start(host: HostLink = hostThat(), options: FakeOptions = {}, kiosk?: string) {
  const fake = createFakeElectron(options);
  const warnings: (readonly [string, Readonly<Record<string, string>>])[] = [];
  await runShell({
    electron: fake.parts,
    host,
    screensOrigin: SCREENS,
    preload: '/out/preload/staff.cjs',
    hasKiosk: kiosk !== undefined,
    kioskOrigin: () => Promise.resolve(kiosk ?? null),
    sleep: () => Promise.resolve(),
    warn: (event, fields) => warnings.push([event, fields]),
  });
  return { fake, warnings };
}

/** Lets a page try to go somewhere; whether it was kept back. */
function isKeptFrom(fake: FakeElectron, event: string, url: string): boolean {
  const preventDefault = vi.fn();
  fake.contents.handlers.get(event)?.({ url, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

describe('opening the workstation', () => {
  it('shows that it is starting, then the screens', async () => {
    const { fake } = await start();
    expect(fake.notes).toEqual([`load ${BOOT}`, `load ${SCREENS}/`]);
  });

  it('opens one window, caged', async () => {
    const { fake } = await start();
    expect(fake.windows).toHaveLength(1);
    expect(fake.windows[0]?.options).toMatchObject({
      webPreferences: {
        preload: '/out/preload/staff.cjs',
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
      },
    });
  });

  it('a second time only brings the open window to the front', async () => {
    const second = await start(hostThat(), { isFirst: false });
    expect(second.fake.windows).toHaveLength(0);
    expect(second.fake.notes).toEqual(['quit']);

    const { fake } = await start();
    fake.emit('second-instance', []);
    expect(fake.notes.at(-1)).toBe('focus');
  });

  it('brings a minimised window back up', async () => {
    const { fake } = await start(hostThat(), { isMinimized: true });
    fake.emit('second-instance', []);
    expect(fake.notes.slice(-2)).toEqual(['restore', 'focus']);
  });

  it('says so when its page dies, and tries again on a press', async () => {
    const { fake, warnings } = await start();
    fake.contents.handlers.get('render-process-gone')?.({}, { reason: 'oom' });
    expect(fake.notes.at(-1)).toBe(`load ${ERROR}`);
    expect((await fake.request(ERROR)).body).toContain('the page ended: oom');
    expect(warnings).toEqual([['page.gone', { reason: 'oom' }]]);
    await fake.request(AGAIN);
    await vi.waitFor(() => expect(fake.notes.at(-1)).toBe(`load ${SCREENS}/`));
  });

  it('takes a page that ended because the window closes for no failure', async () => {
    const { fake, warnings } = await start();
    fake.contents.handlers.get('render-process-gone')?.({}, { reason: 'clean-exit' });
    expect(fake.notes.at(-1)).toBe(`load ${SCREENS}/`);
    expect(warnings).toEqual([]);
  });

  it('opens a kiosk on the second screen where it is asked for, once the host answers', async () => {
    const DOOR = 'http://127.0.0.1:8458';
    const { fake } = await start(hostThat(err('port 8440 is busy')), {}, DOOR);
    expect(fake.windows).toHaveLength(1);
    await fake.request(AGAIN);
    await vi.waitFor(() => expect(fake.windows).toHaveLength(2));
    expect(fake.windows[1]?.urls).toEqual([`${DOOR}/`]);
  });

  it('opens it for a second start that asks for it, and leaves the staff’s window where it is', async () => {
    const { fake, warnings } = await start();
    fake.emit('second-instance', ['linli', '--kiosk']);
    await vi.waitFor(() => expect(warnings).toEqual([['kiosk.no-door', {}]]));
    expect(fake.notes).not.toContain('focus');
  });

  it('registers its own pages as a secure scheme before anything is shown', async () => {
    const { fake } = await start();
    expect(fake.schemes).toEqual([{ scheme: 'linli-shell', privileges: { standard: true, secure: true } }]);
  });
});

describe('when the host does not start', () => {
  it('says why, and starts again at a press', async () => {
    const { fake } = await start(hostThat(err('port 8440 is busy')));
    expect(fake.notes.at(-1)).toBe(`load ${ERROR}`);
    expect((await fake.request(ERROR)).body).toContain('port 8440 is busy');

    expect((await fake.request(AGAIN)).body).toContain('正在启动');
    await vi.waitFor(() => expect(fake.notes.at(-1)).toBe(`load ${SCREENS}/`));
  });

  it('shows what the host said as text, whatever it is', async () => {
    const { fake } = await start(hostThat(err('<script>alert("1")</script>')));
    const { body } = await fake.request(ERROR);
    expect(body).not.toContain('<script>');
    expect(body).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;');
  });

  it('says so too when the host answers and its screens do not', async () => {
    const { fake } = await start(hostThat(), { unreachable: { [`${SCREENS}/`]: 'ERR_CONNECTION_RESET' } });
    expect(fake.notes.at(-1)).toBe(`load ${ERROR}`);
    expect((await fake.request(ERROR)).body).toContain('ERR_CONNECTION_RESET');
  });

  it('does not take a page that gave way to another for a failure', async () => {
    const { fake } = await start(hostThat(), { unreachable: { [`${SCREENS}/`]: 'ERR_ABORTED (-3)' } });
    expect(fake.notes).not.toContain(`load ${ERROR}`);
  });

  it('has pages that run nothing, and no others', async () => {
    const { fake } = await start();
    expect((await fake.request(BOOT)).policy).toContain("default-src 'none'");
    expect((await fake.request('linli-shell://pages/anything')).status).toBe(404);
  });
});

describe('closing it', () => {
  it('waits for the host to have put everything away', async () => {
    const host = hostThat();
    const { fake } = await start(host);
    expect(fake.emit('will-quit')).toBe(true);
    await vi.waitFor(() => expect(fake.notes.at(-1)).toBe('quit'));
    expect(host.released).toBe(1);
    expect(fake.emit('will-quit')).toBe(false);
  });

  it('happens with its last window', async () => {
    const { fake } = await start();
    fake.emit('window-all-closed');
    expect(fake.notes.at(-1)).toBe('quit');
  });
});

describe('a page in the window', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('is kept from leaving: %s', async (event) => {
    const { fake } = await start();
    expect(isKeptFrom(fake, event, 'https://evil.example/')).toBe(true);
    expect(isKeptFrom(fake, event, `${SCREENS}/visits`)).toBe(false);
  });

  it('opens no second window and no view inside', async () => {
    const { fake } = await start();
    expect(fake.contents.openHandler?.({ url: `${SCREENS}/` })).toEqual({ action: 'deny' });
    expect(isKeptFrom(fake, 'will-attach-webview', `${SCREENS}/`)).toBe(true);
  });

  it('is granted what the rules grant, asked either way, and no device', async () => {
    const { fake } = await start();
    const granted: unknown[] = [];
    const asks = (permission: string, requestingUrl: string) =>
      fake.session['permissionRequest']?.({}, permission, (answer: unknown) => granted.push(answer), {
        requestingUrl,
        isMainFrame: true,
      });
    asks('persistent-storage', `${SCREENS}/`);
    asks('media', `${SCREENS}/`);
    asks('persistent-storage', 'https://evil.example/');
    expect(granted).toEqual([true, false, false]);

    const check = fake.session['permissionCheck'];
    expect(check?.(null, 'persistent-storage', SCREENS, { isMainFrame: true })).toBe(true);
    expect(check?.(null, 'persistent-storage', SCREENS, { isMainFrame: false })).toBe(false);
    expect(check?.(null, 'media', SCREENS, { isMainFrame: true })).toBe(false);
    expect(fake.session['devicePermission']?.({})).toBe(false);
  });

  it('gets the content policy with every answer of the host', async () => {
    const { fake } = await start();
    let answer: { responseHeaders?: Record<string, string[]> } = {};
    fake.session['headers']?.({ responseHeaders: { etag: ['"1"'] } }, (given: typeof answer) => (answer = given));
    expect(answer.responseHeaders?.['etag']).toEqual(['"1"']);
    expect(answer.responseHeaders?.['Content-Security-Policy']?.[0]).toContain("script-src 'self'");
  });

  it.each(['ipc-message', 'ipc-message-sync'])(
    'is not heard on any channel, and the attempt is noted: %s',
    async (event) => {
      const { fake, warnings } = await start();
      fake.contents.handlers.get(event)?.({ senderFrame: fake.contents.mainFrame }, 'anything');
      fake.contents.handlers.get(event)?.({ senderFrame: { url: 'https://evil.example/' } }, 'anything');
      fake.contents.handlers.get(event)?.({ senderFrame: null }, 'anything');
      expect(warnings).toEqual([
        ['ipc.refused', { verdict: 'unknown-channel' }],
        ['ipc.refused', { verdict: 'not-the-main-frame' }],
        ['ipc.refused', { verdict: 'no-frame' }],
      ]);
    },
  );
});

describe('the bridge', () => {
  it('carries nothing', async () => {
    const exposed: [string, unknown][] = [];
    vi.doMock('electron', () => ({
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => exposed.push([name, value]) },
    }));
    await import('#main/electron/preload/staff');
    expect(exposed).toEqual([['linliWindow', {}]]);
  });
});
