import { useMemo } from 'react';
import { useSession } from '#renderer/data/index';
import { useMayWrite } from '../../people/index';

/** Numbers of the grids in which the signed-in person may pair devices, in order. */
export function usePairingGrids(): readonly number[] {
  const { stationGrids } = useSession();
  const mayWrite = useMayWrite();
  return useMemo(
    () => stationGrids.filter((number) => mayWrite('create', 'sensor', number)).sort((a, b) => a - b),
    [stationGrids, mayWrite],
  );
}
