import { AppError } from '#shared/errors/app-error';
import { mapPaths, mapsSchema, type Maps } from '#shared/ipc/map-api';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from '../station-client';
import type { KeptPieces } from './kept-pieces';

/** The base maps that the site has put at its host. What was read once is here without it, too; see `kept-pieces.ts`. */
export interface SiteMaps {
  /** What there is, or was when the host was last reached. Throws as calls of the hub do where it never was. */
  list(): Promise<Maps>;
  /**
   * A piece of a map's file, at an address that the list gives. Throws `hub.unreachable` for one that is not here, and `request.not-found`
   * for one that has gone.
   */
  piece(url: string, from: number, length: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}

/** Asked with the token of the moment. */
export function createSiteMaps(platform: Platform, client: StationClient, token: () => string): SiteMaps {
  let opened: Promise<KeptPieces> | undefined;
  // Fetched with the first map: a device that opens none begins without it.
  const kept = () => (opened ??= import('./kept-pieces').then(({ createKeptPieces }) => createKeptPieces()));
  return {
    async list() {
      try {
        const maps = await client.call({ path: mapPaths.maps, token: token() }, mapsSchema);
        await (await kept()).keepList(maps);
        return maps;
      } catch (thrown) {
        const known = await (await kept()).list();
        if (!known) throw thrown;
        return known;
      }
    },
    async piece(url, from, length, signal) {
      const pieces = await kept();
      const known = await pieces.find(url, from, length);
      if (known) return known;
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
      const bytes = await response.arrayBuffer();
      await pieces.keep(url, from, length, bytes);
      return bytes;
    },
  };
}
