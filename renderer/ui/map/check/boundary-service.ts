import { join, type Joined } from '#shared/geo/join';
import { checkBoundaries, type BoundaryFacts, type BoundaryFinding, type GridShape } from '#shared/geo/validate';
import type { MultiPolygon } from '#shared/schema/area';

/** Checks boundaries against facts that are given once, and puts grids together. */
export interface BoundaryService {
  setFacts(facts: BoundaryFacts): void;
  check(grids: readonly GridShape[]): readonly BoundaryFinding[];
  join(shapes: readonly MultiPolygon[]): Joined;
}

/** Without facts, shapes alone are looked at. */
export function createBoundaryService(): BoundaryService {
  let facts: BoundaryFacts = { households: null, teams: null };
  return {
    setFacts(next) {
      facts = next;
    },
    check: (grids) => checkBoundaries(grids, facts),
    join,
  };
}
