import { err, ok, type Result } from '#shared/errors/result';
import type { MultiPolygon } from '#shared/schema/area';
import { boundsMeet, boundsOf, type Bounds } from './contains';
import { fromWgs84, mapPositions, toWgs84, type CoordinateSystem } from './convert';
import { selfCrossings } from './crossings';
import { readGeometry, type GeometryNote, type GeometryRefusal } from './geojson-geometry';
import { systemOf } from './geojson-system';

/** Areas of grids from files of other systems, and to them. */

/** So large a file is read at all, in characters. */
export const MAX_FILE_CHARACTERS = 32 * 1024 * 1024;
export const MAX_FEATURES = 1_000;
/** Corners of all features together. */
const MAX_FILE_POSITIONS = 400_000;

/** An area that a file brings, in WGS-84. */
export interface ReadFeature {
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly name: string | null;
  /** The grid's number, where the file tells one. */
  readonly number: number | null;
  readonly area: MultiPolygon;
}

/** Why nothing of a file is taken. */
export type GeoJsonRefusal =
  | { readonly kind: 'file-too-large'; readonly most: number }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'not-geojson'; readonly type: string }
  | { readonly kind: 'foreign-crs'; readonly crs: string }
  | { readonly kind: 'too-many-features'; readonly count: number; readonly most: number }
  | { readonly kind: 'too-many-corners-in-file'; readonly most: number }
  | { readonly kind: 'nothing-in-it' };

/** What is wrong with one feature; it is left out. */
export type FeatureRefusal =
  GeometryRefusal | { readonly kind: 'self-crossing'; readonly count: number } | { readonly kind: 'not-a-feature' };

/** What is worth knowing about one that is taken. */
export type FeatureNote = GeometryNote | { readonly kind: 'far-away' };

/** What was found at one feature. */
export type FeatureFinding = { readonly index: number; readonly name: string | null } & (
  ({ readonly taken: false } & FeatureRefusal) | ({ readonly taken: true } & FeatureNote)
);

export interface GeoJsonReading {
  readonly features: readonly ReadFeature[];
  readonly findings: readonly FeatureFinding[];
  /** The system that the file was read in: its own word where it gives one, else what was asked for. */
  readonly system: CoordinateSystem;
}

export interface ReadOptions {
  /** The system of a file that does not say. */
  readonly system: CoordinateSystem;
  /** Where the station is: what lies elsewhere is told. */
  readonly near: Bounds | null;
}

/** The areas of a GeoJSON file, with what is wrong with each that is left out; or why nothing of it is taken. */
export function readGeoJson(
  text: string,
  { system: asked, near }: ReadOptions,
): Result<GeoJsonReading, GeoJsonRefusal> {
  if (text.length > MAX_FILE_CHARACTERS) return err({ kind: 'file-too-large', most: MAX_FILE_CHARACTERS });
  const root = parse(text);
  if (root === undefined) return err({ kind: 'not-json' });
  const raw = featuresOf(root);
  if (!raw) return err({ kind: 'not-geojson', type: isObject(root) ? (nameIn(own(root, 'type')) ?? '') : '' });
  const said = systemOf(root as Record<string, unknown>);
  if (said.kind === 'foreign') return err({ kind: 'foreign-crs', crs: said.name });
  if (raw.length > MAX_FEATURES) return err({ kind: 'too-many-features', count: raw.length, most: MAX_FEATURES });
  if (raw.length === 0) return err({ kind: 'nothing-in-it' });
  const system = said.kind === 'known' ? said.system : asked;
  const features: ReadFeature[] = [];
  const findings: FeatureFinding[] = [];
  const budget = { left: MAX_FILE_POSITIONS };
  raw.forEach((feature, index) => {
    const { name, number, geometry } = described(feature);
    if (geometry === undefined) {
      findings.push({ index, name, taken: false, kind: 'not-a-feature' });
      return;
    }
    const read = readGeometry(geometry, budget);
    if (!read.ok) {
      findings.push({ index, name, taken: false, ...read.error });
      return;
    }
    const area = mapPositions(read.value.area, (position) => toWgs84(position, system));
    const crossings = selfCrossings(area).length;
    if (crossings > 0) {
      findings.push({ index, name, taken: false, kind: 'self-crossing', count: crossings });
      return;
    }
    findings.push(...read.value.notes.map((note) => ({ index, name, taken: true as const, ...note })));
    const bounds = boundsOf(area);
    if (near && bounds && !boundsMeet(near, bounds)) findings.push({ index, name, taken: true, kind: 'far-away' });
    features.push({ index, name, number, area });
  });
  if (budget.left < 0) return err({ kind: 'too-many-corners-in-file', most: MAX_FILE_POSITIONS });
  return ok({ features, findings, system });
}

