import { useEffect, useState } from 'react';
import type { UpstreamReach } from '#shared/ipc/upstream-api';
import { useStation, useSync } from '#renderer/data/index';
import { useNow } from '../people/index';

/** How far this person's records have come beyond the station's host. */
export type Reach =
  /** The station has no district behind it: its own host is as far as records go. */
  | { readonly kind: 'none' }
  /** Not asked yet, or the host does not answer. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'left'; readonly left: number; readonly refused: number; readonly databases: ReachOf }
  /** Everything is at the district; `atMs` is when the last database was found so, null before the first time. */
  | { readonly kind: 'there'; readonly atMs: number | null; readonly databases: ReachOf };

type ReachOf = UpstreamReach['databases'];

/** What the host says of the databases that the person opens, as one statement. */
export function reachOf({ on, databases }: UpstreamReach): Reach {
  if (!on) return { kind: 'none' };
  const left = databases.reduce((sum, database) => sum + database.left, 0);
  const refused = databases.reduce((sum, database) => sum + database.refused, 0);
  const times = databases.map(({ currentAtMs }) => currentAtMs);
  const isThere = left === 0 && refused === 0 && times.every((time) => time !== null);
  return isThere
    ? { kind: 'there', atMs: times.length > 0 ? Math.min(...times.map(Number)) : null, databases }
    : { kind: 'left', left, refused, databases };
}

/** See `Reach`, asked anew every minute while the host answers. */
export function useReach(): Reach {
  const { admin } = useStation();
  const isLive = useSync()?.status.link.kind === 'live';
  const nowMs = useNow();
  const [reach, setReach] = useState<Reach>({ kind: 'unknown' });
  useEffect(() => {
    if (!isLive) return;
    let isWanted = true;
    admin.upstreamReach().then(
      (answer) => isWanted && setReach(reachOf(answer)),
      () => isWanted && setReach({ kind: 'unknown' }),
    );
    return () => {
      isWanted = false;
    };
  }, [admin, isLive, nowMs]);
  return isLive ? reach : { kind: 'unknown' };
}
