import { useMemo } from 'react';
import { accessOf } from '#shared/domain/access/access';
import { useSession, type SessionView } from '#renderer/data/index';

/** What decides which pages are open to somebody. */
export interface PageRights {
  /** Reads the people and homes of some grid. */
  readonly readsGrids: boolean;
  /** Keeps files in some grid: makes residents, takes rosters in. */
  readonly keepsFiles: boolean;
  /** Writes visits in some grid. */
  readonly visits: boolean;
  readonly staff: SessionView['staff'];
}

/** The rights of the signed-in person, from the access table. */
export function usePageRights(): PageRights {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const grids = accessOf({ actor, functions, gridNumbers }, stationGrids).places.filter(
      ({ kind }) => kind === 'grid',
    );
    const mayCreate = (type: string) =>
      grids.some(({ grants }) =>
        grants.some(({ types, actions }) => (types === '*' || types.includes(type)) && actions.includes('create')),
      );
    return { readsGrids: grids.length > 0, keepsFiles: mayCreate('person'), visits: mayCreate('visit'), staff };
  }, [staff, stationGrids]);
}
