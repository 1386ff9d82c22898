import type { Incident } from '../../schema/types/incident';
import type { Point } from '../../schema/types/place';
import type { Standing } from './standing';
import { isOpenState } from './machine';

/** What is being reported. */
export interface NewReport {
  readonly place: (Point & { readonly accuracyMeters: number | null }) | null;
  readonly address: string;
  readonly buildingUid: string | null;
  readonly categoryUid: string | null;
  readonly atMs: number;
}

/** What of a known incident is compared. */
export interface KnownIncident extends Pick<Incident, 'uid' | 'place' | 'address' | 'buildingUid' | 'reportedAtMs'> {
  readonly standing: Pick<Standing, 'state' | 'categoryUid' | 'endedAtMs'>;
}

/** An incident that may be the same one. */
export interface NearbyIncident {
  readonly uid: string;
  /** Null where one of the two has no place; then it is the address or building that is the same. */
  readonly distanceMeters: number | null;
  readonly ageMs: number;
  readonly isSameCategory: boolean;
}

/** As far as people stand from the same thing, beside what their devices are unsure of. */
const REACH_METERS = 50;
/** A device that knows its place no better than this knows nothing. */
const WORST_METERS = 100;
const DAY_MS = 86_400_000;
/** What nobody has closed is the same for so long; what is closed, for a day: it may not have held. */
const OPEN_FOR_MS = 14 * DAY_MS;
const CLOSED_FOR_MS = DAY_MS;
const MOST_SHOWN = 5;

/**
 * Incidents that a new report may be another report of, the likeliest first: the same kind of thing before others, then the nearest, then
 * the newest. Only a suggestion: two cars may stand in one street.
 */
export function nearbyIncidents(report: NewReport, known: readonly KnownIncident[]): readonly NearbyIncident[] {
  return known
    .flatMap((incident) => compare(report, incident) ?? [])
    .sort(
      (a, b) =>
        Number(b.isSameCategory) - Number(a.isSameCategory) ||
        (a.distanceMeters ?? 0) - (b.distanceMeters ?? 0) ||
        a.ageMs - b.ageMs,
    )
    .slice(0, MOST_SHOWN);
}

function compare(report: NewReport, { uid, standing, reportedAtMs, ...other }: KnownIncident): NearbyIncident | null {
  // What was somebody else's report leads to that one; what was nothing is none.
  if (standing.state === 'duplicate' || standing.state === 'rejected') return null;
  const isOpen = isOpenState(standing.state);
  const ageMs = Math.max(0, report.atMs - reportedAtMs);
  const sinceEndMs = report.atMs - (standing.endedAtMs ?? report.atMs);
  if (isOpen ? ageMs > OPEN_FOR_MS : sinceEndMs > CLOSED_FOR_MS) return null;
  const isSameCategory = report.categoryUid !== null && report.categoryUid === standing.categoryUid;
  const isSameHouse =
    (report.buildingUid !== null && report.buildingUid === other.buildingUid) ||
    (plain(report.address) !== '' && plain(report.address) === plain(other.address));
  if (report.place === null || other.place === null) {
    return isSameHouse && (isSameCategory || report.categoryUid === null)
      ? { uid, distanceMeters: null, ageMs, isSameCategory }
      : null;
  }
  const unsure = Math.min(WORST_METERS, (report.place.accuracyMeters ?? 0) + (other.place.accuracyMeters ?? 0));
  const distanceMeters = metersBetween(report.place, other.place);
  return distanceMeters <= REACH_METERS + unsure ? { uid, distanceMeters, ageMs, isSameCategory } : null;
}

const plain = (address: string): string => address.normalize('NFKC').replaceAll(/\s/gu, '');

const EARTH_METERS = 6_371_008.8;

/** The distance over the ground, good to a metre within a town. */
export function metersBetween(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const lat = radians(b.lat - a.lat);
  const lng = radians(b.lng - a.lng);
  const half = Math.sin(lat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(lng / 2) ** 2;
  return 2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(half)));
}
