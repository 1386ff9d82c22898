import type { HostState } from '#shared/ipc/admin-api';
import type { MapTrouble } from '#shared/ipc/map-api';

const DAY_MS = 24 * 60 * 60 * 1000;

/** With less of the disk free, or less than that, somebody should make room: the host stops taking records before it is full. */
const FREE_SHARE = 0.1;
const FREE_BYTES = 2 * 1024 ** 3;
/** The host renews its certificate 60 days before the end: one with less left was not renewed. */
const CERTIFICATE_DAYS = 30;

/** What somebody should do something about, the most urgent first. */
export type HostTrouble =
  | { readonly kind: 'service'; readonly name: string }
  | { readonly kind: 'disk'; readonly freeBytes: number }
  | { readonly kind: 'certificate'; readonly days: number }
  | { readonly kind: 'log'; readonly lines: number }
  | { readonly kind: 'map'; readonly name: string; readonly problem: MapTrouble['problem'] };

/** Whole days until the certificate ends; negative when it has. */
export const certificateDays = ({ certificate, nowMs }: Pick<HostState, 'certificate' | 'nowMs'>): number =>
  Math.floor((certificate.untilMs - nowMs) / DAY_MS);

/** What is wrong with a host; empty for one that is well. */
export function hostTroubles(state: HostState): readonly HostTrouble[] {
  const { services, data, logs, maps } = state;
  const days = certificateDays(state);
  const isTight = data.freeBytes < FREE_BYTES || data.freeBytes / data.diskBytes < FREE_SHARE;
  return [
    ...services.filter(({ ok }) => !ok).map(({ name }) => ({ kind: 'service' as const, name })),
    ...(isTight ? [{ kind: 'disk' as const, freeBytes: data.freeBytes }] : []),
    ...(days < CERTIFICATE_DAYS ? [{ kind: 'certificate' as const, days }] : []),
    ...(logs.linesLost > 0 ? [{ kind: 'log' as const, lines: logs.linesLost }] : []),
    ...maps.troubles.map((trouble) => ({ kind: 'map' as const, ...trouble })),
  ];
}
