import type { PhotoPlace, PhotoTaking } from '#shared/media/photo';

/** What the EXIF of a file says about its taking; absent where it says nothing that makes sense. */
export interface ExifFacts {
  readonly takenAtMs: number | null;
  readonly place: PhotoPlace | null;
}

/** What the device says at the moment in which a photo is added. */
export interface TakingMoment {
  readonly nowMs: number;
  /** Where the device stands; null where it cannot or may not tell. */
  readonly place: PhotoPlace | null;
}

/** For a photo taken longer ago than this, where the device stands now says nothing. */
const SAME_PLACE_MS = 15 * 60_000;

/**
 * When and where a photo was taken, and who says so. What the camera says stands as it says it, be its clock as wrong as it may: the
 * source is named, and nobody could say what to put in its place.
 */
export function takingOf({ takenAtMs, place }: ExifFacts, moment: TakingMoment): Omit<PhotoTaking, 'originalSha256'> {
  const isFresh = takenAtMs === null || Math.abs(moment.nowMs - takenAtMs) <= SAME_PLACE_MS;
  const devicePlace = isFresh ? moment.place : null;
  return {
    takenAtMs: takenAtMs ?? moment.nowMs,
    takenAtSource: takenAtMs === null ? 'device' : 'exif',
    place: place ?? devicePlace,
    placeSource: place ? 'exif' : devicePlace ? 'device' : 'none',
  };
}

/** Hours that the station is ahead of UTC: where a camera names no zone, its clock is taken to be the station's. */
const STATION_OFFSET = '+08:00';

/** The instant of an EXIF time (`2026:11:23 09:41:06`) with its zone (`+08:00`), where there is one; null for what is no time. */
export function instantOf(time: string | undefined, offset: string | undefined): number | null {
  const parts = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}):(\d{2}):(\d{2})/.exec(time?.trim() ?? '');
  if (!parts) return null;
  const [, year = '', month = '', day = '', ...clock] = parts;
  const zone = /^[+-](?:0\d|1[0-4]):[0-5]\d$/.exec(offset?.trim() ?? '')?.[0] ?? STATION_OFFSET;
  const written = `${year}-${month}-${day}T${clock.join(':')}`;
  const ms = Date.parse(`${written}${zone}`);
  // `Date` takes 31 February for 3 March; a camera that was never set says 0000:00:00.
  const exists = !Number.isNaN(ms) && new Date(`${written}Z`).toISOString().startsWith(written);
  return exists && ms >= 0 ? ms : null;
}

/** A place from degrees as EXIF gives them; null for none, for what lies outside the world, and for 0°, 0°, which is "no fix". */
export function placeOf(
  latitude: number | undefined,
  longitude: number | undefined,
  accuracyM: number | null,
): PhotoPlace | null {
  if (latitude === undefined || longitude === undefined) return null;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  if (latitude === 0 && longitude === 0) return null;
  const isAccuracy = accuracyM !== null && accuracyM >= 0 && accuracyM <= 100_000;
  return { latitude: rounded(latitude), longitude: rounded(longitude), accuracyM: isAccuracy ? accuracyM : null };
}

/** To about 10 cm: more digits say more than a phone knows. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;
