import { z } from 'zod';

/**
 * Base maps that the site has put into the folder `map` of the data folder: PMTiles files, vector or pictures. Whoever is signed in may have
 * them; a file is asked for piece by piece (`Range`).
 */

export const mapPaths = {
  /** `GET`: what there is. */
  maps: '/api/maps',
  /** `GET`, `HEAD`: a file, or a piece of it. */
  file: '/api/maps/:name',
} as const;

/** A base map that can be drawn. */
export const baseMapSchema = z.object({
  /** The file's name. */
  id: z.string(),
  /** What the file calls itself. */
  title: z.string().nullable(),
  kind: z.enum(['vector', 'raster']),
  /** Where it is had; another one when the file has been replaced. */
  url: z.string(),
  /** Whose data it is, to be shown wherever it is drawn; null where the file does not say. */
  attribution: z.string().nullable(),
  /** WGS-84 degrees. */
  bounds: z.object({ west: z.number(), south: z.number(), east: z.number(), north: z.number() }),
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
  bytes: z.number().int().nonnegative(),
});
export type BaseMap = z.infer<typeof baseMapSchema>;

/**
 * Why a file in that folder is not shown. `not-a-map`: no PMTiles file, whatever its name; `old-version`: PMTiles before version 3;
 * `cut-off`: shorter than it says; `unknown-tiles`: of a kind or packing that no browser draws; `unreadable`: the host may not read it;
 * `not-a-file`: a folder or a link; `bad-name`: characters that an address cannot hold; `too-many`: beyond the most there may be.
 */
export const MAP_PROBLEMS = [
  'not-a-map',
  'old-version',
  'cut-off',
  'unknown-tiles',
  'unreadable',
  'not-a-file',
  'bad-name',
  'too-many',
] as const;
export const mapTroubleSchema = z.object({ name: z.string(), problem: z.enum(MAP_PROBLEMS) });
export type MapTrouble = z.infer<typeof mapTroubleSchema>;

/** `GET /api/maps`. */
export const mapsSchema = z.object({ maps: z.array(baseMapSchema), troubles: z.array(mapTroubleSchema) });
export type Maps = z.infer<typeof mapsSchema>;
