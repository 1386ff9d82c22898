import type { UpstreamTrouble, UpstreamView } from '#shared/ipc/upstream-api';
import type { Shape } from '#renderer/ui/index';

/** How the station stands with the district as a whole, the worst first. */
export type UpstreamStanding =
  | { readonly kind: 'none' }
  | { readonly kind: 'off' }
  | { readonly kind: 'trouble'; readonly trouble: UpstreamTrouble; readonly left: number }
  /** Some databases do not get through. */
  | { readonly kind: 'part'; readonly count: number }
  | { readonly kind: 'left'; readonly count: number }
  | { readonly kind: 'asking' }
  /** `atMs`: when the last of them was. */
  | { readonly kind: 'current'; readonly atMs: number };

/** What the host says of the upstream, as one statement. */
export function standingOf({ set, trouble, databases }: UpstreamView): UpstreamStanding {
  if (!set) return { kind: 'none' };
  if (!set.on) return { kind: 'off' };
  const left = databases.reduce((sum, database) => sum + database.left, 0);
  if (trouble) return { kind: 'trouble', trouble, left };
  const troubled = databases.filter((database) => database.trouble !== null).length;
  if (troubled > 0) return { kind: 'part', count: troubled };
  const times = databases.map(({ currentAtMs }) => currentAtMs);
  if (left > 0) return { kind: 'left', count: left };
  return times.every((time) => time !== null) ? { kind: 'current', atMs: Math.min(...times) } : { kind: 'asking' };
}

export const STANDING_SHAPES: Readonly<Record<UpstreamStanding['kind'], Shape>> = {
  none: 'idle',
  off: 'paused',
  trouble: 'due',
  part: 'due',
  left: 'outgoing',
  asking: 'progress',
  current: 'done',
};
