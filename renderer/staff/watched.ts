import { useEffect, useEffectEvent, useState } from 'react';
import type { DeviceView } from '#shared/ipc/admin-api';
import { useRegisterState, useStation, useSync, type DuplicatePair } from '#renderer/data/index';
import { handlesMattersOf, newMatters, type NewMatter } from '#renderer/features/matters/index';
import { pairKey, useNotSamePairs } from '#renderer/features/people/index';
import { usePageRights } from './rights';

/** What nobody tells of by itself is looked at that often: the host is asked, the register compares everybody. */
const LOOK_EVERY_MS = 5 * 60_000;
/** Somebody waits for a department to come. */
const MATTERS_EVERY_MS = 60_000;
/** Holding everybody against everybody keeps a worker busy for seconds at 100,000 people: not while somebody is just starting. */
const FIRST_COMPARISON_AFTER_MS = 20_000;
/** More of them are as good as that many. */
const MOST_PAIRS = 50;

/** Devices that wait to be approved; none for those who may not approve them, and none while the host is away. */
export function useWaitingDevices(): readonly DeviceView[] {
  const { admin } = useStation();
  const mayApprove = usePageRights().staff.functions.includes('devices');
  const isLive = useSync()?.status.link.kind === 'live';
  return useLooked(mayApprove && isLive, async () => {
    const devices = await admin.devices();
    return devices.filter(({ state }) => state === 'pending');
  });
}

/** What came to the unit of a handler and nobody has begun; none for everybody else, and none while the host is away. */
export function useWaitingMatters(): readonly NewMatter[] {
  const { matters } = useStation();
  const isHandler = handlesMattersOf(usePageRights().staff);
  const isLive = useSync()?.status.link.kind === 'live';
  return useLooked(isHandler && isLive, () => newMatters(matters), 0, MATTERS_EVERY_MS);
}

/** Pairs of files that may be one person's and that nobody called two people; none for those who may not merge. */
export function useDuplicatesNow(): readonly DuplicatePair[] {
  const { register } = useStation();
  const { keepsFiles } = usePageRights();
  const isReady = useRegisterState()?.kind === 'ready';
  const notSame = useNotSamePairs();
  const pairs = useLooked(keepsFiles && isReady, () => register.duplicates(MOST_PAIRS), FIRST_COMPARISON_AFTER_MS);
  return notSame ? pairs.filter(({ a, b }) => !notSame.has(pairKey(a.uid, b.uid))) : [];
}

/** What a look finds, again every few minutes; what failed is no news. */
function useLooked<T>(
  isWanted: boolean,
  look: () => Promise<readonly T[]>,
  firstAfterMs = 0,
  everyMs = LOOK_EVERY_MS,
): readonly T[] {
  const [found, setFound] = useState<readonly T[]>([]);
  const lookNow = useEffectEvent(look);
  useEffect(() => {
    if (!isWanted) return;
    let isCurrent = true;
    const again = () => {
      if (document.hidden) return;
      lookNow().then(
        (next) => isCurrent && setFound(next),
        () => undefined,
      );
    };
    const first = setTimeout(again, firstAfterMs);
    const timer = setInterval(again, everyMs);
    return () => {
      isCurrent = false;
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [isWanted, firstAfterMs, everyMs]);
  return isWanted ? found : NONE;
}

const NONE: readonly never[] = [];
