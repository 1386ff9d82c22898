import { useMemo } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import type { Action } from '#shared/domain/access/table';
import { useSession } from '#renderer/data/index';

/** Whether the signed-in person may do that with a record of that type in the grid of that number. */
export function useMayWrite(): (action: Exclude<Action, 'read'>, type: string, gridNumber: number | null) => boolean {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const access = accessOf(
      { actor: staff.post, functions: staff.functions, gridNumbers: staff.gridNumbers },
      stationGrids,
    );
    return (action, type, gridNumber) => may(access, action, type, { kind: 'grid', gridNumber });
  }, [staff, stationGrids]);
}

/** Numbers of the grids in which the signed-in person may make files, in order. */
export function useWritableGrids(): readonly number[] {
  const { stationGrids } = useSession();
  const mayWrite = useMayWrite();
  return useMemo(
    () => stationGrids.filter((number) => mayWrite('create', 'person', number)).sort((a, b) => a - b),
    [stationGrids, mayWrite],
  );
}
