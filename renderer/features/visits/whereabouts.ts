import type { Visit } from '#shared/schema/types/visit';

export type VisitPlace = NonNullable<Visit['place']>;

/** What came of asking the device where it stands. */
export type Whereabouts =
  | { readonly kind: 'asking' }
  | { readonly kind: 'found'; readonly place: VisitPlace }
  | { readonly kind: 'denied' | 'unavailable' | 'late' };

const TIMEOUT_MS = 20_000;

/** A fix from before the door still names the door. */
const MAX_AGE_MS = 30_000;

/** About 10 cm: more digits say more than the device knows. */
const DECIMALS = 1e6;

/** Asks once where the device stands. Never throws and holds nothing up; a device that cannot tell is `unavailable`. */
export function locate(geolocation: Geolocation | undefined): Promise<Whereabouts> {
  if (!geolocation) return Promise.resolve({ kind: 'unavailable' });
  return new Promise((resolve) => {
    geolocation.getCurrentPosition(
      ({ coords }) =>
        resolve({
          kind: 'found',
          place: {
            lat: Math.round(coords.latitude * DECIMALS) / DECIMALS,
            lng: Math.round(coords.longitude * DECIMALS) / DECIMALS,
            accuracyMeters: Math.min(100_000, Math.ceil(coords.accuracy)),
          },
        }),
      (error) => resolve({ kind: error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable' }),
      { enableHighAccuracy: true, timeout: TIMEOUT_MS, maximumAge: MAX_AGE_MS },
    );
  });
}
