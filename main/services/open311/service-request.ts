import { categoryNameIn } from '#shared/codes/incident-categories/english';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { limitTime } from '#shared/domain/incidents/deadlines';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf, type Standing } from '#shared/domain/incidents/standing';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { Unit } from '#shared/schema/types/incident-dispatch';
import type { Answer } from '../open311-port';
import { WORDS, type Language } from './messages';
import { noticeOf } from './service-list';
import { w3Time } from './times';

/** What the station's tables say, as far as a request speaks of it. */
export interface RequestTables {
  category(uid: string | null): Category | null;
  unit(uid: string): Pick<Unit, 'name'> | null;
  calendar(): WorkingCalendar;
}

/** `open` or `closed`, as GeoReport has it. */
export const statusOf = ({ state }: Pick<Standing, 'state'>): 'open' | 'closed' =>
  isOpenState(state) ? 'open' : 'closed';

/**
 * An incident as a service request, made of named fields alone, so that nothing else gets out: no name, no phone, nothing that staff wrote.
 * `description` is what the other system wrote, or null once somebody of the station has written over it.
 */
export function serviceRequestOf(
  incident: Incident,
  description: string | null,
  tables: RequestTables,
  { nowMs, language }: { readonly nowMs: number; readonly language: Language },
): Readonly<Record<string, Answer>> {
  const standing = standingOf(incident);
  const category = tables.category(standing.categoryUid);
  const limit = limitTime(incident, standing, category, tables.calendar(), nowMs);
  const unitUid = standing.assignee?.unitUid;
  const unit = unitUid === undefined ? null : tables.unit(unitUid);
  return {
    service_request_id: incident.uid,
    status: statusOf(standing),
    status_notes: notesOf(standing, language),
    service_name: category && categoryNameIn(language, category.minor.name),
    service_code: category?.uid ?? null,
    description,
    agency_responsible: unit && (language === 'en' ? unit.name.en || unit.name.zh : unit.name.zh),
    service_notice: category && noticeOf(category, language),
    requested_datetime: w3Time(incident.reportedAtMs),
    updated_datetime: w3Time(updatedAtMs(incident, standing)),
    expected_datetime: limit.kind === 'running' || limit.kind === 'met' ? w3Time(limit.dueAtMs) : null,
    address: incident.address === '' ? null : incident.address,
    address_id: incident.buildingUid,
    zipcode: null,
    lat: incident.place?.lat ?? null,
    long: incident.place?.lng ?? null,
    media_url: null,
  };
}

/** When it was closed, or when anything last moved it. */
function updatedAtMs({ reportedAtMs }: Pick<Incident, 'reportedAtMs'>, standing: Standing): number {
  if (statusOf(standing) === 'closed') return standing.endedAtMs ?? standing.sinceMs;
  const last = standing.steps.findLast(({ aside, step }) => aside === null && step.kind !== 'note');
  return Math.max(reportedAtMs, last?.step.written.at ?? 0);
}

function notesOf({ state, steps, isPaused }: Standing, language: Language): string {
  const words = WORDS[language];
  const rejected = state === 'rejected' && steps.findLast(({ aside, step }) => !aside && step.kind === 'reject')?.step;
  const more =
    rejected && rejected.kind === 'reject' ? [words.reasons[rejected.reason]] : isPaused ? [words.paused] : [];
  return [words.states[state], ...more].join(words.join);
}
