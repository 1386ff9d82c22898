import type { CountedStep, Standing } from '#shared/domain/incidents/standing';
import { limitTime } from '#shared/domain/incidents/deadlines';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import type { PhotoRef } from '#shared/schema/photo-ref';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { Unit } from '#shared/schema/types/incident-dispatch';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import { TOLD_STEPS, type Progress, type ToldStep, type ToldStepKind } from '../resident-port';

/** What the station's tables say, as far as residents are told of it. */
export interface ProgressTables {
  category(uid: string | null): Pick<Category, 'minor' | 'limit' | 'escalations'> | null;
  unit(uid: string): Pick<Unit, 'name'> | null;
  calendar(): WorkingCalendar;
}

const TOLD: ReadonlySet<string> = new Set(TOLD_STEPS);

/** What else is told: what somebody rated, and what staff wrote and marked for the resident. */
export interface ProgressExtras {
  readonly rated: Satisfaction | null;
  readonly told: string | null;
  readonly photos: readonly PhotoRef[];
}

/** What of an incident is told to whoever has its receipt; made of named fields alone, so that nothing else gets out. */
export function progressOf(
  incident: Incident & { readonly receipt: string },
  standing: Standing,
  { rated, told, photos }: ProgressExtras,
  tables: ProgressTables,
  nowMs: number,
): Progress {
  const category = tables.category(standing.categoryUid);
  const limit = limitTime(incident, standing, category, tables.calendar(), nowMs);
  return {
    receipt: incident.receipt,
    category: category?.minor.name ?? null,
    reportedAtMs: incident.reportedAtMs,
    state: standing.state,
    steps: standing.steps.flatMap((counted) => toldStep(counted, tables)),
    dueAtMs: limit.kind === 'running' ? limit.dueAtMs : null,
    told,
    photos: photos.map(({ width, height }) => ({ width, height })),
    rated,
    mayRate: rated === null && isRateable(standing),
  };
}

/** A matter can be rated once it is closed; what was not taken on, or goes on under another receipt, was no service as yet. */
export const isRateable = ({ state }: Pick<Standing, 'state'>): boolean => state === 'closed';

function toldStep({ step, aside }: CountedStep, { unit }: ProgressTables): readonly ToldStep[] {
  if (aside || !TOLD.has(step.kind)) return [];
  const told = { kind: step.kind as ToldStepKind, atMs: step.written.at, unit: null, reason: null, untilMs: null };
  if (step.kind === 'dispatch' || step.kind === 'transfer')
    return [{ ...told, unit: unit(step.to.unitUid)?.name ?? null }];
  if (step.kind === 'reject') return [{ ...told, reason: step.reason }];
  return [step.kind === 'postpone' ? { ...told, untilMs: step.untilMs } : told];
}
