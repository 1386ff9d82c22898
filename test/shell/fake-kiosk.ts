import type { KioskElectron } from '#main/electron/kiosk';
import type { Display } from '#main/policy/kiosk';

type Listener = (...values: unknown[]) => unknown;

export const FIRST: Display = { id: 1, bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
export const SECOND: Display = { id: 2, bounds: { x: 1920, y: 0, width: 1080, height: 1920 } };

export interface FakeKioskWindow {
  readonly options: Record<string, unknown>;
  readonly urls: string[];
  readonly contents: {
    readonly session: unknown;
    readonly handlers: Map<string, Listener>;
    openHandler: Listener | null;
  };
  isGone: boolean;
  hasMenu: boolean;
  bounds: unknown;
  /** Somebody tries to close it; whether it stayed. */
  tryToClose(): boolean;
}

/** An Electron with screens that opens nothing and takes notes. */
export interface FakeKiosk {
  readonly parts: KioskElectron & {
    readonly app: KioskElectron['app'] & { requestSingleInstanceLock(): boolean; whenReady(): Promise<void> };
    readonly protocol: { registerSchemesAsPrivileged(schemes: unknown[]): void };
  };
  readonly windows: FakeKioskWindow[];
  readonly notes: string[];
  /** Handlers of the kiosk's session by name. */
  readonly session: Readonly<Record<string, Listener>>;
  readonly sessions: string[];
  displays: readonly Display[];
  /** URLs that cannot be loaded, with Electron's message; changed while it runs. */
  unreachable: Record<string, string>;
  emit(event: string, ...values: unknown[]): void;
  /** Something happens to a screen. */
  screen(event: string, ...values: unknown[]): void;
  /** A key before the page has it; whether it was swallowed. */
  press(key: string, held?: { readonly control?: boolean; readonly alt?: boolean; readonly meta?: boolean }): boolean;
  /** The session saw an answer. */
  answered(answer: Record<string, unknown>): void;
  request(url: string): Promise<{ readonly status: number; readonly body: string }>;
}

/** A fresh fake. */
export function createFakeKiosk({ displays = [FIRST, SECOND], isFirst = true } = {}): FakeKiosk {
  const windows: FakeKioskWindow[] = [];
  const notes: string[] = [];
  const appListeners = new Map<string, Listener[]>();
  const screenListeners = new Map<string, Listener>();
  const session: Record<string, Listener> = {};
  const sessions: string[] = [];
  const keep = (name: string) => (handler: Listener) => (session[name] = handler);
  const kioskSession = {
    setPermissionRequestHandler: keep('permissionRequest'),
    setPermissionCheckHandler: keep('permissionCheck'),
    setDevicePermissionHandler: keep('devicePermission'),
    on: (event: string, handler: Listener) => (session[event] = handler),
    protocol: { handle: (_scheme: string, handler: Listener) => (session['protocol'] = handler) },
    webRequest: {
      onCompleted: ({ urls }: { readonly urls: readonly string[] }, handler: Listener) => {
        notes.push(`watches ${urls.join(' ')}`);
        session['completed'] = handler;
      },
    },
  };

  class BrowserWindow {
    readonly #window: FakeKioskWindow;
    readonly #listeners = new Map<string, Listener>();
    readonly webContents: unknown;
    constructor(options: Record<string, unknown>) {
      const contents: FakeKioskWindow['contents'] = { session: kioskSession, handlers: new Map(), openHandler: null };
      const on = (event: string, handler: Listener) => contents.handlers.set(event, handler);
      this.webContents = {
        session: kioskSession,
        on,
        setWindowOpenHandler: (handler: Listener) => (contents.openHandler = handler),
        setVisualZoomLevelLimits: (least: number, most: number) => {
          notes.push(`zoom ${least}–${most}`);
          return Promise.resolve();
        },
      };
      this.#window = {
        ...{ options, urls: [], contents, isGone: false, hasMenu: true, bounds: null },
        tryToClose: () => {
          let isPrevented = false;
          this.#listeners.get('close')?.({ preventDefault: () => (isPrevented = true) });
          return isPrevented;
        },
      };
      windows.push(this.#window);
      for (const listener of appListeners.get('web-contents-created') ?? []) listener({}, this.webContents);
    }
    loadURL(url: string): Promise<void> {
      this.#window.urls.push(url);
      const failure = fake.unreachable[url];
      return failure === undefined ? Promise.resolve() : Promise.reject(new Error(failure));
    }
    on = (event: string, listener: Listener) => this.#listeners.set(event, listener);
    once(): void {}
    show(): void {}
    removeMenu = (): void => void (this.#window.hasMenu = false);
    setBounds = (bounds: unknown): void => void (this.#window.bounds = bounds);
    isDestroyed = (): boolean => this.#window.isGone;
    destroy = (): void => void (this.#window.isGone = true);
  }

  const fake: FakeKiosk = {
    ...{ windows, notes, session, sessions, displays, unreachable: {} },
    parts: {
      app: {
        requestSingleInstanceLock: () => isFirst,
        whenReady: () => Promise.resolve(),
        quit: () => notes.push('quit'),
        on: (event: string, listener: Listener) =>
          appListeners.set(event, [...(appListeners.get(event) ?? []), listener]),
      },
      BrowserWindow,
      protocol: { registerSchemesAsPrivileged: () => notes.push('scheme') },
      screen: {
        getAllDisplays: () => fake.displays,
        getPrimaryDisplay: () => FIRST,
        on: (event: string, listener: Listener) => screenListeners.set(event, listener),
      },
      session: {
        fromPartition: (name: string) => {
          sessions.push(name);
          return kioskSession;
        },
      },
      Menu: { setApplicationMenu: (menu: unknown) => notes.push(menu === null ? 'no menu' : 'menu') },
    } as unknown as FakeKiosk['parts'],
    emit: (event, ...values) => {
      for (const listener of appListeners.get(event) ?? []) listener({}, ...values);
    },
    screen: (event, ...values) => void screenListeners.get(event)?.({}, ...values),
    press: (key, held = {}) => {
      let isSwallowed = false;
      const event = { preventDefault: () => (isSwallowed = true) };
      const input = { key, control: false, alt: false, meta: false, ...held };
      windows.at(-1)?.contents.handlers.get('before-input-event')?.(event, input);
      return isSwallowed;
    },
    answered: (answer) => void session['completed']?.(answer),
    request: async (url) => {
      const response = (await session['protocol']?.({ url })) as Response;
      return { status: response.status, body: await response.text() };
    },
  };
  return fake;
}
