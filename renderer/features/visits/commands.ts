import { AppError, toAppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import { completeVisit, type VisitProblem, type VisitSecrets } from '#shared/domain/visits/complete';
import type { VisitDraft } from '#shared/domain/visits/draft';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import { parseDocumentId } from '#shared/schema/ids';
import type { Sealed } from '#shared/schema/envelope';
import type { OpenStation } from '#renderer/data/index';
import type { VisitRecord } from './queries';

/** What writing needs of the station; tests hand in their own. */
export type VisitWriting = Pick<
  OpenStation,
  'writer' | 'sealer' | 'drafts' | 'session' | 'replica' | 'nowMs' | 'newUid'
>;

export type LogOutcome =
  | { readonly kind: 'saved'; readonly visitId: string }
  | { readonly kind: 'incomplete'; readonly problems: readonly VisitProblem[] };

/**
 * Turns a draft into a visit. `saved` means it is on this device's disk, sealed, and on its way; the draft is gone.
 * Completing the same draft again saves nothing twice. Throws `access.denied`, `device.*`; the draft then stays.
 */
export async function logVisit(
  station: VisitWriting,
  personId: string,
  draft: VisitDraft,
  { recordsHealth }: { readonly recordsHealth: boolean },
): Promise<LogOutcome> {
  const nowMs = station.nowMs();
  const completion = completeVisit(draft, { nowMs, today: dateAtStation(nowMs), recordsHealth });
  if (!completion.ok) return { kind: 'incomplete', problems: completion.problems };
  const scope = scopeOf(personId);
  const sealed = await sealAnswers(station, scope, draft.visitUid, completion.secrets);
  const { answers, ...fields } = completion.fields;
  try {
    await station.writer.create({
      type: 'visit',
      scope,
      uid: draft.visitUid,
      fields: { ...fields, answers: { ...answers, ...sealed } },
    });
  } catch (thrown) {
    // The same draft was completed before and the page died before the draft was gone.
    if (toAppError(thrown).code !== 'row.conflict') throw thrown;
  }
  await station.drafts.discard(VISIT_FORM.id, draft.personUid);
  return { kind: 'saved', visitId: `visit~${scope}~${draft.visitUid}` };
}

/** Adds to a finished visit; what was written before stays. Resolves when the addition is on disk. */
export async function addToVisit(station: VisitWriting, visit: VisitRecord, text: string): Promise<void> {
  const id = station.newUid();
  const sealed = await station.sealer.seal(text.trim(), {
    uid: visit.uid,
    field: 'additions.text',
    entryId: id,
    scope: scopeOf(visit._id),
    class: 'general',
  });
  const written = { at: station.nowMs(), by: station.session.staff.uid, on: station.replica };
  await station.writer.edit(visit._id, (record) => ({
    additions: [...(record as VisitRecord).additions, { id, written, text: sealed }],
  }));
}

/** Whether the person may record health answers in that scope: whoever holds the key. */
export async function canRecordHealth(station: Pick<OpenStation, 'sealer'>, personId: string): Promise<boolean> {
  try {
    await station.sealer.seal(null, { uid: '', field: '', scope: scopeOf(personId), class: 'health' });
    return true;
  } catch (thrown) {
    if (toAppError(thrown).code === 'access.denied') return false;
    throw thrown;
  }
}

async function sealAnswers(
  { sealer }: VisitWriting,
  scope: string,
  uid: string,
  { condition, bloodPressure, note }: VisitSecrets,
): Promise<Readonly<Record<string, Sealed>>> {
  const seal = (value: unknown, field: string, fieldClass: 'general' | 'health') =>
    sealer.seal(value, { uid, field: `answers.${field}`, scope, class: fieldClass });
  return {
    ...(condition && { condition: await seal(condition, 'condition', 'health') }),
    ...(bloodPressure && { bloodPressure: await seal(bloodPressure, 'bloodPressure', 'health') }),
    ...(note !== undefined && { note: await seal(note, 'note', 'general') }),
  };
}

function scopeOf(id: string): string {
  const scope = parseDocumentId(id)?.scope;
  if (scope === undefined) throw new AppError('internal', 'a record without a scope');
  return scope;
}
