import type { SyncView } from '#renderer/data/index';

/** What the header says about sync. The worst wins: something to do, then offline, then pending. */
export type Badge =
  | { readonly kind: 'act'; readonly count: number }
  | { readonly kind: 'sign-in'; readonly waiting: number }
  | { readonly kind: 'offline'; readonly waiting: number }
  | { readonly kind: 'pending'; readonly waiting: number }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'receiving' }
  | { readonly kind: 'synced' };

/** The badge for what sync says now, and for the records that wait for a decision (`contested`). `synced` needs the hub's word: it is never said from hope. */
export function badgeOf({
  status,
  waiting,
  refused,
  held,
  contested = 0,
}: Pick<SyncView, 'status' | 'waiting' | 'refused' | 'held'> & { readonly contested?: number }): Badge {
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
        ? { kind: 'synced' }
        : { kind: 'receiving' };
  }
}
