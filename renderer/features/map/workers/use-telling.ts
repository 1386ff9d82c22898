import { useEffect } from 'react';
import { accessOf } from '#shared/domain/access/access';
import { mayShowPosition, POSITION_EVERY_MS } from '#shared/domain/positions/positions';
import { useSession, useStation, type SessionView } from '#renderer/data/index';
import { tellPosition } from './tell-position';

/** Whether the signed-in person is one of those who are asked. */
export const isAsked = ({ post: actor, functions, gridNumbers }: SessionView['staff']): boolean =>
  mayShowPosition(accessOf({ actor, functions, gridNumbers }, []));

/**
 * While somebody works who agreed to it, tells the host every few minutes where the device stands: only while the page is looked at,
 * and only what the worker has said yes to at that moment. The device is asked for its place no sooner.
 */
export function useTellPosition(): void {
  const { positions } = useStation();
  const isWanted = isAsked(useSession().staff);
  useEffect(() => {
    if (!isWanted) return;
    const tell = async () => {
      if (document.visibilityState !== 'visible') return;
      if ((await positions.own()).isShown) await tellPosition(positions, navigator.geolocation);
    };
    // Without the host nothing is told, and nothing is kept for later.
    const tryIt = () => void tell().catch(() => undefined);
    const timer = setInterval(tryIt, POSITION_EVERY_MS);
    tryIt();
    return () => clearInterval(timer);
  }, [positions, isWanted]);
}
