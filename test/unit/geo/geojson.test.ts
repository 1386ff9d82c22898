import { describe, expect, it } from 'vitest';
import {
  MAX_FEATURES,
  MAX_FILE_CHARACTERS,
  readGeoJson,
  writeGeoJson,
  type FeatureFinding,
  type GeoJsonReading,
  type GeoJsonRefusal,
} from '#shared/geo/geojson';
import { FEATURE_NOTE_WORDS, FEATURE_REFUSAL_WORDS, fillWords, REFUSAL_WORDS } from '#shared/geo/geojson-words';
import { MAX_AREA_POSITIONS } from '#shared/schema/area';
import { at, rectangle, ring } from './shapes';

const OPTIONS = { system: 'wgs84', near: null } as const;
const square = ring([0, 0], [1, 0], [1, 1], [0, 1]);

const fileOf = (...geometries: readonly unknown[]) =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: geometries.map((geometry, index) => ({
      type: 'Feature',
      properties: { name: `第${index + 1}网格` },
      geometry,
    })),
  });
const polygon = (...rings: readonly unknown[]) => ({ type: 'Polygon', coordinates: rings });

function taken(text: string, options: Parameters<typeof readGeoJson>[1] = OPTIONS): GeoJsonReading {
  const read = readGeoJson(text, options);
  if (!read.ok) throw new Error(`refused: ${read.error.kind}`);
  return read.value;
}

