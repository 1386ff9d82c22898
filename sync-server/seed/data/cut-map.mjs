// Makes `buildings.json` and the base map of the practice station from an extract of the street map:
// `node sync-server/seed/data/cut-map.mjs <folder>`.
//
// The folder holds `demo_nanjing_{buildings,roads,areas,blocks_derived}.geojson` (WGS-84). What comes out are middles and outlines of
// unnamed buildings that people could live in, put together to grids of neighbouring blocks from the middle outwards, each with the
// street it stands at, and the boundaries of these grids, which cover all blocks. Names of streets stay behind: the practice
// station has its own.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { runnerImport } from 'vite';
import { baseMap } from './base-map.mjs';
import { boundariesOf } from './boundaries.mjs';

const load = async (name) => (await runnerImport(path.join(import.meta.dirname, '../../..', name))).module;
const { readRing, writeArea, writeLine, writeRing } = await load('shared/schema/area.ts');
const { splitByLine } = await load('shared/geo/split.ts');
const { contains } = await load('shared/geo/contains.ts');
const { placeWithin } = await load('shared/geo/inner-place.ts');
const { lengthMeters } = await load('shared/geo/meters.ts');
const { difference, mergeAll } = await load('shared/geo/overlay.ts');
const { checkBoundaries } = await load('shared/geo/validate.ts');
const { STREETS } = await load('sync-server/seed/streets.ts');

const folder = process.argv[2];
if (folder === undefined) throw new Error('which folder?');
const featuresOf = (name) =>
  JSON.parse(readFileSync(path.join(folder, `demo_nanjing_${name}.geojson`), 'utf8')).features;

/** Where grid 1 begins, and the smallest and largest grid. */
const START = [118.7864, 32.0426];
const LEAST = 12;
const MOST = 16;
/** So many of the longer street come before those of the other. */
const FIRST = 8;
/** Blocks with more buildings are cut in two, again and again: grids are made of the parts. */
const PART = 7;
const HABITABLE = new Set(['yes', 'residential', 'apartments', 'house']);
const HABITABLE_SQUARE_METERS = [150, 2200];
const METERS_PER_DEGREE = 111_320;
const COS = Math.cos((32.043 * Math.PI) / 180);

const meters = ([lng, lat], [otherLng, otherLat]) =>
  Math.hypot((lng - otherLng) * COS, lat - otherLat) * METERS_PER_DEGREE;
const middleOf = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);

/** The centre of gravity of a ring. */
function center(ring) {
  let [area, lng, lat] = [0, 0, 0];
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at], ring[at + 1]];
    const cross = (ax - ring[0][0]) * (by - ring[0][1]) - (bx - ring[0][0]) * (ay - ring[0][1]);
    area += cross;
    lng += (ax + bx - 2 * ring[0][0]) * cross;
    lat += (ay + by - 2 * ring[0][1]) * cross;
  }
  return [ring[0][0] + lng / (3 * area), ring[0][1] + lat / (3 * area)];
}

