import { roundDegrees, type MultiPolygon, type Polygon, type Position, type Ring } from '#shared/schema/area';
import { boundsMeet, boundsOfPositions, contains } from './contains';
import type { Ends } from './crossings';
import { areaSquareMeters, signedSquareMeters } from './meters';
import { positionKey as key, walkAround } from './net';
import { isRounding, union } from './overlay';

/**
 * Cuts a shape along a line. The parts share every corner of the cut, so that nothing is lost or doubled between them: the shape's edges and
 * the pieces of the line within it form a net, and each mesh of it is a part.
 */

/**
 * The parts of a shape on either side of a line, the largest first; the shape alone where the line cuts nothing off. The line has to begin
 * and end outside of the shape or on its border: what of it ends within cuts nothing. Parts of the shape that it does not touch
 * stay with the largest.
 */
export function splitByLine(area: MultiPolygon, line: readonly Position[]): readonly MultiPolygon[] {
  const parts: MultiPolygon[] = [];
  const whole: Polygon[] = [];
  for (const polygon of area) {
    const meshes = cut(polygon, line);
    if (meshes.length > 1) parts.push(...withoutSlivers(meshes.map((mesh) => [mesh])));
    else whole.push(polygon);
  }
  if (parts.length === 0) return [area];
  const [largest = [], ...others] = [...parts].sort((a, b) => areaSquareMeters(b) - areaSquareMeters(a));
  return [[...largest, ...whole], ...others];
}

/** Slivers that a line leaves that runs along the border go to a part that they lie at. */
function withoutSlivers(parts: readonly MultiPolygon[]): readonly MultiPolygon[] {
  const slivers = parts.filter(isRounding);
  let left = parts.filter((part) => !isRounding(part));
  for (const sliver of slivers) {
    const corners = new Set(sliver.flat(2).map(key));
    const shared = (part: MultiPolygon) => part.flat(2).filter((corner) => corners.has(key(corner))).length;
    const [beside] = [...left].sort((a, b) => shared(b) - shared(a));
    left = left.map((part) => (part === beside ? union(part, sliver) : part));
  }
  return left;
}

function cut(polygon: Polygon, line: readonly Position[]): readonly Polygon[] {
  const rings = polygon.map((ring, at) => (signedSquareMeters(ring) > 0 === (at === 0) ? ring : [...ring].reverse()));
  const cuts = edgesOf(line.map(([lng, lat]): Position => [roundDegrees(lng), roundDegrees(lat)]));
  const reach = boundsOfPositions(line);
  const borders = rings.flatMap((ring) => edgesOf(ring));
  const near = borders.filter((edge) => {
    const bounds = boundsOfPositions([edge.from, edge.to]);
    return reach && bounds && boundsMeet(reach, bounds);
  });
  const places = new Map<Ends, Position[]>();
  const note = (edge: Ends, place: Position) => places.set(edge, [...(places.get(edge) ?? []), place]);
  cuts.forEach((one, at) => {
    for (const other of [...near, ...cuts.slice(at + 1)]) {
      for (const place of meetings(one, other)) {
        note(one, place);
        note(other, place);
      }
    }
  });
  const net = new Map<string, Ends>();
  const keep = (edge: Ends) => net.set(`${key(edge.from)} ${key(edge.to)}`, edge);
  for (const edge of borders) pieces(edge, places.get(edge) ?? []).forEach(keep);
  for (const edge of cuts.flatMap((each) => pieces(each, places.get(each) ?? []))) {
    const middle: Position = [(edge.from[0] + edge.to[0]) / 2, (edge.from[1] + edge.to[1]) / 2];
    const back = { from: edge.to, to: edge.from };
    const isBorder = net.has(`${key(edge.from)} ${key(edge.to)}`) || net.has(`${key(back.from)} ${key(back.to)}`);
    if (isBorder || !contains([rings], middle)) continue;
    keep(edge);
    keep(back);
  }
  return meshesOf(withoutDeadEnds([...net.values()]));
}

const isSame = (a: Position, b: Position): boolean => key(a) === key(b);

