import { useMemo } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import { useSession } from '#renderer/data/index';

/** What decides which parts of the workbench somebody has. */
export interface WorkbenchRights {
  /** Reads the people of some grid; whoever does not has no round and no figures. */
  readonly readsGrids: boolean;
  readonly logsVisits: boolean;
  readonly makesFiles: boolean;
  readonly reportsIncidents: boolean;
}

/** The rights of the signed-in person, from the access table. */
export function useWorkbenchRights(): WorkbenchRights {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    const grids = access.places.filter(({ kind }) => kind === 'grid');
    const makes = (type: string) => grids.some((place) => may(access, 'create', type, place));
    return {
      readsGrids: grids.length > 0,
      logsVisits: makes('visit'),
      makesFiles: makes('person'),
      reportsIncidents: makes('incident'),
    };
  }, [staff, stationGrids]);
}