function isInside([x, y], ring) {
  let inside = false;
  for (let at = 0; at + 1 < ring.length; at += 1) {
    const [[ax, ay], [bx, by]] = [ring[at], ring[at + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function metersToLine(point, line) {
  let least = Infinity;
  for (let at = 0; at + 1 < line.length; at += 1) {
    const [[ax, ay], [bx, by]] = [line[at], line[at + 1]];
    const [dx, dy] = [(bx - ax) * COS, by - ay];
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : ((point[0] - ax) * COS * dx + (point[1] - ay) * dy) / length;
    const share = Math.min(1, Math.max(0, along));
    least = Math.min(least, meters(point, [ax + (bx - ax) * share, ay + (by - ay) * share]));
  }
  return least;
}

const roads = featuresOf('roads').filter(
  ({ properties }) => properties.name && !['footway', 'steps', 'primary_link'].includes(properties.highway),
);
const nearestRoad = (point) => {
  const distances = new Map();
  for (const { properties, geometry } of roads) {
    const distance = metersToLine(point, geometry.coordinates);
    distances.set(properties.name, Math.min(distance, distances.get(properties.name) ?? Infinity));
  }
  return distances;
};

const blocks = featuresOf('blocks_derived').map(({ properties, geometry }) => ({
  number: properties.block,
  ring: geometry.coordinates[0],
  corners: new Set(geometry.coordinates[0].map(([lng, lat]) => `${lng.toFixed(6)},${lat.toFixed(6)}`)),
}));
const touch = (a, b) => a === b || [...a.corners].filter((corner) => b.corners.has(corner)).length >= 2;

const buildings = featuresOf('buildings')
  .filter(({ properties }) => properties.name === undefined && HABITABLE.has(properties.building))
  .filter(({ properties: { area_m2: area } }) => area >= HABITABLE_SQUARE_METERS[0] && area <= HABITABLE_SQUARE_METERS[1])
  .map(({ properties, geometry }) => {
    const point = center(geometry.coordinates[0]);
    const [outline] = geometry.coordinates;
    return { way: Number(properties.osm_id.split('/')[1]), point, outline, block: blocks.find(({ ring }) => isInside(point, ring)) };
  })
  .filter(({ block }) => block !== undefined);

/** Some 30 cm, in degrees. */
const STEP = 3e-6;
const sixDecimals = (value) => Number(value.toFixed(6));

/** Halves of a block and its buildings along its longer side until each has few enough. */
function parts(members, area) {
  if (members.length <= PART) return [{ members, area }];
  const spread = [0, 1].map((axis) => {
    const values = members.map(({ point }) => point[axis]);
    return (Math.max(...values) - Math.min(...values)) * (axis === 0 ? COS : 1);
  });
  const axis = spread[0] > spread[1] ? 0 : 1;
  const sorted = members.toSorted((a, b) => a.point[axis] - b.point[axis]);
  const half = Math.ceil(sorted.length / 2);
  const [before, after] = [sorted[half - 1].point, sorted[half].point];
  const at = (before[axis] + after[axis]) / 2;
  // Where the two stand level with each other, the cut makes a step between them.
  const step = after[axis] - before[axis] < STEP ? (before[1 - axis] < after[1 - axis] ? STEP : -STEP) : 0;
  const turn = (before[1 - axis] + after[1 - axis]) / 2;
  const line = [
    [at + step, -180],
    [at + step, turn],
    [at - step, turn],
    [at - step, 180],
  ];
  const cut = (step === 0 ? [line[0], line[3]] : line).map(([across, along]) => (axis === 0 ? [across, along] : [along, across]));
  const pieces = splitByLine(area, cut);
  const isFirst = (piece) => placeWithin(piece[0][0])[axis] < at;
  const sides = [pieces.filter(isFirst).flat(), pieces.filter((piece) => !isFirst(piece)).flat()];
  return [...parts(sorted.slice(0, half), sides[0]), ...parts(sorted.slice(half), sides[1])];
}

/** Blocks made from middles of roads overlap by slivers here and there, and leave some ground between them out: what is left are tiles. */
const tiles = blocks.reduce((before, block) => {
  const own = before.reduce((area, other) => difference(area, other.area), [[readRing(writeRing(block.ring))]]);
  return [...before, { block, area: own }];
}, []);
const between = mergeAll(tiles.map(({ area }) => area)).flatMap(([, ...holes]) => holes.map((hole) => ({ block: null, area: [[hole]] })));

const allParts = [...tiles, ...between].flatMap(({ block, area }) => {
  const members = buildings.filter((building) => block !== null && building.block === block);
  return parts(members, area).map((part) => ({ block, ...part, middle: middleOf(part.members.map(({ point }) => point)) }));
});
const free = new Set(allParts.filter(({ members }) => members.length > 0));

const nearest = (candidates, point) =>
  candidates.toSorted((a, b) => meters(a.middle, point) - meters(b.middle, point))[0];

/** A part and those around it until there are enough buildings; fewer than enough where nothing free touches them. */
function grow(first) {
  const grid = [first];
  const count = () => grid.reduce((sum, { members }) => sum + members.length, 0);
  while (count() < LEAST) {
    const middle = middleOf(grid.flatMap(({ members }) => members.map(({ point }) => point)));
    const fitting = [...free].filter(
      (part) =>
        !grid.includes(part) &&
        count() + part.members.length <= MOST &&
        grid.some(({ block }) => touch(block, part.block)),
    );
    const next = nearest(fitting, middle);
    if (!next) return { grid, isWhole: false };
    grid.push(next);
  }
  return { grid, isWhole: true };
}

const grids = [];
const partsOfGrids = [];
const alone = new Set();
for (;;) {
  const first = nearest([...free].filter((part) => !alone.has(part)), START);
  if (!first) break;
  const { grid, isWhole } = grow(first);
  if (!isWhole) {
    alone.add(first);
    continue;
  }
  for (const part of grid) free.delete(part);
  grids.push(grid.flatMap(({ members }) => members));
  partsOfGrids.push(grid);
}

/** Each grid stands at two streets at most, as people would say where it is; the longer comes first. */
const streets = [];
const houses = new Map();
const result = grids.map((members) => {
  const near = members.map(({ point }) => nearestRoad(point));
  const votes = new Map();
  for (const distances of near) {
    const [[name]] = [...distances].toSorted((a, b) => a[1] - b[1]);
    votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  const [main, second = main] = [...votes].toSorted((a, b) => b[1] - a[1]).map(([name]) => name);
  const placed = members.map((building, at) => {
    const isMain = near[at].get(main) <= near[at].get(second);
    return { ...building, road: isMain ? main : second };
  });
  for (const road of [main, second]) if (!streets.includes(road)) streets.push(road);
  const along = (road) =>
    placed.filter((building) => building.road === road).toSorted((a, b) => a.point[0] - b.point[0] || a.point[1] - b.point[1]);
  const numbered = (road) =>
    along(road).map(({ way, point: [lng, lat] }) => {
      const house = (houses.get(road) ?? 0) + 1;
      houses.set(road, house);
      return [way, sixDecimals(lat), sixDecimals(lng), streets.indexOf(road), house];
    });
  const ofMain = numbered(main);
  const ofSecond = main === second ? [] : numbered(second);
  // A grid that needs fewer buildings than there are still stands at both.
  return [...ofMain.slice(0, FIRST), ...ofSecond, ...ofMain.slice(FIRST)];
});

const outlines = new Map(buildings.map(({ way, outline }) => [way, writeRing(outline)]));
const footprints = result.map((grid) => grid.map(([way]) => outlines.get(way)));
const boundaries = boundariesOf(partsOfGrids, allParts, { checkBoundaries, contains, difference, lengthMeters, mergeAll });

const lines = result.map((grid) => `    [\n${grid.map((building) => `      ${JSON.stringify(building)}`).join(',\n')}\n    ]`);
const file = `{
  "attribution": "© OpenStreetMap contributors, ODbL 1.0",
  "source": "middles of ${result.flat().length} unnamed buildings in central Nanjing, from an extract of 2021-06-12",
  "columns": ["OpenStreetMap way", "latitude", "longitude", "street, from 0", "number at the street"],
  "grids": [
${lines.join(',\n')}
  ],
  "footprints": [
${footprints.map((texts) => `    [\n${texts.map((text) => `      "${text}"`).join(',\n')}\n    ]`).join(',\n')}
  ],
  "boundaries": [
${boundaries.map((boundary) => `    "${writeArea(boundary)}"`).join(',\n')}
  ]
}
`;
writeFileSync(path.join(import.meta.dirname, 'buildings.json'), file);
const nameOf = (road) => (streets.includes(road) ? (STREETS[streets.indexOf(road)] ?? null) : null);
const base = baseMap({ areas: featuresOf('areas'), roads: featuresOf('roads'), buildings: featuresOf('buildings'), blocks }, nameOf, { writeLine, writeRing });
writeFileSync(path.join(import.meta.dirname, '../../../renderer/ui/map/base/qinghe-map.json'), base);
const atFirst = (result[0] ?? []).filter(([, , , street]) => street === 0).length;
console.log(`${result.length} grids, ${result.flat().length} buildings of ${buildings.length}, ${streets.length} streets, ${atFirst} at the first`);
