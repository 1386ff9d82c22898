import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, withStaffPolicy } from '#main/policy/content-security';
import { judgeIpc, type IpcSender, type IpcVerdict } from '#main/policy/ipc-senders';
import { decideNewWindow, mayNavigate } from '#main/policy/navigation';
import { isScreensOrigin, placeOf } from '#main/policy/origins';
import { grantsPermission } from '#main/policy/permissions';
import { webPreferences } from '#main/policy/web-preferences';
import { setSecurityHeaders } from '#main/services/gateway/security-headers';

const OURS = 'http://127.0.0.1:8440';

const HOSTILE_URLS: readonly (readonly [why: string, url: string])[] = [
  ['another site', 'https://evil.example/'],
  ['our address as a user name', 'http://127.0.0.1:8440@evil.example/'],
  ['our address as user name and password', 'http://127.0.0.1:8440:x@evil.example/'],
  ['a user name before our address', 'http://someone@127.0.0.1:8440/'],
  ['a password before our address', 'http://:secret@127.0.0.1:8440/'],
  ['a name that begins like ours', 'http://127.0.0.1.evil.example:8440/'],
  ['a port that does not exist', 'http://127.0.0.1:84400/'],
  ['another port of this machine', 'http://127.0.0.1:8441/'],
  ['the standard port', 'http://127.0.0.1/'],
  ['another scheme', 'https://127.0.0.1:8440/'],
  ['web sockets', 'ws://127.0.0.1:8440/'],
  ['localhost, which is a name', 'http://localhost:8440/'],
  ['another loopback address', 'http://127.0.0.2:8440/'],
  ['loopback in IPv6', 'http://[::1]:8440/'],
  ['a file', 'file:///etc/passwd'],
  ['a script', 'javascript:alert(1)'],
  ['a data page', 'data:text/html,<script>1</script>'],
  ['a blob of ours', 'blob:http://127.0.0.1:8440/2f1'],
  ['view-source', 'view-source:http://127.0.0.1:8440/'],
  ['the browser itself', 'chrome://settings'],
  ['developer tools', 'devtools://devtools/bundled/inspector.html'],
  ['an unknown scheme', 'linli://pages/boot'],
  ['the shell, another host', 'linli-shell://other/boot'],
  ['the shell, a longer host', 'linli-shell://pages.evil.example/boot'],
  ['the shell with a user name', 'linli-shell://x@pages/boot'],
  ['a blank page', 'about:blank'],
  ['nothing', ''],
  ['no URL', 'not a url'],
  ['a path alone', '/api/health'],
  ['two slashes', '//evil.example/'],
];

describe('where the window may go', () => {
  it.each(HOSTILE_URLS)('not to %s', (_why, url) => {
    expect(placeOf(url, OURS)).toBe('elsewhere');
    expect(mayNavigate(url, OURS)).toBe(false);
  });

  it.each([
    ['the screens', 'http://127.0.0.1:8440/'],
    ['a page of them', 'http://127.0.0.1:8440/residents?q=1#top'],
    ['the practice beside a real station', 'http://127.0.0.1:8449/'],
    ['the boot page', 'linli-shell://pages/boot'],
    ['the error page', 'linli-shell://pages/error'],
  ])('to %s', (_what, url) => {
    expect(mayNavigate(url, OURS)).toBe(true);
  });

  it.each(['http://127.0.0.1:8448/', 'http://127.0.0.1:8450/', 'https://127.0.0.1:8449/', 'http://localhost:8449/'])(
    'not to a port or name beside it: %s',
    (url) => expect(mayNavigate(url, OURS)).toBe(false),
  );

  it('not to a port that only begins like ours', () => {
    expect(mayNavigate('http://127.0.0.1:8440/', 'http://127.0.0.1:844')).toBe(false);
  });

  it('not to screens of another machine, even when told that they are ours', () => {
    expect(mayNavigate('https://evil.example/', 'https://evil.example')).toBe(false);
    expect(mayNavigate('http://10.0.0.5:8440/', 'http://10.0.0.5:8440')).toBe(false);
  });

  it.each([
    'https://evil.example',
    'http://127.0.0.1:8440/x',
    'http://127.0.0.1:8440/',
    'http://localhost:8440',
    '',
    'x',
  ])('cannot be pointed at %s', (origin) => {
    expect(isScreensOrigin(origin)).toBe(false);
  });

  it('can be pointed at another port of this machine', () => {
    expect(isScreensOrigin('http://127.0.0.1:9001')).toBe(true);
  });

  it('never in a second window', () => {
    for (const url of [...HOSTILE_URLS.map(([, hostile]) => hostile), `${OURS}/`]) {
      expect(decideNewWindow(url)).toEqual({ action: 'deny' });
    }
  });
});

