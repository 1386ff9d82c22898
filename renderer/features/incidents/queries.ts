import { useMemo } from 'react';
import { createContains } from '#shared/geo/contains';
import { workingCalendar, type WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { nearbyIncidents, type NewReport } from '#shared/domain/incidents/nearby';
import { readArea } from '#shared/schema/area';
import type { WireRecord } from '#shared/schema/envelope';
import type { Calendar } from '#shared/schema/types/calendar';
import type { Category } from '#shared/schema/types/incident-category';
import type { DispatchRule, Unit } from '#shared/schema/types/incident-dispatch';
import type { IncidentRating } from '#shared/schema/types/incident-rating';
import type { Grid, Point } from '#shared/schema/types/place';
import { useAll, useSession } from '#renderer/data/index';
import { useMayWrite, useNow } from '../people/index';
import { categoryView, usualCategories, type CategoryView } from './categories';
import { showIncident, type IncidentRecord, type ShownIncident } from './view';

/** Remembers what was made of an object, as long as somebody has that object. */
function onceFor<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const made = new WeakMap<K, V>();
  return (key) => {
    const known = made.get(key) ?? make(key);
    made.set(key, known);
    return known;
  };
}

export type CategoryRecord = Category & WireRecord;
export type UnitRecord = Unit & WireRecord;
export type RuleRecord = DispatchRule & WireRecord;
export type RatingRecord = IncidentRating & WireRecord;

/** The rows of the table of categories in its order, those put away too; undefined while loading. */
export function useCategoryRecords(): readonly CategoryRecord[] | undefined {
  const records = useAll<CategoryRecord>('reference', 'category');
  return records && sortedOnce(records);
}

/** The same rows in the same array are sorted once, whoever asks. */
const sortedOnce = onceFor((records: readonly CategoryRecord[]): readonly CategoryRecord[] =>
  [...records].sort((a, b) => a.order - b.order),
);

/** The same as screens have them. */
export function useCategories(): readonly CategoryView[] | undefined {
  const records = useCategoryRecords();
  return useMemo(() => records?.map(categoryView), [records]);
}

/** Units in their order, those put away too; undefined while loading. */
export function useUnitRecords(): readonly UnitRecord[] | undefined {
  const records = useAll<UnitRecord>('reference', 'unit');
  return useMemo(() => records && [...records].sort((a, b) => a.order - b.order), [records]);
}

/** Rules of dispatch in the order in which they are asked, those put away too; undefined while loading. */
export function useRuleRecords(): readonly RuleRecord[] | undefined {
  const records = useAll<RuleRecord>('reference', 'dispatch-rule');
  return useMemo(() => records && [...records].sort((a, b) => a.order - b.order), [records]);
}

const calendarOnce = onceFor((years: readonly (Calendar & WireRecord)[]): WorkingCalendar => workingCalendar(years));

/** When the station works; undefined while loading. */
function useCalendar(): WorkingCalendar | undefined {
  const years = useAll<Calendar & WireRecord>('reference', 'calendar');
  return years && calendarOnce(years);
}

/** All incidents on this device as of this minute, in no order; undefined while loading. The same array for everybody who asks. */
export function useIncidents(): readonly ShownIncident[] | undefined {
  const records = useAll<IncidentRecord>('incidents', 'incident');
  const rows = useCategoryRecords();
  const calendar = useCalendar();
  const nowMs = useNow();
  const minuteMs = nowMs - (nowMs % MINUTE_MS);
  return useMemo(
    () => (records && rows && calendar ? shownOnce({ records, rows, calendar, minuteMs }) : undefined),
    [records, rows, calendar, minuteMs],
  );
}

const MINUTE_MS = 60_000;

interface ShownSources {
  readonly records: readonly IncidentRecord[];
  readonly rows: readonly CategoryRecord[];
  readonly calendar: WorkingCalendar;
  readonly minuteMs: number;
}

interface Shown extends Omit<ShownSources, 'records'> {
  readonly shown: readonly ShownIncident[];
}

/** By the records that they were made of, so that nothing of somebody who signed out stays. */
const shownOf = new WeakMap<readonly IncidentRecord[], Shown>();

