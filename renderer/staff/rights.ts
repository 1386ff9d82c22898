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
  /** Works at the desk: applications and what people say of them. */
  readonly desk: boolean;
  readonly staff: SessionView['staff'];
}

/** The rights of the signed-in person, from the access table. */
export function usePageRights(): PageRights {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const { places } = accessOf({ actor, functions, gridNumbers }, stationGrids);
    const grids = places.filter(({ kind }) => kind === 'grid');
    const desk = places.some(({ kind }) => kind === 'desk');
    const mayCreate = (type: string) =>
      grids.some(({ grants }) =>
        grants.some(({ types, actions }) => (types === '*' || types.includes(type)) && actions.includes('create')),
      );
    return { readsGrids: grids.length > 0, keepsFiles: mayCreate('person'), visits: mayCreate('visit'), desk, staff };
  }, [staff, stationGrids]);
}
