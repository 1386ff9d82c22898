// The built-in base map of the practice station: what is drawn under its grids. Streets bear the practice station's names where it uses
// them and no name elsewhere; buildings, parks and waters have none. `shared/geo/extract.ts` reads it.

const GREEN = new Set(['grass', 'village_green', 'park', 'garden', 'pitch', 'playground', 'track', 'stadium', 'forest']);
const BLOCKS = new Set(['residential', 'commercial', 'retail', 'school', 'hospital', 'marketplace']);
const RANKS = {
  primary: 'main',
  primary_link: 'main',
  secondary: 'main',
  tertiary: 'street',
  residential: 'street',
  unclassified: 'street',
  living_street: 'street',
};
/** Smaller greens and buildings are no more than a dot at the deepest level. */
const LEAST_SQUARE_METERS = 12;
/** River, as wide as it is drawn in most places. */
const RIVER_METERS = 14;
const METERS_PER_DEGREE = 111_320;

/** The file, one feature a line. `nameOf` gives the name that a real street has at the practice station, or null. */
export function baseMap({ areas, roads, buildings, blocks }, nameOf, { writeLine, writeRing }) {
  const rows = [
    ...blocks.map(({ ring }) => ['block', null, null, [writeRing(ring)]]),
    ...areas.flatMap(({ properties, geometry }) => areaRows(properties, geometry, writeRing)),
    ...buildings
      .filter(({ properties }) => properties.area_m2 >= LEAST_SQUARE_METERS)
      .map(({ properties, geometry }) => ['building', null, levelsOf(properties), geometry.coordinates.map(writeRing)]),
    ...roads.map(({ properties, geometry }) => [
      'road',
      nameOf(properties.name),
      RANKS[properties.highway] ?? 'path',
      [writeLine(geometry.coordinates)],
    ]),
  ];
  const [west, south, east, north] = [118.776, 32.0345, 118.7965, 32.0522];
  return `{
  "attribution": "© OpenStreetMap contributors, ODbL 1.0",
  "source": "an extract of central Nanjing of 2021-06-12; names of streets are those of the practice station",
  "bounds": ${JSON.stringify({ west, south, east, north })},
  "columns": ["kind", "name", "levels of a building, rank of a road", "rings, or the line of a road"],
  "features": [
${rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n')}
  ]
}
`;
}

function areaRows(properties, geometry, writeRing) {
  const uses = [properties.landuse, properties.leisure, properties.amenity];
  const kind =
    properties.natural === 'water' || properties.waterway
      ? 'water'
      : uses.some((use) => GREEN.has(use))
        ? 'park'
        : uses.some((use) => BLOCKS.has(use))
          ? 'block'
          : null;
  if (kind === null) return [];
  if (geometry.type === 'LineString') return [[kind, null, null, ribbon(geometry.coordinates).map(writeRing)]];
  return [[kind, null, null, geometry.coordinates.map(writeRing)]];
}

/** A line as an area as wide as a river. */
function ribbon(line) {
  const cos = Math.cos((line[0][1] * Math.PI) / 180);
  const half = RIVER_METERS / 2 / METERS_PER_DEGREE;
  const side = (sign) =>
    line.map(([lng, lat], at) => {
      const [before, after] = [line[Math.max(0, at - 1)], line[Math.min(line.length - 1, at + 1)]];
      const [dx, dy] = [(after[0] - before[0]) * cos, after[1] - before[1]];
      const length = Math.hypot(dx, dy) || 1;
      return [lng - (sign * half * dy) / length / cos, lat + (sign * half * dx) / length];
    });
  const around = [...side(1), ...side(-1).reverse()];
  return [[...around, around[0]]];
}

function levelsOf(properties) {
  const levels = Number(properties['building:levels']);
  return Number.isInteger(levels) && levels > 0 && levels <= 160 ? levels : null;
}
