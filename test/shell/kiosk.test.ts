import { describe, expect, it, vi } from 'vitest';
import { createKiosk, type KioskOptions } from '#main/electron/kiosk';
import { kioskDoor } from '#main/electron/kiosk-door';
import { runKiosk } from '#main/electron/run-kiosk';
import { createFakeKiosk, FIRST, SECOND, type FakeKiosk } from './fake-kiosk';

const DOOR = 'http://127.0.0.1:8458';
const AWAY = 'linli-shell://pages/kiosk-away';
const LEAVE = `${DOOR}/api/kiosk/leave`;

function kioskOver(fake: FakeKiosk, more: Partial<KioskOptions> = {}) {
  const warnings: string[] = [];
  const kiosk = createKiosk({
    ...{ electron: fake.parts, origin: DOOR, isAlone: false },
    sleep: () => new Promise((resolve) => setImmediate(resolve)),
    warn: (event) => warnings.push(event),
    ...more,
  });
  fake.parts.app.on('web-contents-created', (_event, contents) => {
    kiosk.cage(contents);
  });
  kiosk.open();
  return { kiosk, warnings };
}

describe('the kiosk’s window', () => {
  it('fills the second screen, in a partition of its own, with no bridge and no tools', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    expect(fake.windows).toHaveLength(1);
    const { options, urls, hasMenu } = fake.windows[0] ?? { options: {} as never, urls: [], hasMenu: true };
    expect(options).toMatchObject({ ...SECOND.bounds, kiosk: true, frame: false });
    expect(options['webPreferences']).toMatchObject({
      ...{ partition: 'persist:kiosk', devTools: false, sandbox: true, contextIsolation: true, nodeIntegration: false },
    });
    expect(options['webPreferences']).not.toHaveProperty('preload');
    expect(urls).toEqual([`${DOOR}/`]);
    expect(hasMenu).toBe(false);
    expect(fake.notes).toContain('zoom 1–1');
    expect(fake.sessions).toEqual(['persist:kiosk']);
  });

  it('never covers the staff’s only screen: it waits for a second one, and goes when that is pulled out', () => {
    const fake = createFakeKiosk({ displays: [FIRST] });
    const { warnings } = kioskOver(fake);
    expect(fake.windows).toHaveLength(0);
    expect(warnings).toEqual(['kiosk.no-second-screen']);
    fake.displays = [FIRST, SECOND];
    fake.screen('display-added', SECOND);
    expect(fake.windows).toHaveLength(1);
    fake.displays = [FIRST];
    fake.screen('display-removed', FIRST);
    expect(fake.windows[0]?.isGone).toBe(false);
    fake.screen('display-removed', SECOND);
    expect(fake.windows.map(({ isGone }) => isGone)).toEqual([true]);
    fake.displays = [FIRST, SECOND];
    fake.screen('display-added', SECOND);
    expect(fake.windows.map(({ isGone }) => isGone)).toEqual([true, false]);
  });

  it('follows its screen when that is turned', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    const turned = { x: 1920, y: 0, width: 1920, height: 1080 };
    fake.screen('display-metrics-changed', { id: SECOND.id, bounds: turned });
    expect(fake.windows[0]?.bounds).toEqual(turned);
  });

  it('is opened once, however often it is asked for', () => {
    const fake = createFakeKiosk();
    const { kiosk } = kioskOver(fake);
    kiosk.open();
    expect(fake.windows).toHaveLength(1);
  });

  it('is not closed by keys, buttons or scripts, but by the machine’s own end', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    expect(fake.windows[0]?.tryToClose()).toBe(true);
    fake.emit('before-quit');
    expect(fake.windows[0]?.tryToClose()).toBe(false);
  });

  it('closes for the host’s word that the code was right, and for no other answer', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    expect(fake.notes).toContain(`watches ${LEAVE}`);
    const right = { url: LEAVE, method: 'POST', statusCode: 204, fromCache: false };
    for (const wrong of [
      { ...right, statusCode: 401 },
      { ...right, statusCode: 429 },
      { ...right, statusCode: 200 },
      { ...right, method: 'GET' },
      { ...right, fromCache: true },
      { ...right, url: 'https://evil.example/api/kiosk/leave' },
    ])
      fake.answered(wrong);
    expect(fake.windows[0]?.isGone).toBe(false);
    fake.answered(right);
    expect(fake.windows[0]?.isGone).toBe(true);
    // The staff's window beside it stays.
    expect(fake.notes).not.toContain('quit');
  });

  it('swallows the keys of a browser and leaves those that type', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    for (const key of ['F5', 'F11', 'F12', 'BrowserBack', 'PrintScreen', 'ContextMenu', 'Meta'])
      expect(fake.press(key), key).toBe(true);
    for (const key of ['r', 'w', 'p', '+', '0', 'i', 'Tab']) expect(fake.press(key, { control: true }), key).toBe(true);
    expect(fake.press('F4', { alt: true })).toBe(true);
    expect(fake.press('q', { meta: true })).toBe(true);
    for (const key of ['a', '7', ' ', '何', 'Enter', 'Backspace', 'Tab', 'ArrowDown'])
      expect(fake.press(key), key).toBe(false);
  });

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('stays at its door: %s', (event) => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    const isKept = (url: string): boolean => {
      const preventDefault = vi.fn();
      fake.windows[0]?.contents.handlers.get(event)?.({ url, preventDefault });
      return preventDefault.mock.calls.length > 0;
    };
    expect(isKept(`${DOOR}/#x`)).toBe(false);
    for (const url of ['http://127.0.0.1:8440/', 'https://evil.example/', 'file:///etc/passwd', 'about:blank'])
      expect(isKept(url), url).toBe(true);
    expect(fake.windows[0]?.contents.openHandler?.({ url: `${DOOR}/` })).toEqual({ action: 'deny' });
  });

  it('grants microphone and camera to its own page and nothing else to anybody', () => {
    const fake = createFakeKiosk();
    kioskOver(fake);
    const asks = (permission: string, requestingUrl: string, mediaTypes?: readonly string[], isMainFrame = true) => {
      let granted: unknown;
      const details = { requestingUrl, isMainFrame, ...(mediaTypes && { mediaTypes }) };
      fake.session['permissionRequest']?.({}, permission, (answer: unknown) => (granted = answer), details);
      return granted;
    };
    expect(asks('media', `${DOOR}/`, ['audio'])).toBe(true);
    expect(asks('media', `${DOOR}/`, ['audio', 'video'])).toBe(true);
    expect(asks('media', `${DOOR}/`, [])).toBe(false);
    expect(asks('media', `${DOOR}/`, ['audio'], false)).toBe(false);
    expect(asks('media', 'https://evil.example/', ['audio'])).toBe(false);
    for (const each of ['geolocation', 'notifications', 'clipboard-read', 'fullscreen', 'midi', 'usb', 'openExternal'])
      expect(asks(each, `${DOOR}/`), each).toBe(false);
    const check = fake.session['permissionCheck'];
    expect(check?.(null, 'media', DOOR, { isMainFrame: true, mediaType: 'audio' })).toBe(true);
    expect(check?.(null, 'geolocation', DOOR, { isMainFrame: true })).toBe(false);
    expect(fake.session['devicePermission']?.({})).toBe(false);
    const preventDefault = vi.fn();
    fake.session['will-download']?.({ preventDefault });
    expect(preventDefault).toHaveBeenCalled();
  });

  it('says that it connects while its door does not answer, and comes back by itself', async () => {
    const fake = createFakeKiosk();
    fake.unreachable = { [`${DOOR}/`]: 'ERR_CONNECTION_REFUSED <b>' };
    const { warnings } = kioskOver(fake);
    await vi.waitFor(() => expect(fake.windows[0]?.urls).toContain(AWAY));
    const told = await fake.request(AWAY);
    expect(told.body).toContain('正在连接');
    expect(told.body).toContain('ERR_CONNECTION_REFUSED &lt;b&gt;');
    expect(told.body).not.toContain('证书');
    expect((await fake.request('linli-shell://pages/error')).status).toBe(404);
    expect(warnings).toContain('kiosk.away');
    fake.unreachable = {};
    await vi.waitFor(() => expect(fake.windows[0]?.urls.at(-1)).toBe(`${DOOR}/`));
  });

  it('loads its page again when that dies', async () => {
    const fake = createFakeKiosk();
    const { warnings } = kioskOver(fake);
    fake.windows[0]?.contents.handlers.get('render-process-gone')?.({}, { reason: 'oom' });
    await vi.waitFor(() => expect(fake.windows[0]?.urls).toEqual([`${DOOR}/`, `${DOOR}/`]));
    expect(warnings).toEqual(['kiosk.page-gone']);
  });
});

