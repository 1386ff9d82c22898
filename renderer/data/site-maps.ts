import { AppError } from '#shared/errors/app-error';
import { mapPaths, mapsSchema, type Maps } from '#shared/ipc/map-api';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from './station-client';

/** The base maps that the site has put at its host; they need the host. */
export interface SiteMaps {
  /** What there is. Throws as calls of the hub do. */
  list(): Promise<Maps>;
  /** A piece of a map's file, at an address that the list gives. Throws `hub.unreachable`, and `request.not-found` for one that has gone. */
  piece(url: string, from: number, length: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}

/** Asked with the token of the moment. */
export function createSiteMaps(platform: Platform, client: StationClient, token: () => string): SiteMaps {
  return {
    list: () => client.call({ path: mapPaths.maps, token: token() }, mapsSchema),
    async piece(url, from, length, signal) {
      const response = await platform
        .fetch(new URL(url, platform.hubOrigin), {
          headers: { authorization: `Bearer ${token()}`, range: `bytes=${from}-${from + length - 1}` },
          credentials: 'omit',
          ...(signal && { signal }),
        })
        .catch((cause: unknown) => {
          throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
        });
      if (response.status !== 206)
        throw new AppError('request.not-found', `a piece of a map came as ${response.status}`);
      return response.arrayBuffer();
    },
  };
}
