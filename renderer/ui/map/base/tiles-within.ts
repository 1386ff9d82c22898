import type { Bounds } from '#shared/geo/contains';
import { toWorld } from '../mercator';
import type { TileId } from './types';

/** Tiles that hold an area, level by level from the coarsest; no level that would make them more than `most`. */
export function tilesWithin(
  { west, south, east, north }: Bounds,
  [from, to]: readonly [from: number, to: number],
  most: number,
): readonly TileId[] {
  const [first, last] = [toWorld([west, north]), toWorld([east, south])];
  const tiles: TileId[] = [];
  for (let z = from; z <= to; z += 1) {
    const across = 2 ** z;
    const at = (share: number) => Math.min(across - 1, Math.max(0, Math.floor(share * across)));
    const [left, top, right, bottom] = [at(first.x), at(first.y), at(last.x), at(last.y)];
    if (tiles.length + (right - left + 1) * (bottom - top + 1) > most) break;
    for (let y = top; y <= bottom; y += 1) for (let x = left; x <= right; x += 1) tiles.push({ z, x, y });
  }
  return tiles;
}
