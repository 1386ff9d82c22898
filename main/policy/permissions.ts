import { placeOf } from './origins';

/**
 * What a page may ask the machine for. Everything that is not named here is refused, also what a later Electron brings:
 * the workstation stands in a hall, and its camera, microphone and devices are not for pages to open.
 */
const GRANTED: ReadonlySet<string> = new Set([
  // Unsent work lives in the page's database: the browser must not clear it when the disk runs low.
  'persistent-storage',
  // A clerk copies a receipt code.
  'clipboard-sanitized-write',
  // The map and the building view fill the screen.
  'fullscreen',
]);

export interface PermissionRequest {
  readonly permission: string;
  /** URL of the frame that asks. */
  readonly requestingUrl: string;
  readonly isMainFrame: boolean;
}

/** Whether to grant it: a listed permission, asked for by the host's own screens, and not from a frame inside them. */
export function grantsPermission(request: PermissionRequest, screensOrigin: string): boolean {
  return (
    GRANTED.has(request.permission) &&
    request.isMainFrame &&
    placeOf(request.requestingUrl, screensOrigin) === 'screens'
  );
}
