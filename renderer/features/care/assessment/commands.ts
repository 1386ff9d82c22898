import { toAppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import {
  ASSESSMENT_FORM,
  completeAssessment,
  type AssessmentDraft,
  type AssessmentProblem,
} from '#shared/domain/ability/draft';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../../people/index';

/** What writing needs of the station; tests hand in their own. */
export type AssessmentWriting = Pick<OpenStation, 'writer' | 'sealer' | 'drafts' | 'nowMs' | 'newUid'>;

export type AssessmentOutcome =
  { readonly kind: 'saved' } | { readonly kind: 'incomplete'; readonly problems: readonly AssessmentProblem[] };

/**
 * Turns a draft into an assessment. `saved` means it is on this device's disk, sealed under the health class, and on its way; the draft is
 * gone. Saving the same draft again saves nothing twice. Throws `access.denied`, `device.*`; the draft then stays.
 */
export async function saveAssessment(
  station: AssessmentWriting,
  person: Pick<PersonRecord, '_id'>,
  draft: AssessmentDraft,
): Promise<AssessmentOutcome> {
  const completion = completeAssessment(draft, dateAtStation(station.nowMs()));
  if (!completion.ok) return { kind: 'incomplete', problems: completion.problems };
  const scope = scopeOf(person._id);
  const place = { uid: draft.assessmentUid, field: 'content', scope, class: 'health' } as const;
  const content = await station.sealer.seal(completion.content, place);
  try {
    await station.writer.create({
      type: 'assessment',
      scope,
      uid: draft.assessmentUid,
      fields: { ...completion.fields, content },
    });
  } catch (thrown) {
    // The same draft was saved before and the page died before the draft was gone.
    if (toAppError(thrown).code !== 'row.conflict') throw thrown;
  }
  await station.drafts.discard(ASSESSMENT_FORM.id, draft.personUid);
  return { kind: 'saved' };
}
