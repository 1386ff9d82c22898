import { useEffect, useId, useMemo, useState } from 'react';
import type { BoundaryFacts, BoundaryFinding, GridShape, PlacedHousehold } from '#shared/geo/validate';
import type { MultiPolygon } from '#shared/schema/types/place';
import { startBoundaryChecks, type BoundaryChecks } from '#renderer/ui/map/index';
import type { GridOnMap } from './queries';
import type { HomeOnMap } from './use-homes';

/** The checks of this page, and what they are held against. */
export interface Checks {
  readonly thread: BoundaryChecks;
  readonly facts: BoundaryFacts;
}

/** Starts the checks of a page; they end with it. */
export function useBoundaryChecks(
  grids: readonly GridOnMap[] | undefined,
  homes: readonly HomeOnMap[] | undefined,
): Checks {
  const [thread] = useState(startBoundaryChecks);
  useEffect(() => () => thread.close(), [thread]);
  return useMemo(() => ({ thread, facts: factsOf(grids ?? [], homes) }), [thread, grids, homes]);
}

/**
 * What is wrong with the grids as they stand; with one redrawn, what would be. Undefined until the first answer, and the former one while
 * the next is on its way.
 */
export function useFindings(
  { thread, facts }: Checks,
  grids: readonly GridOnMap[],
  redrawn: Redrawn | null = null,
): readonly BoundaryFinding[] | undefined {
  const asker = useId();
  const [findings, setFindings] = useState<readonly BoundaryFinding[]>();
  useEffect(() => {
    let isCurrent = true;
    void thread.check(asker, shapesOf(grids, redrawn), facts).then((found) => {
      if (isCurrent && found !== null) setFindings(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [asker, thread, facts, grids, redrawn]);
  return findings;
}

/** A grid as it is being drawn. */
interface Redrawn {
  readonly number: number;
  readonly boundary: MultiPolygon | null;
}

/** The numbers of the grids that a finding is about; none for one about the station. */
export function gridsOf(finding: BoundaryFinding): readonly number[] {
  switch (finding.kind) {
    case 'overlap':
    case 'gap':
      return finding.grids;
    case 'household-outside':
      return [];
    case 'household-elsewhere':
      return [finding.grid, finding.standsIn];
    default:
      return [finding.grid];
  }
}

const shapesOf = (grids: readonly GridOnMap[], redrawn: Redrawn | null): readonly GridShape[] =>
  grids.map(({ number, boundary }) => ({
    number,
    boundary: redrawn?.number === number ? redrawn.boundary : boundary,
  }));

function factsOf(grids: readonly GridOnMap[], homes: readonly HomeOnMap[] | undefined): BoundaryFacts {
  return {
    households:
      homes?.flatMap(({ row, position }) =>
        Array.from({ length: row.households }, (): PlacedHousehold => ({
          uid: row.uid,
          gridNumber: row.grid,
          position,
        })),
      ) ?? null,
    teams: grids.map(({ number, team }) => ({
      gridNumber: number,
      workers: team['grid-worker'].length,
      buildingHeads: team['building-head'].length,
      volunteers: team.volunteer.length,
    })),
  };
}
