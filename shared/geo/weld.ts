import { roundDegrees, type MultiPolygon, type Position } from '#shared/schema/area';
import { createSegmentGrid, isOn, segmentsOf, type Segment } from './crossings';

/** Cells of a lattice in which corners are found that rounding put a few steps of 1e-7 degrees apart. */
const CELL_STEPS = 4;
const STEPS = 1e7;

/**
 * The same shapes with one corner where two lay within a few centimetres, and with a corner on every edge on which another shape's
 * corner lies: borders that run along each other do so exactly, and what is made of the shapes has no slits along them.
 */
export function weld(shapes: readonly MultiPolygon[]): readonly MultiPolygon[] {
  const corner = createCorners();
  const joined = shapes.map((shape) => shape.map((polygon) => polygon.map((ring) => ring.map(corner))));
  const segments = joined.flatMap((shape, of) => segmentsOf(shape).map((segment) => ({ ...segment, shape: of })));
  const grid = createSegmentGrid(segments);
  return joined.map((shape, of) =>
    shape.map((polygon) =>
      polygon.map((ring) =>
        ring.flatMap((from, at): readonly Position[] => {
          const to = ring[at + 1];
          return to ? [from, ...cornersOn({ from, to }, of, grid)] : [from];
        }),
      ),
    ),
  );
}

type Grid = ReturnType<typeof createSegmentGrid<Segment & { readonly shape: number }>>;

function cornersOn(edge: Pick<Segment, 'from' | 'to'>, shape: number, grid: Grid): readonly Position[] {
  const found = new Set<Position>();
  grid.near(edge, (other) => {
    if (other.shape === shape) return;
    for (const end of [other.from, other.to]) if (isOn(end, edge)) found.add(end);
  });
  const far = ([lng, lat]: Position) => (lng - edge.from[0]) ** 2 + (lat - edge.from[1]) ** 2;
  return [...found].filter((place) => place !== edge.from && place !== edge.to).sort((a, b) => far(a) - far(b));
}

/** Gives the first corner that was seen within a few steps of a position, the same object every time; else the position itself. */
function createCorners(): (position: Position) => Position {
  const seen = new Map<string, Position>();
  const cell = (value: number) => Math.floor((value * STEPS) / CELL_STEPS);
  return ([lng, lat]) => {
    const [x, y] = [cell(lng), cell(lat)];
    for (const dx of [0, -1, 1]) {
      for (const dy of [0, -1, 1]) {
        const other = seen.get(`${x + dx},${y + dy}`);
        if (other && Math.hypot(other[0] - lng, other[1] - lat) * STEPS <= CELL_STEPS) return other;
      }
    }
    const corner: Position = [roundDegrees(lng), roundDegrees(lat)];
    seen.set(`${x},${y}`, corner);
    return corner;
  };
}
