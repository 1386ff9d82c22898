import type { App, BrowserWindow, Menu, Screen, Session, WebContents } from 'electron';
import {
  grantsKioskPermission,
  isAtKiosk,
  KIOSK_PARTITION,
  kioskDisplay,
  kioskPreferences,
  mayKioskNavigate,
  swallowsKey,
} from '#main/policy/kiosk';
import { decideNewWindow } from '#main/policy/navigation';
import { SHELL_SCHEME } from '#main/policy/origins';
import { kioskLeavePaths } from '#shared/ipc/kiosk-leave-api';
import { load } from './load';
import { htmlResponse, KIOSK_AWAY_URL, kioskAwayPage } from './pages';

/** What the kiosk's window uses of Electron. */
export interface KioskElectron {
  readonly app: Pick<App, 'quit' | 'on'>;
  readonly BrowserWindow: new (options: Electron.BrowserWindowConstructorOptions) => BrowserWindow;
  readonly screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay' | 'on'>;
  readonly session: { fromPartition(name: string): Session };
  readonly Menu: Pick<typeof Menu, 'setApplicationMenu'>;
}

export interface KioskOptions {
  readonly electron: KioskElectron;
  /** Where its page is: this machine's own kiosk door, or that of a hub on the LAN. */
  readonly origin: string;
  /** A machine that is a kiosk and nothing else; otherwise it fills the second screen beside the staff's window. */
  readonly isAlone: boolean;
  readonly sleep: (ms: number) => Promise<void>;
  readonly warn: (event: string, fields: Readonly<Record<string, string>>) => void;
}

export interface Kiosk {
  /** Opens its window where there is a screen for it, else as soon as there is one; does nothing while it is open. */
  open(): void;
  /** Attaches its rules to the page if it is the kiosk's; whether it is. */
  cage(contents: WebContents): boolean;
}

/** How long after a failure its page is loaded again. */
const AGAIN_MS = 3000;

/**
 * The kiosk's window: it fills a screen, comes back whatever happens to its page, and closes for nothing but the host's word that
 * somebody typed the right code. Call after Electron is ready.
 */
export function createKiosk(options: KioskOptions): Kiosk {
  const { electron, origin, isAlone, sleep, warn } = options;
  const { app, screen } = electron;
  const session = electron.session.fromPartition(KIOSK_PARTITION);
  let window: BrowserWindow | null = null;
  let shownOn: number | null = null;
  let isEnding = false;
  let reason = '';

  const alive = (): BrowserWindow | null => (window && !window.isDestroyed() ? window : null);

  function close(): void {
    // Without being asked: whoever asks is refused.
    alive()?.destroy();
    window = null;
  }

  async function show(shown: BrowserWindow): Promise<void> {
    while (!shown.isDestroyed()) {
      const failure = await load(shown, `${origin}/`);
      if (failure === null) return;
      warn('kiosk.away', { reason: failure });
      reason = failure;
      await load(shown, KIOSK_AWAY_URL);
      await sleep(AGAIN_MS);
    }
  }

  function open(): void {
    if (alive()) return;
    const display = kioskDisplay(screen.getAllDisplays(), screen.getPrimaryDisplay().id, { isAlone });
    if (!display) return warn('kiosk.no-second-screen', {});
    const opened = new electron.BrowserWindow({
      ...display.bounds,
      kiosk: true,
      frame: false,
      resizable: false,
      movable: false,
      minimizable: false,
      skipTaskbar: true,
      autoHideMenuBar: true,
      show: false,
      backgroundColor: '#F6F4EF',
      webPreferences: kioskPreferences(),
    });
    [window, shownOn] = [opened, display.id];
    opened.removeMenu();
    opened.once('ready-to-show', () => opened.show());
    // Alt+F4, a window manager's button, a script: none of them is the code.
    opened.on('close', (event) => {
      if (!isEnding) event.preventDefault();
    });
    void opened.webContents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
    opened.webContents.on('render-process-gone', (_event, { reason: why }) => {
      if (why === 'clean-exit' || opened.isDestroyed()) return;
      warn('kiosk.page-gone', { reason: why });
      void sleep(AGAIN_MS).then(() => show(opened));
    });
    void show(opened);
  }

  guard(session, options, {
    reason: () => reason,
    leave: () => {
      close();
      if (isAlone) app.quit();
    },
  });
  // A menu brings its own keys: close, reload, zoom. The staff's window keeps its; there is none on a machine without one.
  if (isAlone) electron.Menu.setApplicationMenu(null);
  // The machine is being shut down, or the program ended by its owner.
  app.on('before-quit', () => (isEnding = true));
  screen.on('display-added', () => {
    if (!alive()) open();
  });
  screen.on('display-removed', (_event, { id }) => {
    if (id !== shownOn) return;
    // Moved onto what screen is left, it would cover the staff's work.
    close();
    open();
  });
  screen.on('display-metrics-changed', (_event, { id, bounds }) => {
    if (id === shownOn) alive()?.setBounds(bounds);
  });

  return {
    open,
    cage: (contents) => {
      if (contents.session !== session) return false;
      cageKiosk(contents, origin);
      return true;
    },
  };
}

function cageKiosk(contents: WebContents, origin: string): void {
  contents.setWindowOpenHandler(({ url }) => decideNewWindow(url));
  contents.on('will-attach-webview', (event) => event.preventDefault());
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!mayKioskNavigate(event.url, origin)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('before-input-event', (event, key) => {
    if (swallowsKey(key)) event.preventDefault();
  });
  contents.on('context-menu', (event) => event.preventDefault());
}

interface Told {
  readonly reason: () => string;
  readonly leave: () => void;
}

function guard(session: Session, { origin }: KioskOptions, { reason, leave }: Told): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const { requestingUrl, isMainFrame } = details;
    const mediaTypes = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    callback(grantsKioskPermission({ permission, requestingUrl, isMainFrame, mediaTypes }, origin));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingUrl, { isMainFrame, mediaType }) => {
    const mediaTypes = mediaType === undefined ? [] : [mediaType];
    return grantsKioskPermission({ permission, requestingUrl, isMainFrame, mediaTypes }, origin);
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.protocol.handle(SHELL_SCHEME, ({ url }) =>
    url === KIOSK_AWAY_URL ? htmlResponse(kioskAwayPage(reason())) : htmlResponse('', 404),
  );
  // The page has no bridge to ask by: what counts is the answer of the host itself, seen on its way.
  const urls = [origin + kioskLeavePaths.leave];
  session.webRequest.onCompleted({ urls }, ({ method, statusCode, url, fromCache }) => {
    const isHosts = isAtKiosk(url, origin) && !fromCache;
    if (isHosts && method === 'POST' && statusCode === 204) leave();
  });
}
