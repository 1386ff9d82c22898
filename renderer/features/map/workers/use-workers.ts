import { useEffect, useMemo, useState } from 'react';
import { accessOf } from '#shared/domain/access/access';
import { seesPositions } from '#shared/domain/positions/positions';
import type { StaffPosition } from '#shared/ipc/position-api';
import { useSession, useStation } from '#renderer/data/index';
import { useStaffNames } from '../../people/index';

const ASK_EVERY_MS = 60_000;

/** A colleague where he was last. */
export interface WorkerOnMap extends StaffPosition {
  readonly name: string;
}

export interface WorkersOnMap {
  /** Whether the signed-in person may see them at all. */
  readonly isAllowed: boolean;
  /** The latest first; undefined while nobody asks, and until the host has answered. */
  readonly workers: readonly WorkerOnMap[] | undefined;
  /** The host did not answer the last time. */
  readonly isAway: boolean;
}

/** Asks the host every minute while they are wanted. */
export function useWorkers(isWanted: boolean): WorkersOnMap {
  const { positions } = useStation();
  const { post: actor, functions, gridNumbers } = useSession().staff;
  const isAllowed = seesPositions(accessOf({ actor, functions, gridNumbers }, []));
  const nameOf = useStaffNames();
  const [known, setKnown] = useState<readonly StaffPosition[]>();
  const [isAway, setIsAway] = useState(false);
  const isAsking = isAllowed && isWanted;
  useEffect(() => {
    if (!isAsking) return;
    let isGone = false;
    const ask = () =>
      void positions.list().then(
        (found) => {
          if (isGone) return;
          setKnown(found);
          setIsAway(false);
        },
        () => !isGone && setIsAway(true),
      );
    ask();
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => {
      isGone = true;
      clearInterval(timer);
      setKnown(undefined);
    };
  }, [positions, isAsking]);
  const workers = useMemo(
    () =>
      known
        ?.flatMap((each) => {
          const name = nameOf(each.staffUid);
          return name === null ? [] : [{ ...each, name }];
        })
        .sort((a, b) => b.atMs - a.atMs),
    [known, nameOf],
  );
  return { isAllowed, workers, isAway };
}
