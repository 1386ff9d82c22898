import type { CoordinateSystem } from './convert';

/** What a file says about the coordinate system it is in. */
export type SaidSystem =
  | { readonly kind: 'silent' }
  | { readonly kind: 'known'; readonly system: CoordinateSystem }
  | { readonly kind: 'foreign'; readonly name: string };

/**
 * Names that files give their systems, without what is neither letter nor digit. CGCS2000 (EPSG 4490) is WGS-84 to a few centimetres and in
 * degrees; whatever is in meters is not read.
 */
const NAMES: readonly (readonly [pattern: RegExp, system: CoordinateSystem])[] = [
  [/^(?:urnogcdefcrsogc(?:13)?)?crs84$/u, 'wgs84'],
  [/^(?:(?:urnogcdefcrs)?epsg(?:69|85|0)?)?(?:4326|4490)$/u, 'wgs84'],
  [/^(?:wgs84|wgs1984|gps|cgcs2000)$/u, 'wgs84'],
  [/^(?:gcj02|gcj|amap|gaode|tencent)$/u, 'gcj02'],
  [/^(?:bd09|bd09ll|baidu)$/u, 'bd09'],
];

/** Reads the member `crs` of older GeoJSON, and `coordinateSystem` as `writeGeoJson` and others write it. */
export function systemOf(root: Readonly<Record<string, unknown>>): SaidSystem {
  const name = nameOf(root);
  if (name === null) return { kind: 'silent' };
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/gu, '');
  const known = NAMES.find(([pattern]) => pattern.test(plain));
  return known ? { kind: 'known', system: known[1] } : { kind: 'foreign', name: name.slice(0, 60) };
}

function nameOf(root: Readonly<Record<string, unknown>>): string | null {
  const own = (of: unknown, key: string): unknown =>
    typeof of === 'object' && of !== null && Object.hasOwn(of, key) ? (of as Record<string, unknown>)[key] : undefined;
  const said = own(root, 'coordinateSystem');
  if (typeof said === 'string') return said;
  const crs = own(root, 'crs');
  if (crs === undefined || crs === null) return null;
  const name =
    typeof crs === 'string' ? crs : (own(own(crs, 'properties'), 'name') ?? own(own(crs, 'properties'), 'code'));
  return typeof name === 'string' || typeof name === 'number' ? String(name) : 'crs';
}
