import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { limitTime } from '#shared/domain/incidents/deadlines';
import { isOpenState } from '#shared/domain/incidents/machine';
import { standingOf, type Standing } from '#shared/domain/incidents/standing';
import { partOf, shownPhotos, tellingOf, unitSteps, type UnitPart } from '#shared/domain/incidents/unit-view';
import type { Matter, MatterSummary, ToldStep } from '#shared/ipc/matters-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { Unit } from '#shared/schema/types/incident-dispatch';
import type { IncidentStep } from '#shared/schema/types/incident-step';

/** What the station's tables say, as far as departments are shown of it. */
export interface MatterTables {
  category(uid: string | null): Category | null;
  calendar(): WorkingCalendar;
  unitsOf(staffUid: string): readonly Unit[];
}

/** Whose view it is, at an instant. */
export interface Viewer {
  readonly staff: string;
  readonly units: readonly Unit[];
  readonly nowMs: number;
}

export type IncidentDocument = Incident & WireRecord;

/** An incident that is of one of the viewer's units. */
export interface OwnMatter {
  readonly record: IncidentDocument;
  readonly standing: Standing;
  readonly part: UnitPart;
  readonly unit: Unit;
}

/** The incident as the viewer's, or null for one of no unit of theirs. */
export function ownMatter(record: IncidentDocument, { units, nowMs }: Viewer): OwnMatter | null {
  const standing = standingOf(record);
  const part = partOf(standing, uidsOf(units), nowMs);
  if (!part) return null;
  const theirs = part === 'handles' ? [standing.assignee?.unitUid] : standing.copyUnitUids;
  const unit = units.find(({ uid }) => theirs.includes(uid));
  return unit ? { record, standing, part, unit } : null;
}

const uidsOf = (units: readonly Unit[]): ReadonlySet<string> => new Set(units.map(({ uid }) => uid));

/** One line of the list; made of named fields alone, so that nothing else gets out. */
export function summaryOf(
  { record, standing, part, unit }: OwnMatter,
  tables: MatterTables,
  viewer: Viewer,
): MatterSummary {
  const category = tables.category(standing.categoryUid);
  const limit = limitTime(record, standing, category, tables.calendar(), viewer.nowMs);
  const isOpen = isOpenState(standing.state);
  return {
    id: record._id,
    title: record.title,
    address: record.address,
    category: category?.minor.name ?? null,
    unit: unit.name,
    part,
    state: standing.state,
    isOpen,
    isUrgent: record.urgent || category?.urgent === true,
    isPaused: standing.isPaused,
    dueAtMs: limit.kind === 'running' ? limit.dueAtMs : null,
    isLate: isOpen && limit.kind === 'running' && limit.isLate,
    sentAtMs: sentAt(standing) ?? standing.sinceMs,
    whose: whoseOf(standing, viewer.staff),
  };
}

const sentAt = ({ steps }: Standing): number | undefined =>
  steps.findLast(({ step, aside }) => aside === null && (step.kind === 'dispatch' || step.kind === 'transfer'))?.step
    .written.at;

function whoseOf({ assignee }: Standing, staff: string): MatterSummary['whose'] {
  if (!assignee || assignee.staffUid === null) return assignee?.mode === 'pool' ? 'pool' : 'unit';
  return assignee.staffUid === staff ? 'mine' : 'colleague';
}

/** What the host opens for a matter: its words, and those of the steps that are told. */
export interface MatterWords {
  readonly text: string | null;
  noteOf(step: IncidentStep): Promise<string | null>;
  nameOf(staffUid: string): string | null;
}

/** The whole matter, field by field as `summaryOf`. */
export async function matterOf(
  own: OwnMatter,
  tables: MatterTables,
  viewer: Viewer,
  words: MatterWords,
): Promise<Matter> {
  const { record, standing, part, unit } = own;
  const category = tables.category(standing.categoryUid);
  const unitUids = uidsOf(viewer.units);
  const members = new Set(viewer.units.flatMap(({ memberUids }) => memberUids));
  const told = standing.steps.flatMap((counted) => {
    const telling = tellingOf(counted.step, unitUids, members);
    return telling === null ? [] : [{ counted, telling }];
  });
  const whole = told.filter(({ telling }) => telling === 'whole').map(({ counted }) => counted);
  const photoIds = new Set(shownPhotos(record, whole));
  const steps = await Promise.all(
    told.map(async ({ counted: { step, aside }, telling }): Promise<ToldStep> => ({
      id: step.id,
      kind: step.kind,
      atMs: step.written.at,
      post: step.post,
      by: members.has(step.written.by) && step.post !== 'host' ? words.nameOf(step.written.by) : null,
      note: telling === 'whole' ? await words.noteOf(step) : null,
      photoIds: telling === 'whole' ? step.photoIds.filter((id) => photoIds.has(id)) : [],
      untilMs: step.kind === 'postpone' ? step.untilMs : null,
      isAside: aside !== null,
    })),
  );
  const actor = { uid: viewer.staff, post: 'department-handler' } as const;
  return {
    ...summaryOf(own, tables, viewer),
    text: words.text,
    place: record.place && { lat: record.place.lat, lng: record.place.lng },
    reportedAtMs: record.reportedAtMs,
    mode: standing.assignee?.mode ?? 'assigned',
    closing: category?.closing ?? null,
    photoNeeded: category?.photoNeeded ?? false,
    photos: record.photos
      .filter(({ id }) => photoIds.has(id))
      .map(({ id, mime, width, height }) => ({ id, mime, width, height })),
    steps,
    heads: [...standing.heads],
    allowed: [...unitSteps(part, standing, actor, category), ...asksForTime(part, standing)],
    unit: unit.name,
  };
}

/** More time can be asked for while the work is in hand. */
const asksForTime = (part: UnitPart, { state }: Standing): readonly string[] =>
  part === 'handles' && (state === 'dispatched' || state === 'handling') ? ['ask-time'] : [];
