import type { Position, Ring } from '#shared/schema/area';

/** A place within a ring, away from its border, for a name to stand at: in the middle of the widest stretch of a level line through it. */
export function placeWithin(ring: Ring): Position | null {
  const lats = [...new Set(ring.map(([, lat]) => lat))].sort((a, b) => a - b);
  // Between the latitudes of two corners, so that the line meets no corner.
  const middle = Math.max(0, Math.floor(lats.length / 2) - 1);
  const [below, above] = [lats[middle], lats[middle + 1]];
  if (below === undefined || above === undefined) return null;
  const lat = (below + above) / 2;
  const lngs: number[] = [];
  for (let at = 1; at < ring.length; at += 1) {
    const [a, b] = [ring[at - 1] as Position, ring[at] as Position];
    if (a[1] > lat !== b[1] > lat) lngs.push(a[0] + ((lat - a[1]) * (b[0] - a[0])) / (b[1] - a[1]));
  }
  lngs.sort((a, b) => a - b);
  let best: Position | null = null;
  let widest = 0;
  for (let at = 0; at + 1 < lngs.length; at += 2) {
    const [west, east] = [lngs[at] as number, lngs[at + 1] as number];
    if (east - west > widest) [widest, best] = [east - west, [(west + east) / 2, lat]];
  }
  return best;
}
