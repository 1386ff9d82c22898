import { AppError } from '#shared/errors/app-error';
import { createIncident, type IncidentWriting } from '../commands';
import { formProblems, REPORT_FORM, sealedOf, titleOf, type KeptReport } from './draft';

/**
 * Makes the incident that a complete draft describes, then forgets the draft; answers its `_id`. Its photos and its
 * spoken note go out after it and never hold it up. Throws as `createIncident`; the draft then stays.
 */
export async function sendReport(
  station: IncidentWriting,
  draft: KeptReport,
  categoryName: string | null,
): Promise<string> {
  const { grid, incidentUid } = draft;
  if (grid === null || formProblems(draft, categoryName).length > 0) {
    throw new AppError('internal', 'an incomplete report');
  }
  const report = { ...draft, title: titleOf(draft, categoryName) };
  const id = await createIncident(station, { uid: incidentUid, grid }, report);
  await station.drafts.discard(REPORT_FORM.id, REPORT_FORM.subject);
  // What cannot be released now goes out at the next opening, when its draft is gone.
  await station.media.release(sealedOf(draft)).catch(() => undefined);
  return id;
}
