import { checkBoundaries, type BoundaryFacts, type BoundaryFinding, type GridShape } from '#shared/geo/validate';

/** Checks boundaries against facts that are given once. */
export interface BoundaryService {
  setFacts(facts: BoundaryFacts): void;
  check(grids: readonly GridShape[]): readonly BoundaryFinding[];
}

/** Without facts, shapes alone are looked at. */
export function createBoundaryService(): BoundaryService {
  let facts: BoundaryFacts = { households: null, teams: null };
  return {
    setFacts(next) {
      facts = next;
    },
    check: (grids) => checkBoundaries(grids, facts),
  };
}