const edgesOf = (line: readonly Position[]): readonly Ends[] =>
  line.slice(1).flatMap((to, at) => (isSame(line[at] as Position, to) ? [] : [{ from: line[at] as Position, to }]));

/** Where two edges have something in common: a crossing, a corner of one on the other, or both ends of what they share. */
function meetings(a: Ends, b: Ends): readonly Position[] {
  const [ax, ay] = [a.to[0] - a.from[0], a.to[1] - a.from[1]];
  const [bx, by] = [b.to[0] - b.from[0], b.to[1] - b.from[1]];
  const onEdge = (place: Position, { from, to }: Ends): boolean => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const share = ((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / (dx * dx + dy * dy);
    if (share < 0 || share > 1) return isSame(place, from) || isSame(place, to);
    return isSame(place, [from[0] + dx * share, from[1] + dy * share]);
  };
  const ends = [...[a.from, a.to].filter((end) => onEdge(end, b)), ...[b.from, b.to].filter((end) => onEdge(end, a))];
  if (ends.length > 0) return ends;
  const cross = ax * by - ay * bx;
  if (cross === 0) return [];
  const [dx, dy] = [b.from[0] - a.from[0], b.from[1] - a.from[1]];
  const [along, across] = [(dx * by - dy * bx) / cross, (dx * ay - dy * ax) / cross];
  if (along < 0 || along > 1 || across < 0 || across > 1) return [];
  const place: Position = [roundDegrees(a.from[0] + ax * along), roundDegrees(a.from[1] + ay * along)];
  // A crossing beside a corner is taken for the corner: no edge is left that is as short as rounding.
  return [[b.from, b.to].find((corner) => isBeside(corner, place)) ?? place];
}

/** About ten centimetres. */
const BESIDE_DEGREES = 1e-6;
const isBeside = (a: Position, b: Position): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) <= BESIDE_DEGREES;

/** An edge cut at those places. */
function pieces(edge: Ends, places: readonly Position[]): readonly Ends[] {
  const far = ([lng, lat]: Position) => (lng - edge.from[0]) ** 2 + (lat - edge.from[1]) ** 2;
  const within = places.filter((place) => !isSame(place, edge.from) && !isSame(place, edge.to));
  return edgesOf([edge.from, ...[...within].sort((a, b) => far(a) - far(b)), edge.to]);
}

/** The net without pieces of the line that end nowhere. */
function withoutDeadEnds(edges: readonly Ends[]): readonly Ends[] {
  let net = edges;
  for (;;) {
    const leaving = new Map<string, number>();
    for (const { from } of net) leaving.set(key(from), (leaving.get(key(from)) ?? 0) + 1);
    const doubled = new Set(net.map(({ from, to }) => `${key(from)} ${key(to)}`));
    const isDead = (a: Position, b: Position) =>
      leaving.get(key(a)) === 1 && doubled.has(`${key(a)} ${key(b)}`) && doubled.has(`${key(b)} ${key(a)}`);
    const left = net.filter(({ from, to }) => !isDead(from, to) && !isDead(to, from));
    if (left.length === net.length) return net;
    net = left;
  }
}

/** The meshes of a net; those that run clockwise are holes of the smallest mesh around them. */
function meshesOf(edges: readonly Ends[]): readonly Polygon[] {
  const rings = walkAround(edges);
  const outers = rings
    .map((ring) => ({ ring, area: signedSquareMeters(ring), holes: [] as Ring[] }))
    .filter(({ area }) => area > 0);
  const bySize = [...outers].sort((a, b) => a.area - b.area);
  for (const hole of rings) {
    const size = signedSquareMeters(hole);
    if (size < 0) bySize.find(({ ring, area }) => area > -size && isInside(hole, ring))?.holes.push(hole);
  }
  return outers.map(({ ring, holes }) => [ring, ...holes]);
}

const isInside = (hole: Ring, ring: Ring): boolean => {
  const middles = edgesOf(hole).map(({ from, to }): Position => [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
  return middles.filter((middle) => contains([[ring]], middle)).length * 2 > middles.length;
};