describe('what a page may ask of the machine', () => {
  const ask = (permission: string, requestingUrl = `${OURS}/`, isMainFrame = true) =>
    grantsPermission({ permission, requestingUrl, isMainFrame }, OURS);

  it.each(['persistent-storage', 'clipboard-sanitized-write', 'fullscreen'])('%s, yes', (permission) => {
    expect(ask(permission)).toBe(true);
  });

  it.each([
    'media',
    'geolocation',
    'notifications',
    'clipboard-read',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'midi',
    'midiSysex',
    'pointerLock',
    'keyboardLock',
    'openExternal',
    'idle-detection',
    'mediaKeySystem',
    'window-management',
    'fileSystem',
    'hid',
    'serial',
    'usb',
    'storage-access',
    'top-level-storage-access',
    'speaker-selection',
    'local-fonts',
    'unknown',
    'something-new',
    '',
    'constructor',
    '__proto__',
  ])('%s, no', (permission) => {
    expect(ask(permission)).toBe(false);
  });

  describe('the microphone', () => {
    const media = (mediaTypes: readonly string[], requestingUrl = `${OURS}/`, isMainFrame = true) =>
      grantsPermission({ permission: 'media', requestingUrl, isMainFrame, mediaTypes }, OURS);

    it('alone, for the screens: a report has a spoken note', () => {
      expect(media(['audio'])).toBe(true);
    });

    it.each([[['video']], [['audio', 'video']], [['video', 'audio']], [['unknown']], [[]]])('not with %j', (types) => {
      expect(media(types)).toBe(false);
    });

    it('not for a frame inside, nor for anybody else', () => {
      expect(media(['audio'], `${OURS}/`, false)).toBe(false);
      for (const [, url] of HOSTILE_URLS) expect(media(['audio'], url), url).toBe(false);
    });

    it('not as another permission that names sound', () => {
      const asked = { requestingUrl: `${OURS}/`, isMainFrame: true, mediaTypes: ['audio'] };
      expect(grantsPermission({ ...asked, permission: 'display-capture' }, OURS)).toBe(false);
    });
  });

  it.each(HOSTILE_URLS)('nothing, when it is %s that asks', (_why, url) => {
    expect(ask('fullscreen', url)).toBe(false);
  });

  it('nothing, for a frame inside a page', () => {
    expect(ask('fullscreen', `${OURS}/`, false)).toBe(false);
  });

  it('nothing, for the boot page', () => {
    expect(ask('fullscreen', 'linli-shell://pages/boot')).toBe(false);
  });
});

describe('whose messages count', () => {
  const good: IpcSender = { channel: 'print', frameUrl: `${OURS}/`, isMainFrame: true };
  const cases: readonly (readonly [why: string, change: Partial<IpcSender>, verdict: IpcVerdict])[] = [
    ['our screens on a known channel', {}, 'accepted'],
    ['a frame that is gone', { frameUrl: null }, 'no-frame'],
    ['a frame inside the page', { isMainFrame: false }, 'not-the-main-frame'],
    ['another site', { frameUrl: 'https://evil.example/' }, 'not-our-screens'],
    ['our address as a user name', { frameUrl: 'http://127.0.0.1:8440@evil.example/' }, 'not-our-screens'],
    ['the boot page', { frameUrl: 'linli-shell://pages/boot' }, 'not-our-screens'],
    ['an unknown channel', { channel: 'print2' }, 'unknown-channel'],
    ['a channel named like an object’s own parts', { channel: 'constructor' }, 'unknown-channel'],
  ];
  it.each(cases)('%s', (_why, change, verdict) => {
    expect(judgeIpc({ ...good, ...change }, new Set(['print']), OURS)).toBe(verdict);
  });
});

describe('what a page may load', () => {
  const directives = (page: 'staff' | 'shell') =>
    new Map(
      contentSecurityPolicy(page)
        .split('; ')
        .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1)]),
    );

  it('runs scripts of its own origin and no others, and evaluates no text', () => {
    expect(directives('staff').get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  });

  it('speaks to its own origin alone', () => {
    expect(directives('staff').get('connect-src')).toEqual(["'self'"]);
    expect(directives('staff').get('default-src')).toEqual(["'self'"]);
  });

  it('plays what it holds in memory, and nothing from elsewhere', () => {
    expect(directives('staff').get('media-src')).toEqual(["'self'", 'blob:']);
  });

  it.each(['object-src', 'base-uri', 'form-action', 'frame-src', 'frame-ancestors'])('closes %s', (directive) => {
    expect(directives('staff').get(directive)).toEqual(["'none'"]);
  });

  it('on the boot page, nothing but its look', () => {
    expect(directives('shell').get('default-src')).toEqual(["'none'"]);
    expect(directives('shell').has('script-src')).toBe(false);
    expect(directives('shell').get('form-action')).toEqual(["'none'"]);
  });

  it('is the same in the window and in a browser', () => {
    let sent: Record<string, string> = {};
    setSecurityHeaders({ headers: (headers: Record<string, string>) => (sent = headers) } as never);
    expect(sent['content-security-policy']).toBe(contentSecurityPolicy('staff'));
  });

  it('opens the microphone for the screens and for nothing in them from elsewhere', () => {
    let sent: Record<string, string> = {};
    setSecurityHeaders({ headers: (headers: Record<string, string>) => (sent = headers) } as never);
    expect(sent['permissions-policy']).toContain('microphone=(self)');
  });

  it('replaces the policy that an answer came with, however it was spelled', () => {
    const headers = withStaffPolicy({ 'content-security-policy': ['default-src *'], ETag: ['"1"'] });
    expect(headers).toEqual({ ETag: ['"1"'], 'Content-Security-Policy': [contentSecurityPolicy('staff')] });
  });
});

describe('how a page is caged', () => {
  it('away from Node and from the bridge, in a sandbox', () => {
    expect(webPreferences('/x/staff.cjs')).toEqual({
      preload: '/x/staff.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
  });
});
