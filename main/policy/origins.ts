/** Where the window's pages may come from: the host's screens, and the few pages of the shell itself. */

/** Scheme of the shell's own boot and error pages. */
export const SHELL_SCHEME = 'linli-shell';

/** Origin of the shell's pages, which hold no data and run no scripts. */
export const SHELL_ORIGIN = `${SHELL_SCHEME}://pages`;

/** How far above the screens' port the practice beside a real station stands (`main/host/training`). */
export const TRAINING_PORT_OFFSET = 9;

/** Where a URL belongs; `elsewhere` for everything that is not exactly one of ours, and for what cannot be read as a URL. */
export type Place = 'screens' | 'shell' | 'elsewhere';

/**
 * Sorts a URL. `screensOrigin` is the host's loopback origin, `http://127.0.0.1:8440`. Scheme, host and port must be equal and
 * there must be no user name: `http://127.0.0.1:8440@evil.example` begins like ours and leads elsewhere.
 */
export function placeOf(url: string, screensOrigin: string): Place {
  const parsed = parseUrl(url);
  if (!parsed || parsed.username !== '' || parsed.password !== '') return 'elsewhere';
  const place = `${parsed.protocol}//${parsed.host}`;
  if (place === SHELL_ORIGIN) return 'shell';
  if (isLoopbackHttp(parsed) && (place === screensOrigin || place === trainingOrigin(screensOrigin))) return 'screens';
  return 'elsewhere';
}

/** Origin of the practice beside the station whose screens are there; null where there can be none. */
function trainingOrigin(screensOrigin: string): string | null {
  const parsed = parseUrl(screensOrigin);
  const port = Number(parsed?.port) + TRAINING_PORT_OFFSET;
  return parsed && port <= 65_535 ? `${parsed.protocol}//${parsed.hostname}:${port}` : null;
}

/** Whether an origin is plain HTTP on this very machine: the only kind of screens the window may be pointed at. */
export function isScreensOrigin(origin: string): boolean {
  const parsed = parseUrl(origin);
  return parsed !== null && isLoopbackHttp(parsed) && origin === parsed.origin;
}

/** Plain HTTP on this machine, by its number and no name. */
export const isLoopbackHttp = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && hostname === '127.0.0.1';

/** A URL, or null for what is none. */
export function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
