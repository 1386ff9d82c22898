// Boundaries of the practice grids: the parts of blocks that their buildings stand on, and with them the parts that nobody lives on,
// each with the grid that it has the longest border with. Together they cover all blocks once.

/** Half a metre to the side of an edge, in degrees: who is the neighbour there? */
const ASIDE = 5e-6;
const ROUNDS = 3;

/** The boundary of each grid, given the parts it has and all there are. */
export function boundariesOf(partsOfGrids, allParts, { checkBoundaries, contains, difference, lengthMeters, mergeAll }) {
  const gridOf = new Map(partsOfGrids.flatMap((parts, grid) => parts.map((part) => [part, grid])));
  const borders = new Map(allParts.map((part) => [part, bordersOf(part, allParts, contains, lengthMeters)]));
  for (;;) {
    // The part of whose border the largest share lies along one grid goes first.
    let best = null;
    for (const part of allParts) {
      if (gridOf.has(part)) continue;
      const { around, beside } = borders.get(part);
      const along = new Map();
      for (const [other, meters] of beside) {
        if (gridOf.has(other)) along.set(gridOf.get(other), (along.get(gridOf.get(other)) ?? 0) + meters);
      }
      for (const [grid, meters] of along) if (meters / around > (best?.share ?? 0)) best = { part, grid, share: meters / around };
    }
    if (!best) break;
    gridOf.set(best.part, best.grid);
  }
  const boundaries = partsOfGrids.map((_, grid) =>
    mergeAll([...gridOf].filter(([, of]) => of === grid).map(([part]) => part.area)),
  );
  // What rounding left between them goes to one of the grids beside it.
  for (let round = 0; round < ROUNDS; round += 1) {
    const shapes = boundaries.map((boundary, at) => ({ number: at, boundary }));
    for (const { kind, grids, grid, shape } of checkBoundaries(shapes, { households: null, teams: null })) {
      const at = grid ?? grids?.[0];
      if (kind === 'gap' || kind === 'hole') boundaries[at] = mergeAll([boundaries[at], shape]);
      else if (kind === 'overlap') boundaries[at] = difference(boundaries[at], shape);
      else throw new Error(`grid ${at + 1}: ${kind}`);
    }
  }
  return boundaries;
}

/** How long the border of a part is, and how much of it lies along which other part. */
function bordersOf(part, allParts, contains, lengthMeters) {
  const beside = new Map();
  let around = 0;
  for (const ring of part.area.flat()) {
    for (let at = 1; at < ring.length; at += 1) {
      const [from, to] = [ring[at - 1], ring[at]];
      const meters = lengthMeters([from, to]);
      around += meters;
      const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
      const length = Math.hypot(dx, dy) || 1;
      const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
      const sides = [1, -1].map((side) => [middle[0] - (side * dy * ASIDE) / length, middle[1] + (side * dx * ASIDE) / length]);
      const other = allParts.find((each) => each !== part && sides.some((place) => contains(each.area, place)));
      if (other) beside.set(other, (beside.get(other) ?? 0) + meters);
    }
  }
  return { around, beside };
}
