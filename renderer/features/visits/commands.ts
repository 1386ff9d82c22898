import { AppError, toAppError } from '#shared/errors/app-error';
import { dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import { isChild } from '#shared/domain/people/age';
import { ADDITION_FORM, type AdditionDraft } from '#shared/domain/visits/addition';
import { completeVisit, type VisitProblem, type VisitSecrets } from '#shared/domain/visits/complete';
import type { VisitDraft } from '#shared/domain/visits/draft';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import type { PhotoRef, PreparedPhoto } from '#shared/media/photo';
import { parseDocumentId } from '#shared/schema/ids';
import type { Sealed } from '#shared/schema/envelope';
import { classOf } from '#shared/schema/value-class';
import type { OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../people/index';
import type { VisitRecord } from './queries';

/** What writing needs of the station; tests hand in their own. */
export type VisitWriting = Pick<
  OpenStation,
  'writer' | 'sealer' | 'drafts' | 'media' | 'session' | 'replica' | 'nowMs' | 'newUid'
>;

/** Whom a visit is to: the grid of the file, and the age that says under which keys it is written. */
export type VisitSubject = Pick<PersonRecord, '_id' | 'birthDate'>;

export type LogOutcome =
  | { readonly kind: 'saved'; readonly visitId: string }
  | { readonly kind: 'incomplete'; readonly problems: readonly VisitProblem[] };

/**
 * Turns a draft into a visit. `saved` means it is on this device's disk, sealed, and on its way; the draft is gone.
 * Completing the same draft again saves nothing twice. Its photos go out after it, and never hold it up. Throws `access.denied`,
 * `device.*`; the draft then stays.
 */
export async function logVisit(
  station: VisitWriting,
  person: VisitSubject,
  draft: VisitDraft,
  { recordsHealth }: { readonly recordsHealth: boolean },
): Promise<LogOutcome> {
  const nowMs = station.nowMs();
  const today = dateAtStation(nowMs);
  const completion = completeVisit(draft, { nowMs, today, recordsHealth });
  if (!completion.ok) return { kind: 'incomplete', problems: completion.problems };
  const scope = scopeOf(person._id);
  const seal = (value: unknown, path: string): Promise<Sealed> =>
    station.sealer.seal(value, {
      uid: draft.visitUid,
      field: path,
      scope,
      class: keyClassOf(path, person, today, recordsHealth),
    });
  const sealed = await sealAnswers(completion.secrets, seal);
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
  // What cannot be released now goes out at the next opening, when its draft is gone.
  await station.media.release(draft.photos).catch(() => undefined);
  return { kind: 'saved', visitId: `visit~${scope}~${draft.visitUid}` };
}

/**
 * Puts a photo of a visit that is being written onto this device. It goes under the key of the visit's note: whoever may not read that
 * does not see the photo. Throws as `MediaStore.add`.
 */
export function keepVisitPhoto(
  station: VisitWriting,
  person: VisitSubject,
  { personUid }: Pick<VisitDraft, 'personUid'>,
  photo: PreparedPhoto,
  { recordsHealth }: { readonly recordsHealth: boolean },
): Promise<PhotoRef> {
  return station.media.add(photo, {
    scope: scopeOf(person._id),
    class: keyClassOf('answers.note', person, dateAtStation(station.nowMs()), recordsHealth),
    priority: 'ordinary',
    draft: { form: VISIT_FORM.id, subject: personUid },
  });
}

/** Writes down that a photo of a visit to that person is taken out of the product; resolves when that is on the disk. */
export async function logPhotoExport(
  station: Pick<OpenStation, 'writer' | 'nowMs' | 'newUid'>,
  visit: Pick<VisitRecord, '_id' | 'personUid'>,
): Promise<void> {
  await station.writer.create({
    type: 'reveal',
    scope: scopeOf(visit._id),
    uid: station.newUid(),
    fields: {
      subjectType: 'person',
      subjectUid: visit.personUid,
      field: 'photos',
      purpose: 'export',
      atMs: station.nowMs(),
    },
  });
}

/**
 * Adds to a finished visit; what was written before stays. Resolves when the addition is on disk; its draft is gone then, and its photos
 * go out. Adding the same draft again adds nothing twice. Throws `access.denied`, `device.*`; the draft then stays.
 */
export async function addToVisit(
  station: VisitWriting,
  person: Pick<VisitSubject, 'birthDate'>,
  visit: VisitRecord,
  { id, text, photos }: AdditionDraft,
): Promise<void> {
  const nowMs = station.nowMs();
  const sealed = await station.sealer.seal(text.trim(), {
    uid: visit.uid,
    field: 'additions.text',
    entryId: id,
    scope: scopeOf(visit._id),
    class: keyClassOf('additions.text', person, dateAtStation(nowMs), true),
  });
  const written = { at: nowMs, by: station.session.staff.uid, on: station.replica };
  const named = photos.length > 0 && { photos: photos.map((photo) => photo.id) };
  await station.writer.edit(visit._id, (record) => {
    const { additions, photos: before } = record as VisitRecord;
    // The page died between the saving and the end of the draft.
    if (additions.some((each) => each.id === id)) return {};
    const addition = { id, written, text: sealed, ...named };
    return { additions: [...additions, addition], ...(named && { photos: [...before, ...photos] }) };
  });
  await station.drafts.discard(ADDITION_FORM.id, visit.uid);
  // What cannot be released now goes out at the next opening, when its draft is gone.
  await station.media.release(photos).catch(() => undefined);
}

/**
 * Puts a photo of an addition that is being written onto this device, under the key of the addition's words. Throws as `MediaStore.add`.
 */
export function keepAdditionPhoto(
  station: VisitWriting,
  person: Pick<VisitSubject, 'birthDate'>,
  visit: Pick<VisitRecord, '_id' | 'uid'>,
  photo: PreparedPhoto,
): Promise<PhotoRef> {
  return station.media.add(photo, {
    scope: scopeOf(visit._id),
    class: keyClassOf('additions.text', person, dateAtStation(station.nowMs()), true),
    priority: 'ordinary',
    draft: { form: ADDITION_FORM.id, subject: visit.uid },
  });
}

/**
 * Whether the worker may record health answers about that person: whoever holds the key that they go under, be it a key of the
 * worker's own.
 */
export async function canRecordHealth(
  station: Pick<OpenStation, 'sealer' | 'nowMs'>,
  { _id, birthDate }: VisitSubject,
): Promise<boolean> {
  const keyClass = isChild(birthDate, dateAtStation(station.nowMs())) ? 'child' : 'health';
  try {
    await station.sealer.seal(null, { uid: '', field: '', scope: scopeOf(_id), class: keyClass });
    return true;
  } catch (thrown) {
    if (toAppError(thrown).code === 'access.denied') return false;
    throw thrown;
  }
}

/** The key that a value of a visit to that person goes under. Words of whoever records no health answers are no health answers. */
function keyClassOf(
  path: string,
  { birthDate }: Pick<VisitSubject, 'birthDate'>,
  today: CalendarDate,
  recordsHealth: boolean,
): 'general' | 'health' | 'child' {
  const valueClass = classOf('visit', path, birthDate, today);
  if (valueClass === 'open') throw new AppError('internal', `${path} of a visit is never sealed`);
  return valueClass === 'health' && !recordsHealth ? 'general' : valueClass;
}

async function sealAnswers(
  { condition, bloodPressure, note, signature }: VisitSecrets,
  seal: (value: unknown, path: string) => Promise<Sealed>,
): Promise<Readonly<Record<string, Sealed>>> {
  return {
    ...(condition && { condition: await seal(condition, 'answers.condition') }),
    ...(bloodPressure && { bloodPressure: await seal(bloodPressure, 'answers.bloodPressure') }),
    ...(note !== undefined && { note: await seal(note, 'answers.note') }),
    ...(signature && { signature: await seal(signature, 'answers.signature') }),
  };
}

function scopeOf(id: string): string {
  const scope = parseDocumentId(id)?.scope;
  if (scope === undefined) throw new AppError('internal', 'a record without a scope');
  return scope;
}
