import type { ElectronParts } from '#main/electron/shell';
import { FIRST, SECOND } from './fake-kiosk';

const nothing = (): void => undefined;

type Listener = (...values: unknown[]) => unknown;

/** An Electron that opens nothing and takes notes: what was attached can be called, what was asked for can be read. */
export interface FakeElectron {
  readonly parts: ElectronParts;
  /** Everything that happened, in order: `quit`, `load <url>`, `focus`. */
  readonly notes: string[];
  readonly windows: FakeWindow[];
  readonly contents: FakeContents;
  readonly session: Readonly<Record<string, Listener>>;
  readonly schemes: unknown[];
  /** Sends an app event to whoever listens, and returns whether it was prevented. */
  emit(event: string, ...values: unknown[]): boolean;
  /** Answers a request to the custom protocol as the shell does. */
  request(url: string): Promise<{ readonly status: number; readonly body: string; readonly policy: string | null }>;
}

export interface FakeWindow {
  readonly options: Record<string, unknown>;
  readonly urls: string[];
}

export interface FakeContents {
  readonly mainFrame: { readonly url: string };
  readonly handlers: Map<string, Listener>;
  openHandler: Listener | null;
}

export interface FakeOptions {
  readonly isFirst?: boolean;
  readonly isMinimized?: boolean;
  /** URLs that cannot be loaded, with Electron's message. */
  readonly unreachable?: Readonly<Record<string, string>>;
}

/** A fresh fake. */
export function createFakeElectron({
  isFirst = true,
  isMinimized = false,
  unreachable = {},
}: FakeOptions = {}): FakeElectron {
  const notes: string[] = [];
  const windows: FakeWindow[] = [];
  const appListeners = new Map<string, Listener>();
  const session: Record<string, Listener> = {};
  const schemes: unknown[] = [];
  let protocolHandler: Listener | null = null;
  const contents: FakeContents = {
    mainFrame: { url: 'http://127.0.0.1:8440/' },
    handlers: new Map(),
    openHandler: null,
  };

  class BrowserWindow {
    readonly #window: FakeWindow;
    readonly webContents = {
      on: (event: string, handler: Listener) => contents.handlers.set(event, handler),
      setVisualZoomLevelLimits: () => Promise.resolve(),
    };
    constructor(options: Record<string, unknown>) {
      this.#window = { options, urls: [] };
      windows.push(this.#window);
      appListeners.get('web-contents-created')?.(
        {},
        {
          mainFrame: contents.mainFrame,
          setWindowOpenHandler: (handler: Listener) => (contents.openHandler = handler),
          on: (event: string, handler: Listener) => contents.handlers.set(event, handler),
        },
      );
    }
    loadURL(url: string): Promise<void> {
      notes.push(`load ${url}`);
      this.#window.urls.push(url);
      const failure = unreachable[url];
      return failure === undefined ? Promise.resolve() : Promise.reject(new Error(failure));
    }
    on(): void {}
    removeMenu(): void {}
    once(): void {}
    show(): void {}
    isDestroyed = (): boolean => false;
    isMinimized = (): boolean => isMinimized;
    restore = (): void => void notes.push('restore');
    focus = (): void => void notes.push('focus');
  }

  // What happens to it is looked at in `kiosk.test`.
  const kioskSession = {
    ...{
      setPermissionRequestHandler: nothing,
      setPermissionCheckHandler: nothing,
      setDevicePermissionHandler: nothing,
    },
    ...{ on: nothing, protocol: { handle: nothing }, webRequest: { onCompleted: nothing } },
  };
  const keep = (name: string) => (handler: Listener) => (session[name] = handler);
  const parts = {
    app: {
      requestSingleInstanceLock: () => isFirst,
      quit: () => notes.push('quit'),
      whenReady: () => Promise.resolve(),
      on: (event: string, listener: Listener) => appListeners.set(event, listener),
    },
    BrowserWindow,
    protocol: {
      registerSchemesAsPrivileged: (registered: unknown[]) => schemes.push(...registered),
      handle: (_scheme: string, handler: Listener) => (protocolHandler = handler),
    },
    screen: {
      getAllDisplays: () => [FIRST, SECOND],
      getPrimaryDisplay: () => FIRST,
      on: () => undefined,
    },
    Menu: { setApplicationMenu: () => undefined },
    session: {
      fromPartition: () => kioskSession,
      defaultSession: {
        setPermissionRequestHandler: keep('permissionRequest'),
        setPermissionCheckHandler: keep('permissionCheck'),
        setDevicePermissionHandler: keep('devicePermission'),
        webRequest: { onHeadersReceived: (_filter: unknown, handler: Listener) => keep('headers')(handler) },
      },
    },
  } as unknown as ElectronParts;

  return {
    parts,
    notes,
    windows,
    contents,
    session,
    schemes,
    emit: (event, ...values) => {
      let isPrevented = false;
      appListeners.get(event)?.({ preventDefault: () => (isPrevented = true) }, ...values);
      return isPrevented;
    },
    request: async (url) => {
      if (!protocolHandler) throw new Error('no protocol handler');
      const response = (await protocolHandler({ url })) as Response;
      return {
        status: response.status,
        body: await response.text(),
        policy: response.headers.get('content-security-policy'),
      };
    },
  };
}
