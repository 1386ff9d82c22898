import { useEffect } from 'react';
import { boundsOf } from '#shared/geo/contains';
import { tilesWithin } from '#renderer/ui/map/index';
import type { GridOnMap } from './queries';
import type { BaseMap } from './use-base-map';

/** Coarsest level that is kept: the town around the grids. */
const FROM_LEVEL = 11;

/** Most tiles that are read ahead; grids of a station take some hundred at all levels. */
const MOST_TILES = 600;

/** Between two of them, so that they stand in nobody's way. */
const PAUSE_MS = 40;

/**
 * Reads the site's base map of all grids on this device through once, in the background: what was read stays, so a tablet that goes out
 * has its streets with it, also where nobody had looked before.
 */
export function useKeptTiles({ source, isOfSite, chosen }: BaseMap, grids: readonly GridOnMap[]): void {
  const drawn = boundsOf(grids.flatMap(({ boundary }) => boundary ?? []));
  const area = drawn && [drawn.west, drawn.south, drawn.east, drawn.north].join();
  useEffect(() => {
    if (!source || !isOfSite || area === null) return;
    const name = `${chosen}|${area}`;
    if (readThrough.has(name)) return;
    let isGone = false;
    const [west = 0, south = 0, east = 0, north = 0] = area.split(',').map(Number);
    const readAll = async () => {
      for (const id of tilesWithin({ west, south, east, north }, [FROM_LEVEL, source.maxZoom], MOST_TILES)) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        if (isGone) return;
        const tile = await source.tile(id);
        if (tile instanceof ImageBitmap) tile.close();
      }
      readThrough.add(name);
    };
    // With the host away nothing is read ahead; the next time somebody opens the map it is.
    readAll().catch(() => undefined);
    return () => {
      isGone = true;
    };
  }, [source, isOfSite, chosen, area]);
}

/** Maps and areas that this page has read through. */
const readThrough = new Set<string>();
