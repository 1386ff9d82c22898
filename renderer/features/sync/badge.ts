import type { SyncView } from '#renderer/data/index';
import type { Reach } from './reach';

/** What the header says about sync. The worst wins: something to do, then offline, then pending. */
export type Badge =
  | { readonly kind: 'act'; readonly count: number }
  | { readonly kind: 'sign-in'; readonly waiting: number }
  | { readonly kind: 'offline'; readonly waiting: number }
  | { readonly kind: 'pending'; readonly waiting: number }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'receiving' }
  /** At the station's host, and not (as far as known) at the district that is behind it. */
  | { readonly kind: 'at-station'; readonly left: number }
  /** As far as records go: at the district where the station has one. */
  | { readonly kind: 'synced'; readonly far?: 'district' };

/** The badge for what sync says now, and for the records that wait for a decision (`contested`), and for how far records have come (`reach`; none behind the host when absent). `synced` needs the hub's word: it is never said from hope. */
export function badgeOf({
  status,
  waiting,
  refused,
  held,
  contested = 0,
  reach = { kind: 'none' },
}: Pick<SyncView, 'status' | 'waiting' | 'refused' | 'held'> & {
  readonly contested?: number;
  readonly reach?: Reach;
}): Badge {
  const { link, databases, lastCurrentMs } = status;
  const act = refused + held + contested + databases.filter(({ state }) => state === 'failing').length;
  if (act > 0) return { kind: 'act', count: act };
  switch (link.kind) {
    case 'sign-in':
      return { kind: 'sign-in', waiting };
    case 'away':
    case 'stopped':
      return { kind: 'offline', waiting };
    case 'connecting':
      return waiting > 0 ? { kind: 'pending', waiting } : { kind: 'connecting' };
    case 'live':
      if (waiting > 0) return { kind: 'pending', waiting };
      return lastCurrentMs !== null && databases.every(({ state }) => state === 'current')
        ? settled(reach)
        : { kind: 'receiving' };
  }
}

function settled(reach: Reach): Badge {
  switch (reach.kind) {
    case 'none':
      return { kind: 'synced' };
    case 'there':
      return { kind: 'synced', far: 'district' };
    case 'unknown':
      return { kind: 'at-station', left: 0 };
    case 'left':
      return { kind: 'at-station', left: reach.left };
  }
}