/** A dozen parts of a page ask for the same: thousands of incidents are gone through once a minute and once a change. */
function shownOnce({ records, rows, calendar, minuteMs }: ShownSources): readonly ShownIncident[] {
  const known = shownOf.get(records);
  if (known?.rows === rows && known.calendar === calendar && known.minuteMs === minuteMs) return known.shown;
  const categories = new Map(rows.map((row) => [row.uid, row]));
  const views = new Map(rows.map((row) => [row.uid, categoryView(row)]));
  const context = { nowMs: minuteMs, calendar, categoryOf: (uid: string) => categories.get(uid) ?? null };
  const shown = records.map((record) => showIncident(record, context, views));
  shownOf.set(records, { rows, calendar, minuteMs, shown });
  return shown;
}

/** One incident by `_id`: undefined while loading, null when this device does not hold it. */
export function useIncident(id: string): ShownIncident | null | undefined {
  const all = useIncidents();
  return useMemo(() => all && (all.find((each) => each.id === id) ?? null), [all, id]);
}

/** What the resident said of how an incident was handled; null for nothing yet, undefined while loading. */
export function useRating(incidentUid: string): RatingRecord | null | undefined {
  const ratings = useAll<RatingRecord>('incidents', 'incident-rating');
  return useMemo(
    () => ratings && (ratings.find((rating) => rating.incidentUid === incidentUid) ?? null),
    [ratings, incidentUid],
  );
}

/** Numbers of the grids in which the signed-in person may report, in order. */
export function useReportGrids(): readonly number[] {
  const { stationGrids } = useSession();
  const mayWrite = useMayWrite();
  return useMemo(
    () => stationGrids.filter((number) => mayWrite('create', 'incident', number)).sort((a, b) => a - b),
    [stationGrids, mayWrite],
  );
}

/** Says in which grid a point lies, of those that have been drawn; null for none. The function stays the same until a grid changes. */
export function useGridAt(): (point: Point) => number | null {
  const grids = useAll<Grid & WireRecord>('reference', 'grid');
  return useMemo(() => {
    const drawn = (grids ?? []).flatMap(({ number, boundary }) => {
      const area = boundary === null ? null : readArea(boundary);
      return area ? [{ number, holds: createContains(area) }] : [];
    });
    return ({ lat, lng }) => drawn.find(({ holds }) => holds([lng, lat]))?.number ?? null;
  }, [grids]);
}

/** An incident that may be the same as another one. */
export interface NearIncident {
  readonly incident: ShownIncident;
  /** Null where it is the address that is the same. */
  readonly meters: number | null;
  readonly isSameCategory: boolean;
}

/** Incidents that a report may be another report of, the likeliest first; `exceptUid` is its own. */
export function useNearby(report: Omit<NewReport, 'atMs'>, exceptUid: string): readonly NearIncident[] {
  const all = useIncidents();
  const nowMs = useNow();
  return useMemo(() => {
    const known = (all ?? []).filter(({ uid }) => uid !== exceptUid);
    const found = nearbyIncidents(
      { ...report, atMs: nowMs },
      known.map(({ record, standing }) => ({ ...record, standing })),
    );
    return found.flatMap(({ uid, distanceMeters, isSameCategory }) => {
      const incident = known.find((each) => each.uid === uid);
      const meters = distanceMeters === null ? null : Math.round(distanceMeters);
      return incident ? [{ incident, meters, isSameCategory }] : [];
    });
  }, [all, report, nowMs, exceptUid]);
}

/** The same for an incident that is there. */
export function useNearbyOf({ record, standing }: ShownIncident): readonly NearIncident[] {
  const { place, address, buildingUid, uid } = record;
  const { categoryUid } = standing;
  const report = useMemo(
    () => ({ place, address, buildingUid, categoryUid }),
    [place, address, buildingUid, categoryUid],
  );
  return useNearby(report, uid);
}

/** Uids of the categories that the signed-in person will likeliest report next. */
export function useUsualCategories(categories: readonly CategoryView[]): readonly string[] {
  const records = useAll<IncidentRecord>('incidents', 'incident');
  const { staff } = useSession();
  return useMemo(() => {
    const reported = (records ?? []).map(({ categoryUid, reportedAtMs, created }) => ({
      categoryUid,
      reportedAtMs,
      by: created.by,
    }));
    return usualCategories(reported, categories, staff.uid);
  }, [records, categories, staff.uid]);
}
