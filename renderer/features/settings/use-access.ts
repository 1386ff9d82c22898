import { useMemo } from 'react';
import { accessOf, may, type Access } from '#shared/domain/access/access';
import { useSession } from '#renderer/data/index';

/** What the access table grants the signed-in person at this moment. */
export function useAccess(): Access {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    return accessOf({ actor, functions, gridNumbers }, stationGrids);
  }, [staff, stationGrids]);
}

/** Whether the signed-in person may do that with the station's own records of that type. */
export const useMayInCommons = (action: 'create' | 'edit', type: string): boolean =>
  may(useAccess(), action, type, { kind: 'commons', gridNumber: null });
