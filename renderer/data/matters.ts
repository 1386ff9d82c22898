import { AppError } from '#shared/errors/app-error';
import {
  matterListSchema,
  matterPaths,
  matterSchema,
  takenPhotoSchema,
  type DepartmentPhoto,
  type Matter,
  type MatterStep,
  type MatterSummary,
  type TakenPhoto,
} from '#shared/ipc/matters-api';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from './station-client';

/**
 * What was sent to the units that a handler of a department belongs to (`shared/ipc/matters-api`). It needs the host: nothing of it lies on
 * this device. Each throws `hub.unreachable`, `hub.busy`, `access.denied`, and `request.not-found` for what is not the unit's any more.
 */
export interface Matters {
  list(): Promise<readonly MatterSummary[]>;
  matter(id: string): Promise<Matter>;
  photo(id: string, photoId: string, part: 'full' | 'thumb'): Promise<Blob>;
  /** Keeps a picture at the host for a step that is yet to be taken. */
  keepPhoto(id: string, photo: DepartmentPhoto): Promise<TakenPhoto>;
  /** The matter after the step; the same step again changes nothing. `row.conflict` when it is not possible any more. */
  take(id: string, step: MatterStep): Promise<Matter>;
}

/** A photo over the station's WLAN. */
const PHOTO_MS = 60_000;

/** Asked with the token of the moment. */
export function createMatters(platform: Platform, client: StationClient, token: () => string): Matters {
  const pathOf = (path: string, id: string) => path.replace(':id', encodeURIComponent(id));
  const get = (path: string) => ({ path, token: token() });
  const post = (path: string, body: unknown) => ({ ...get(path), method: 'POST' as const, body });
  return {
    list: async () => (await client.call(get(matterPaths.matters), matterListSchema)).matters,
    matter: (id) => client.call(get(pathOf(matterPaths.matter, id)), matterSchema),
    async photo(id, photoId, part) {
      const path = pathOf(matterPaths.photo, id).replace(':photo', photoId).replace(':part', part);
      const response = await platform
        .fetch(platform.hubOrigin + path, { headers: { authorization: `Bearer ${token()}` }, credentials: 'omit' })
        .catch((cause: unknown) => {
          throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
        });
      if (!response.ok) throw new AppError('request.not-found', `a picture came as ${response.status}`);
      return response.blob();
    },
    keepPhoto: (id, photo) =>
      client.call({ ...post(pathOf(matterPaths.photos, id), photo), timeoutMs: PHOTO_MS }, takenPhotoSchema),
    take: (id, step) => client.call(post(pathOf(matterPaths.steps, id), step), matterSchema),
  };
}
