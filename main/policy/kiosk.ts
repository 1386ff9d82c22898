import { isLoopbackHttp, parseUrl, SHELL_ORIGIN } from './origins';
import { CAGE } from './web-preferences';

/**
 * The rules of a kiosk's window. It stands in the open hall, before anybody, so it is held tighter than the staff's: one origin, no
 * bridge, no key that means anything to a browser, and microphone and camera as the only things it may ask the machine for.
 */

/** Where its pages keep their token and the public catalogue, apart from the staff's. */
export const KIOSK_PARTITION = 'persist:kiosk';

/** Whether a window may be pointed there: the station's kiosk door on this very machine, or over TLS at a hub of the LAN. */
export function isKioskOrigin(origin: string): boolean {
  const parsed = parseUrl(origin);
  return parsed !== null && origin === parsed.origin && (isLoopbackHttp(parsed) || parsed.protocol === 'https:');
}

/** Whether a URL lies at the kiosk's door: scheme, host and port equal, and no user name before them. */
export function isAtKiosk(url: string, kioskOrigin: string): boolean {
  const parsed = parseUrl(url);
  return (
    parsed !== null &&
    parsed.username === '' &&
    parsed.password === '' &&
    `${parsed.protocol}//${parsed.host}` === kioskOrigin
  );
}

/** Whether the window may go there: its own door, and the shell's page for when that does not answer. */
export function mayKioskNavigate(url: string, kioskOrigin: string): boolean {
  return isAtKiosk(url, kioskOrigin) || isAtKiosk(url, SHELL_ORIGIN);
}

export interface KioskPermission {
  readonly permission: string;
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
  /** Of `media`: what it asks for, `audio`, `video`. */
  readonly mediaTypes: readonly string[];
}

/** Sound and picture for a call and for photos, asked for by the kiosk's own page; nothing else. */
export function grantsKioskPermission(request: KioskPermission, kioskOrigin: string): boolean {
  const { permission, requestingUrl, isMainFrame, mediaTypes } = request;
  return (
    permission === 'media' &&
    mediaTypes.length > 0 &&
    mediaTypes.every((type) => type === 'audio' || type === 'video') &&
    isMainFrame &&
    isAtKiosk(requestingUrl, kioskOrigin)
  );
}

/** A key as it comes from the keyboard, before the page has it. */
export interface KioskKey {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/** Keys without a character that fields and pages need. */
const USEFUL_KEYS: ReadonlySet<string> = new Set([
  ...['Backspace', 'Delete', 'Enter', 'Tab', 'Escape', 'Shift', 'CapsLock'],
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'],
  // What an input method is at work on.
  ...['Process', 'Unidentified', 'Dead'],
]);

/**
 * Whether a key goes no further. What types a character or moves about stays; everything with Ctrl, Alt or the system's key, and every
 * function key, is swallowed: reload, print, zoom, find, developer tools, close, and what a later browser may think of.
 */
export function swallowsKey({ key, control, alt, meta }: KioskKey): boolean {
  if (control || alt || meta) return true;
  return [...key].length !== 1 && !USEFUL_KEYS.has(key);
}

/** A screen of this machine. */
export interface Display {
  readonly id: number;
  readonly bounds: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/**
 * The screen that a kiosk fills: beside the staff's window the first that is not the primary one, null where there is none, so that it
 * never covers their work; on a machine that is only a kiosk, the primary one.
 */
export function kioskDisplay(
  displays: readonly Display[],
  primary: number,
  { isAlone }: { readonly isAlone: boolean },
): Display | null {
  const wanted = displays.find(({ id }) => (id === primary) === isAlone);
  return wanted ?? null;
}

/** How the kiosk's page is caged: as the staff's, without a bridge, in a partition of its own, and with no developer tools to open. */
export function kioskPreferences() {
  return { ...CAGE, partition: KIOSK_PARTITION, devTools: false } as const;
}
