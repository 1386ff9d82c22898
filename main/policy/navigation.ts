import { placeOf } from './origins';

/** Whether the window may go there, by a link, a form, a script or a redirect. */
export function mayNavigate(url: string, screensOrigin: string): boolean {
  return placeOf(url, screensOrigin) !== 'elsewhere';
}

/** Answer to `window.open`, `target=_blank` and their kin: there is one window, and it does not multiply. */
export function decideNewWindow(_url: string): { readonly action: 'deny' } {
  return { action: 'deny' };
}
