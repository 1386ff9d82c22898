import { placeOf } from './origins';

/**
 * What a page may ask the machine for. Everything that is not named here is refused, also what a later Electron brings:
 * the workstation stands in a hall, and its camera and devices are not for pages to open. The microphone alone is, for spoken notes and
 * calls from the hall: the screens open it when somebody presses the button and close it when the note is done or the call is over.
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
  /** Of `media`: what it asks for, `audio`, `video`. */
  readonly mediaTypes?: readonly string[];
}

/** Whether to grant it: a listed permission, asked for by the host's own screens, and not from a frame inside them. */
export function grantsPermission(request: PermissionRequest, screensOrigin: string): boolean {
  return (
    (GRANTED.has(request.permission) || isMicrophone(request)) &&
    request.isMainFrame &&
    placeOf(request.requestingUrl, screensOrigin) === 'screens'
  );
}

/** Sound and no picture. */
const isMicrophone = ({ permission, mediaTypes = [] }: PermissionRequest): boolean =>
  permission === 'media' && mediaTypes.length > 0 && mediaTypes.every((type) => type === 'audio');
