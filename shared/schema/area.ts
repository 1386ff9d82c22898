import { z } from 'zod';

/**
 * Areas on the ground as records keep them: a text of a few characters a corner. Written out as JSON numbers, the boundary of a grid with
 * 10,000 corners is as large as a record may be at all; as text it is a quarter of that, and a second value that somebody wrote at the
 * same time has room beside it.
 *
 * Positions are WGS-84 in steps of 1e-7 degrees (1 cm). Each is told by how far it lies from the one before, longitude first; the first
 * of a ring by how far it lies from 0. A ring's closing position is not written. `.` stands between rings, `~` between polygons.
 */

/** Longitude and latitude in WGS-84 degrees, at most seven decimals. */
export type Position = readonly [lng: number, lat: number];
/** A closed line: the last position is the first, four or more in all. */
export type Ring = readonly Position[];
/** An outer ring, then the holes in it. */
export type Polygon = readonly Ring[];
export type MultiPolygon = readonly Polygon[];

/** An area, or one ring, as text. */
export type AreaText = string;

/** So many corners an area has at most. */
export const MAX_AREA_POSITIONS = 20_000;
/** So long the text of an area is at most: two of them fit into a record. */
export const MAX_AREA_TEXT = 120_000;
/** So long the text of a building's outline is at most. */
export const MAX_RING_TEXT = 8_000;

const STEPS = 1e7;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES: ReadonlyMap<string, number> = new Map([...DIGITS].map((digit, value) => [digit, value]));
/** Bits of a number that one character carries; the sixth says that more follow. */
const BASE = 32;
/** Digits of 360 degrees in steps, doubled for the sign. */
const MOST_DIGITS = 7;

/** A coordinate as it is kept: seven decimals. */
export const roundDegrees = (degrees: number): number => Math.round(degrees * STEPS) / STEPS + 0;

/** The text of an area. It has to be one: rings closed, no position outside of the world. */
export function writeArea(area: MultiPolygon): AreaText {
  return area.map((polygon) => polygon.map(writeRing).join('.')).join('~');
}

/** The text of one closed ring. */
export const writeRing = (ring: Ring): AreaText => writeLine(ring.slice(0, -1));

/** The text of a line. */
export function writeLine(line: readonly Position[]): AreaText {
  let text = '';
  let [lastLng, lastLat] = [0, 0];
  for (const [lng, lat] of line) {
    const [stepsLng, stepsLat] = [Math.round(lng * STEPS), Math.round(lat * STEPS)];
    text += writeNumber(stepsLng - lastLng) + writeNumber(stepsLat - lastLat);
    [lastLng, lastLat] = [stepsLng, stepsLat];
  }
  return text;
}

/** The area that a text tells of, or null where it tells of none. */
export function readArea(text: AreaText): MultiPolygon | null {
  const area: Polygon[] = [];
  let positions = 0;
  for (const polygonText of text.split('~')) {
    const polygon: Ring[] = [];
    for (const ringText of polygonText.split('.')) {
      const ring = readRing(ringText);
      if (!ring) return null;
      positions += ring.length;
      polygon.push(ring);
    }
    area.push(polygon);
  }
  return positions > MAX_AREA_POSITIONS ? null : area;
}

/** The closed ring that a text tells of, or null where it tells of none. */
export function readRing(text: AreaText): Ring | null {
  const corners = readLine(text);
  const [first] = corners ?? [];
  return !corners || !first || corners.length < 3 ? null : [...corners, first];
}

/** The positions of a line that a text tells of, or null where it tells of none. */
export function readLine(text: AreaText): readonly Position[] | null {
  const line: Position[] = [];
  let [lng, lat] = [0, 0];
  let at = 0;
  while (at < text.length) {
    for (const axis of [0, 1]) {
      let [value, weight, more] = [0, 1, true];
      for (let digits = 0; more; digits += 1) {
        const digit = VALUES.get(text[at] ?? '');
        if (digit === undefined || digits === MOST_DIGITS) return null;
        at += 1;
        value += (digit % BASE) * weight;
        weight *= BASE;
        more = digit >= BASE;
      }
      const difference = value % 2 === 0 ? value / 2 : -(value + 1) / 2;
      if (axis === 0) lng += difference;
      else lat += difference;
    }
    if (Math.abs(lng) > 180 * STEPS || Math.abs(lat) > 90 * STEPS) return null;
    line.push([lng / STEPS, lat / STEPS]);
  }
  return line;
}

function writeNumber(difference: number): string {
  let rest = difference >= 0 ? difference * 2 : -difference * 2 - 1;
  let text = '';
  while (rest >= BASE) {
    text += DIGITS[(rest % BASE) + BASE];
    rest = Math.floor(rest / BASE);
  }
  return text + DIGITS[rest];
}

/** The boundary of a grid in a record. */
export const areaTextSchema = z
  .string()
  .min(1)
  .max(MAX_AREA_TEXT)
  .refine((text) => readArea(text) !== null, { message: 'not the text of an area (shared/schema/area)' });

/** The outline of a building in a record. */
export const ringTextSchema = z
  .string()
  .min(1)
  .max(MAX_RING_TEXT)
  .refine((text) => readRing(text) !== null, { message: 'not the text of a ring (shared/schema/area)' });