/** What is written of a grid. */
export interface WrittenGrid {
  readonly number: number;
  readonly name: string;
  readonly boundary: MultiPolygon;
}

/** A GeoJSON file of grids. One that is not in WGS-84 says so in `coordinateSystem`, which this reader understands. */
export function writeGeoJson(grids: readonly WrittenGrid[], system: CoordinateSystem): string {
  return JSON.stringify({
    type: 'FeatureCollection',
    ...(system === 'wgs84' ? {} : { coordinateSystem: system }),
    features: grids.map(({ number, name, boundary }) => ({
      type: 'Feature',
      properties: { number, name },
      geometry: {
        type: 'MultiPolygon',
        coordinates: mapPositions(boundary, (position) => {
          const [lng, lat] = fromWgs84(position, system);
          return [Number(lng.toFixed(8)), Number(lat.toFixed(8))];
        }),
      },
    })),
  });
}

function parse(text: string): unknown {
  try {
    // A byte order mark is what some editors put before a file.
    return JSON.parse(text.replace(/^\uFEFF/u, ''));
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that the object has itself; what it inherits is nothing a file said. */
const own = (of: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(of, key) ? of[key] : undefined;

const GEOMETRIES = new Set([
  'Polygon',
  'MultiPolygon',
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'GeometryCollection',
]);

/** The features of a file, or null where it is no GeoJSON. */
function featuresOf(root: unknown): readonly unknown[] | null {
  if (!isObject(root)) return null;
  const type = own(root, 'type');
  if (type === 'FeatureCollection') {
    const features = own(root, 'features');
    return Array.isArray(features) ? features : null;
  }
  if (type === 'Feature') return [root];
  return typeof type === 'string' && GEOMETRIES.has(type)
    ? [{ type: 'Feature', properties: null, geometry: root }]
    : null;
}

const NAME_KEYS = ['name', '名称', '网格名称', 'title', 'NAME', 'Name'];
const NUMBER_KEYS = ['number', 'gridNumber', '网格号', '网格编号', '编号', 'grid'];

interface Described {
  readonly name: string | null;
  readonly number: number | null;
  /** Undefined where the thing is no feature. */
  readonly geometry: unknown;
}

function described(feature: unknown): Described {
  if (!isObject(feature) || own(feature, 'type') !== 'Feature')
    return { name: null, number: null, geometry: undefined };
  const properties = own(feature, 'properties');
  const said = (keys: readonly string[]) =>
    isObject(properties) ? keys.map((key) => own(properties, key)).find((value) => value != null) : undefined;
  const number = Number(said(NUMBER_KEYS) ?? Number.NaN);
  return {
    name: nameIn(said(NAME_KEYS)),
    number: Number.isSafeInteger(number) && number > 0 && number < 1_000_000 ? number : null,
    geometry: own(feature, 'geometry') ?? null,
  };
}

/** A text of a file as it may be shown: short and without control characters. */
function nameIn(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value)
    .slice(0, 200)
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, 60);
  return text === '' ? null : text;
}
