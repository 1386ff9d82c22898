import type { App, BrowserWindow, Protocol, Session, WebContents } from 'electron';
import { withStaffPolicy } from '#main/policy/content-security';
import { judgeIpc } from '#main/policy/ipc-senders';
import { decideNewWindow, mayNavigate } from '#main/policy/navigation';
import { SHELL_SCHEME } from '#main/policy/origins';
import { grantsPermission } from '#main/policy/permissions';
import { webPreferences } from '#main/policy/web-preferences';
import type { HostLink } from './host-link';
import { createKiosk, type Kiosk, type KioskElectron, type KioskOptions } from './kiosk';
import { load } from './load';
import { AGAIN_URL, BOOT_URL, bootPage, ERROR_URL, errorPage, htmlResponse } from './pages';

/** What the shell uses of Electron; `main.ts` hands it the real thing, tests one that takes notes. */
export interface ElectronParts {
  readonly app: Pick<App, 'requestSingleInstanceLock' | 'quit' | 'whenReady' | 'on'>;
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged' | 'handle'>;
  readonly session: KioskElectron['session'] & { readonly defaultSession: Session };
  readonly screen: KioskElectron['screen'];
  readonly Menu: KioskElectron['Menu'];
}

export interface ShellOptions {
  readonly electron: ElectronParts;
  readonly host: HostLink;
  /** The host's loopback origin: the window never shows screens from anywhere else. */
  readonly screensOrigin: string;
  readonly preload: string;
  /** Whether the second screen of this machine is a kiosk from the start; a later start that asks for it opens it, too. */
  readonly hasKiosk: boolean;
  /** The kiosk's door on this machine, asked for once the host answers; null where the station has none. */
  readonly kioskOrigin: () => Promise<string | null>;
  readonly sleep: KioskOptions['sleep'];
  /** Told of every message that no contract knows. */
  readonly warn: (event: string, fields: Readonly<Record<string, string>>) => void;
}

/** Makes the second screen a kiosk. */
export const KIOSK_FLAG = '--kiosk';

/** Channels that pages may send on. The staff window's contract is empty. */
const CHANNELS: ReadonlySet<string> = new Set();

/** Opens the one window of this machine, or hands over to the one that is open. Resolves once the window is told where to go. */
export async function runShell(options: ShellOptions): Promise<void> {
  const { app, protocol } = options.electron;
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  protocol.registerSchemesAsPrivileged([{ scheme: SHELL_SCHEME, privileges: { standard: true, secure: true } }]);
  let kiosk: Kiosk | null = null;
  app.on('web-contents-created', (_event, contents) => {
    if (!kiosk?.cage(contents)) cage(contents, options);
  });
  quitAfterHost(options);
  await app.whenReady();
  guardSession(options);

  const window = openWindow(options);
  let reason = '';
  const openKiosk = async () => {
    const origin = await options.kioskOrigin();
    if (origin === null) return options.warn('kiosk.no-door', {});
    kiosk ??= createKiosk({ ...options, origin, isAlone: false });
    kiosk.open();
  };
  let wantsKiosk = options.hasKiosk;
  const connect = async () => {
    const connected = await options.host.connect();
    if (window.isDestroyed()) return;
    if (connected.ok && wantsKiosk) void openKiosk();
    const failure = connected.ok ? await load(window, `${options.screensOrigin}/`) : connected.error;
    if (failure === null || window.isDestroyed()) return;
    reason = failure;
    await load(window, ERROR_URL);
  };
  protocol.handle(SHELL_SCHEME, ({ url }) => {
    if (url === BOOT_URL) return htmlResponse(bootPage());
    if (url === ERROR_URL) return htmlResponse(errorPage(reason));
    if (url !== AGAIN_URL) return htmlResponse('', 404);
    void connect();
    return htmlResponse(bootPage());
  });
  window.webContents.on('render-process-gone', (_event, { reason: why }) => {
    // Electron ends pages itself when the window closes.
    if (why === 'clean-exit' || window.isDestroyed()) return;
    options.warn('page.gone', { reason: why });
    reason = `the page ended: ${why}`;
    void load(window, ERROR_URL);
  });
  app.on('second-instance', (_event, argv) => {
    if (argv.includes(KIOSK_FLAG)) {
      wantsKiosk = true;
      void openKiosk();
      return;
    }
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  await load(window, BOOT_URL);
  await connect();
}

function openWindow({ electron, preload }: ShellOptions): BrowserWindow {
  const window = new electron.BrowserWindow({
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 600,
    show: false,
    backgroundColor: '#F6F4EF',
    autoHideMenuBar: true,
    webPreferences: webPreferences(preload),
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Attaches the rules that hold for every page, also one that some library might open. */
function cage(contents: WebContents, { screensOrigin, warn }: ShellOptions): void {
  contents.setWindowOpenHandler(({ url }) => decideNewWindow(url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!mayNavigate(event.url, screensOrigin)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  const refuse = (event: Electron.IpcMainEvent, channel: string) => {
    const frame = event.senderFrame;
    const sender = {
      channel,
      frameUrl: frame?.url ?? null,
      isMainFrame: frame !== null && frame === contents.mainFrame,
    };
    const verdict = judgeIpc(sender, CHANNELS, screensOrigin);
    if (verdict !== 'accepted') warn('ipc.refused', { verdict });
  };
  contents.on('ipc-message', refuse);
  contents.on('ipc-message-sync', refuse);
}

function guardSession({ electron, screensOrigin }: ShellOptions): void {
  const session = electron.session.defaultSession;
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const { requestingUrl, isMainFrame } = details;
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(grantsPermission({ permission, requestingUrl, isMainFrame, mediaTypes }, screensOrigin));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { isMainFrame, mediaType }) => {
    const mediaTypes = mediaType === undefined ? [] : [mediaType];
    return grantsPermission({ permission, requestingUrl: requestingOrigin, isMainFrame, mediaTypes }, screensOrigin);
  });
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onHeadersReceived({ urls: [`${screensOrigin}/*`] }, ({ responseHeaders }, callback) =>
    callback({ responseHeaders: withStaffPolicy(responseHeaders ?? {}) }),
  );
}

/** Keeps the program alive until the host that it started has put everything away. */
function quitAfterHost({ electron: { app }, host }: ShellOptions): void {
  let released = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (released) return;
    event.preventDefault();
    void host.release().finally(() => {
      released = true;
      app.quit();
    });
  });
}
