import { AppError, toAppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import { reportFields, type ReportDraft } from '#shared/domain/incidents/report';
import { nextStep, type StepContent } from '#shared/domain/incidents/steps';
import type { PhotoRef, PreparedPhoto } from '#shared/media/photo';
import type { PreparedVoice, VoiceRef } from '#shared/media/voice';
import { documentId } from '#shared/schema/ids';
import { sealFields } from '#shared/schema/seal-record';
import type { Incident } from '#shared/schema/types/incident';
import type { AddPhoto, OpenStation } from '#renderer/data/index';
import { scopeOf } from '../people/index';

/** What writing needs of the station; tests hand in their own. */
export type IncidentWriting = Pick<
  OpenStation,
  'writer' | 'sealer' | 'drafts' | 'media' | 'session' | 'replica' | 'nowMs' | 'newUid'
>;

/** Where the records of a grid lie. */
export const gridScope = ({ session }: Pick<OpenStation, 'session'>, grid: number): string =>
  `${session.station.id}-${grid}`;

/**
 * Puts a new incident onto this device, sealed, and on its way; answers its `_id`. The same uid again makes nothing twice. Throws
 * `access.denied`, `device.*`.
 */
export async function createIncident(
  station: IncidentWriting,
  { uid, grid }: { readonly uid: string; readonly grid: number },
  report: ReportDraft,
): Promise<string> {
  const scope = gridScope(station, grid);
  const reportedAtMs = station.nowMs();
  const about = { type: 'incident', uid, birthDate: null, today: dateAtStation(reportedAtMs) };
  const fields = await sealFields(
    about,
    { ...reportFields(report, { reportedAtMs, channel: 'staff' }) },
    (value, place, keyClass) => station.sealer.seal(value, { ...place, scope, class: keyClass }),
  );
  try {
    await station.writer.create({ type: 'incident', scope, uid, fields });
  } catch (thrown) {
    // The same report was sent before, and the page died before its draft was gone.
    if (toAppError(thrown).code !== 'row.conflict') throw thrown;
  }
  return documentId('incident', scope, uid);
}

/** An incident as somebody looks at it. */
export interface SeenIncident {
  readonly _id: string;
  readonly uid: string;
  /** The last steps that were shown. */
  readonly heads: readonly string[];
}

export interface StepWords {
  /** The step's own id: the same again adds nothing. */
  readonly stepId: string;
  /** Why, what was found, what was done; '' for nothing. */
  readonly note: string;
  readonly photos: readonly PhotoRef[];
  /** What residents read and see from here on: '' and no pictures take back what was there; null or absent leaves it as it is. */
  readonly resident?: ResidentPart | null;
}

/** What is meant for the resident who follows an incident by its receipt. */
export interface ResidentPart {
  readonly words: string;
  readonly photoIds: readonly string[];
}

/**
 * Adds a step to an incident; resolves when it is on this device. It follows on what was shown, so that a step that came meanwhile is
 * told as taken at the same time. Throws `access.denied`, `request.not-found`, `device.*`.
 */
export async function takeStep(
  station: IncidentWriting,
  { _id, uid, heads }: SeenIncident,
  content: StepContent,
  { stepId, note, photos, resident = null }: StepWords,
): Promise<void> {
  const words = note.trim();
  const sealed = (text: string, field: string) =>
    station.sealer.seal(text, { uid, field, entryId: stepId, scope: scopeOf(_id), class: 'general' });
  const { staff } = station.session;
  const frame = {
    id: stepId,
    written: { at: station.nowMs(), by: staff.uid, on: station.replica },
    post: staff.post,
    note: words === '' ? null : await sealed(words, 'steps.note'),
    photoIds: photos.map((photo) => photo.id),
    ...(resident && {
      told: resident.words.trim() === '' ? null : await sealed(resident.words.trim(), 'steps.told'),
      shownPhotoIds: [...resident.photoIds],
    }),
  };
  const step = nextStep({ heads }, frame, content);
  await station.writer.edit(_id, (record) => {
    const before = record as unknown as Pick<Incident, 'steps' | 'photos'>;
    if (before.steps.some(({ id }) => id === stepId)) return {};
    return {
      steps: [...before.steps, step],
      ...(photos.length > 0 && { photos: [...before.photos, ...photos] }),
    };
  });
  // What cannot be released now goes out at the next opening, when its draft is gone.
  await station.media.release(photos).catch(() => undefined);
}

/** Under which draft something of an incident is kept. */
interface OfDraft {
  readonly form: string;
  readonly subject: string;
}

type Keeping = Pick<IncidentWriting, 'media' | 'session'>;

/** Puts a photo of an incident in that grid onto this device; it waits there until its draft is a record. Throws as `MediaStore.add`. */
export const keepIncidentPhoto = (
  station: Keeping,
  grid: number | null,
  photo: PreparedPhoto,
  draft: OfDraft,
): Promise<PhotoRef> => station.media.add(photo, mediaPlace(station, grid, draft));

/** The same for a spoken note. */
export const keepIncidentVoice = (
  station: Keeping,
  grid: number | null,
  voice: PreparedVoice,
  draft: OfDraft,
): Promise<VoiceRef> => station.media.addVoice(voice, mediaPlace(station, grid, draft));

function mediaPlace(station: Pick<Keeping, 'session'>, grid: number | null, draft: OfDraft): AddPhoto {
  if (grid === null) throw new AppError('internal', 'something of an incident without a grid');
  // Somebody is on the way there.
  return { scope: gridScope(station, grid), class: 'general', priority: 'urgent', draft };
}

/** Writes down that a photo of an incident is taken out of the product; resolves when that is on the disk. */
export async function logIncidentExport(
  station: Pick<OpenStation, 'writer' | 'nowMs' | 'newUid'>,
  { _id, uid }: Pick<SeenIncident, '_id' | 'uid'>,
): Promise<void> {
  await station.writer.create({
    type: 'reveal',
    scope: scopeOf(_id),
    uid: station.newUid(),
    fields: { subjectType: 'incident', subjectUid: uid, field: 'photos', purpose: 'export', atMs: station.nowMs() },
  });
}