describe('a machine that is a kiosk and nothing else', () => {
  const HUB = 'https://linli-qinghe.local:8444';
  const run = async (fake: FakeKiosk) => {
    await runKiosk({
      ...{ electron: fake.parts, origin: HUB },
      sleep: () => new Promise((resolve) => setImmediate(resolve)),
      warn: () => undefined,
    });
  };

  it('fills its screen with the hub’s kiosk, has no menu, and ends with the right code', async () => {
    const fake = createFakeKiosk({ displays: [FIRST] });
    await run(fake);
    expect(fake.windows[0]?.options).toMatchObject({ ...FIRST.bounds, kiosk: true });
    expect(fake.windows[0]?.urls).toEqual([`${HUB}/`]);
    expect(fake.notes).toEqual(expect.arrayContaining(['scheme', 'no menu']));
    expect(fake.windows[0]?.contents.handlers.has('before-input-event')).toBe(true);
    fake.answered({ url: `${HUB}/api/kiosk/leave`, method: 'POST', statusCode: 204, fromCache: false });
    expect(fake.notes.at(-1)).toBe('quit');
  });

  it('is started once', async () => {
    const fake = createFakeKiosk({ isFirst: false });
    await run(fake);
    expect(fake.notes).toEqual(['quit']);
    expect(fake.windows).toHaveLength(0);
  });

  it('says what to do where nothing vouches for the station’s certificate', async () => {
    const fake = createFakeKiosk({ displays: [FIRST] });
    fake.unreachable = { [`${HUB}/`]: 'ERR_CERT_AUTHORITY_INVALID (-202)' };
    await run(fake);
    await vi.waitFor(() => expect(fake.windows[0]?.urls).toContain(AWAY));
    expect((await fake.request(AWAY)).body).toContain('还没有安装站点证书');
  });
});

describe('the door that the window is told of', () => {
  const told = (body: unknown, status = 200) =>
    kioskDoor('http://127.0.0.1:8440', () => Promise.resolve(new Response(JSON.stringify(body), { status })));

  it('is one of this very machine', async () => {
    expect(await told({ kiosk: DOOR, board: null })).toBe(DOOR);
  });

  it.each([
    ['no door', { kiosk: null, board: null }],
    ['a door elsewhere', { kiosk: 'https://evil.example', board: null }],
    ['a door with a path', { kiosk: `${DOOR}/x`, board: null }],
    ['another answer', { error: { code: 'request.not-found' } }],
  ])('is none for %s', async (_what, body) => {
    expect(await told(body)).toBeNull();
  });
});