function refused(text: string): GeoJsonRefusal {
  const read = readGeoJson(text, OPTIONS);
  if (read.ok) throw new Error('taken');
  const { zh, en } = fillWords(REFUSAL_WORDS[read.error.kind], read.error);
  expect(zh).not.toMatch(/\{\{|undefined/u);
  expect(en).not.toMatch(/\{\{|undefined/u);
  return read.error;
}

/** The finding at the only feature, which has a sentence of its own. */
function finding(geometry: unknown): FeatureFinding | undefined {
  const { findings } = taken(fileOf(geometry));
  const [found] = findings;
  if (found) {
    const words = found.taken ? FEATURE_NOTE_WORDS[found.kind] : FEATURE_REFUSAL_WORDS[found.kind];
    expect(fillWords(words, found).zh).not.toMatch(/\{\{|undefined/u);
  }
  return found;
}

describe('a GeoJSON file', () => {
  it('gives its areas with names and numbers, whether one feature, many or a bare shape', () => {
    const written = writeGeoJson([{ number: 3, name: '第3网格', boundary: rectangle(0, 0, 1, 1) }], 'wgs84');
    expect(taken(written).features).toEqual([{ index: 0, name: '第3网格', number: 3, area: rectangle(0, 0, 1, 1) }]);
    const [feature] = (JSON.parse(written) as { features: unknown[] }).features;
    expect(taken(JSON.stringify(feature)).features[0]?.number).toBe(3);
    expect(taken(JSON.stringify(polygon(square))).features[0]).toMatchObject({ name: null, number: null });
  });

  it('is read in the system that it names, before the one that was chosen', () => {
    const written = writeGeoJson([{ number: 1, name: '一', boundary: rectangle(0, 0, 1, 1) }], 'bd09');
    expect(taken(written).system).toBe('bd09');
    const [[[[lng] = [0, 0]] = []] = []] = taken(written).features[0]?.area ?? [];
    expect(lng).toBeCloseTo(at(0, 0)[0], 6);
  });

  it('may come with a byte order mark, heights, repeated corners and an open border', () => {
    const open = [...square.slice(0, -1)].flatMap((corner) => [
      [...corner, 12.5],
      [...corner, 12.5],
    ]);
    const read = taken(`\uFEFF${fileOf(polygon(open))}`);
    expect(read.features[0]?.area).toEqual([[square]]);
    expect(read.findings).toEqual([{ index: 0, name: '第1网格', taken: true, kind: 'ring-closed', count: 1 }]);
  });

  it('that names WGS-84 in one of its many ways is read', () => {
    const names = ['urn:ogc:def:crs:OGC:1.3:CRS84', 'urn:ogc:def:crs:EPSG::4326', 'EPSG:4490', 'epsg:4326', 'WGS84'];
    for (const name of names) {
      const text = JSON.stringify({
        ...JSON.parse(fileOf(polygon(square))),
        crs: { type: 'name', properties: { name } },
      });
      expect(taken(text).features, name).toHaveLength(1);
    }
  });

  it('tells of an area that lies far from the station, and takes it', () => {
    const near = { west: 118.7, south: 31.9, east: 118.9, north: 32.1 };
    const elsewhere = polygon([
      [104, 30],
      [104.01, 30],
      [104, 30.01],
      [104, 30],
    ]);
    const read = taken(fileOf(polygon(square), elsewhere), { system: 'wgs84', near });
    expect(read.features).toHaveLength(2);
    expect(read.findings).toEqual([{ index: 1, name: '第2网格', taken: true, kind: 'far-away' }]);
  });
});

describe('a file that is refused', () => {
  it('says whether it is no JSON, no GeoJSON, empty, or in a foreign coordinate system', () => {
    expect(refused('')).toEqual({ kind: 'not-json' });
    expect(refused('PK\u0003\u0004')).toEqual({ kind: 'not-json' });
    expect(refused(fileOf(polygon(square)).slice(0, -5))).toEqual({ kind: 'not-json' });
    expect(refused('[1,2]')).toEqual({ kind: 'not-geojson', type: '' });
    expect(refused('null')).toEqual({ kind: 'not-geojson', type: '' });
    expect(refused('{"type":"Topology","arcs":[]}')).toEqual({ kind: 'not-geojson', type: 'Topology' });
    expect(refused('{"type":"FeatureCollection","features":{}}')).toMatchObject({ kind: 'not-geojson' });
    expect(refused(fileOf())).toEqual({ kind: 'nothing-in-it' });
    const mercator = {
      ...JSON.parse(fileOf(polygon(square))),
      crs: { type: 'name', properties: { name: 'EPSG:3857' } },
    };
    expect(refused(JSON.stringify(mercator))).toEqual({ kind: 'foreign-crs', crs: 'EPSG:3857' });
  });

  it('is too large, has too many features, or more corners than anybody draws', () => {
    expect(refused(' '.repeat(MAX_FILE_CHARACTERS + 1))).toMatchObject({ kind: 'file-too-large' });
    expect(refused(fileOf(...Array<unknown>(MAX_FEATURES + 1).fill(null)))).toMatchObject({
      kind: 'too-many-features',
    });
    const million = `[${'[118.7,32.0],'.repeat(999_999)}[118.7,32.0]]`;
    expect(refused(`{"type":"Polygon","coordinates":[${million}]}`)).toMatchObject({
      kind: 'too-many-corners-in-file',
    });
  });

  it('is nested so deep that reading it would end the program', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    const read = readGeoJson(`{"type":"Polygon","coordinates":${deep}}`, OPTIONS);
    if (read.ok) expect(read.value.findings).toMatchObject([{ taken: false, kind: 'not-numbers' }]);
    else expect(read.error.kind).toBe('not-json');
  });
});

describe('a feature that is left out', () => {
  it('is no feature, has no shape, or one that is no area', () => {
    const text = JSON.stringify({
      type: 'FeatureCollection',
      features: [7, null, { type: 'Feature', geometry: null }],
    });
    expect(taken(text).findings.map((each) => each.kind)).toEqual(['not-a-feature', 'not-a-feature', 'no-geometry']);
    expect(finding({ type: 'Point', coordinates: [118, 32] })).toMatchObject({ kind: 'wrong-geometry', type: 'Point' });
    expect(finding({ type: 'MultiPolygon', coordinates: [] })).toMatchObject({ kind: 'no-geometry' });
    expect(finding({ type: 'MultiPolygon', coordinates: [[]] })).toMatchObject({ kind: 'no-geometry' });
  });

  it('has coordinates that are no numbers, in meters, out of range or the wrong way round', () => {
    const withFirst = (first: unknown) => polygon([first, ...square.slice(1, -1), first]);
    expect(finding(withFirst(['118.7', '32']))).toMatchObject({ taken: false, kind: 'not-numbers' });
    expect(finding(withFirst([null, 32]))).toMatchObject({ kind: 'not-numbers' });
    expect(finding(withFirst([118.7]))).toMatchObject({ kind: 'not-numbers' });
    expect(finding(withFirst({ lng: 118.7, lat: 32 }))).toMatchObject({ kind: 'not-numbers' });
    expect(finding(polygon('ring'))).toMatchObject({ kind: 'not-numbers' });
    expect(finding(withFirst([13_221_000, 3_769_000]))).toMatchObject({ kind: 'in-meters' });
    expect(finding(withFirst([181, 32]))).toMatchObject({ kind: 'out-of-range' });
    expect(finding(polygon(square.map(([lng, lat]) => [lat, lng])))).toMatchObject({ kind: 'lat-lng-swapped' });
    // Written as 1e999, a number becomes endless.
    const endless = fileOf(withFirst([118.7, 32])).replaceAll('[118.7,32]', '[1e999,32]');
    expect(taken(endless).findings).toMatchObject([{ kind: 'not-numbers' }]);
  });

  it('has too few or too many corners, no area, or a border that crosses itself', () => {
    expect(finding(polygon([at(0, 0), at(1, 0), at(0, 0)]))).toMatchObject({ kind: 'too-few-corners' });
    expect(finding(polygon([]))).toMatchObject({ kind: 'too-few-corners' });
    const line = Array.from({ length: MAX_AREA_POSITIONS + 1 }, (_, index) => [118 + index * 1e-6, 32]);
    expect(finding(polygon(line))).toMatchObject({ kind: 'too-many-corners', most: MAX_AREA_POSITIONS });
    expect(finding(polygon([at(0, 0), at(1, 0), at(2, 0), at(0, 0)]))).toMatchObject({ kind: 'no-area' });
    const bow = ring([0, 0], [2, 2], [2, 0], [0, 1]);
    expect(finding(polygon(bow))).toMatchObject({ kind: 'self-crossing', count: 1 });
  });

  it('does not keep the others from being taken', () => {
    const read = taken(fileOf(null, polygon(square), { type: 'LineString', coordinates: [] }));
    expect(read.features.map(({ index }) => index)).toEqual([1]);
    expect(read.findings.map(({ index, taken: isTaken }) => [index, isTaken])).toEqual([
      [0, false],
      [2, false],
    ]);
  });

  it('cannot smuggle anything in by the names of its members or by what is written into its name', () => {
    const text = fileOf(polygon(square))
      .replace('"properties":{', '"properties":{"__proto__":{"number":9},"constructor":{"name":"x"},')
      .replace('第1网格', '第1\\u202e网格\\u0000');
    const [feature] = taken(text).features;
    expect(feature).toMatchObject({ name: '第1网格', number: null });
    expect(({} as Record<string, unknown>)['number']).toBeUndefined();
    expect(taken(text.replace('第1', '长'.repeat(500))).features[0]?.name).toHaveLength(60);
  });
});
