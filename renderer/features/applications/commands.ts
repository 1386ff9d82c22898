import { toAppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import { isPoor, ratingKey, rectifyBy } from '#shared/domain/applications/ratings';
import { nextStep, type ApplicationStep, type StepContent } from '#shared/domain/applications/steps';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import type { PhotoRef } from '#shared/media/photo';
import { documentId } from '#shared/schema/ids';
import { sealFields } from '#shared/schema/seal-record';
import type { SealedPlace } from '#shared/schema/sealing';
import type { Application, Assisted } from '#shared/schema/types/application';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import type { Rating, RectifyStep } from '#shared/schema/types/rating';
import type { OpenStation } from '#renderer/data/index';
import type { OfTicket } from './places';
import type { Applicant, RatingRecord } from './queries';
import type { ShownApplication } from './view';

/** What writing needs of the station; tests hand in their own. */
export type DeskWriting = Pick<
  OpenStation,
  'writer' | 'sealer' | 'drafts' | 'media' | 'session' | 'replica' | 'nowMs' | 'newUid'
>;

/** Where the records of the desk lie. */
export const deskScope = ({ session }: Pick<OpenStation, 'session'>): string => session.station.id;

const sealingIn = (station: DeskWriting) => ({
  about: { birthDate: null, today: dateAtStation(station.nowMs()) },
  seal: (value: unknown, place: SealedPlace) =>
    station.sealer.seal(value, { ...place, scope: deskScope(station), class: 'general' }),
});

/** What a clerk does at once with a new application, in order; notes are sealed with it. */
export interface FirstStep {
  readonly content: StepContent;
  readonly note: string;
  readonly photoIds: readonly string[];
}

export interface NewApplication {
  readonly uid: string;
  readonly itemNumber: string;
  readonly versionId: string;
  readonly personUid: string | null;
  readonly applicant: Applicant | null;
  readonly answers: Readonly<Record<string, string>>;
  readonly assisted: Assisted | null;
  readonly ticket: OfTicket | null;
  readonly startedAtMs: number;
  readonly photos: readonly PhotoRef[];
  readonly steps: readonly FirstStep[];
}

/**
 * Puts a new application onto this device with the steps that were taken at once, sealed, and on its way; answers its `_id`. The same uid
 * again makes nothing twice. Throws `access.denied`, `device.*`.
 */
export async function createApplication(station: DeskWriting, application: NewApplication): Promise<string> {
  const { uid, ticket, steps: first, answers, photos, ...rest } = application;
  const scope = deskScope(station);
  const { about, seal } = sealingIn(station);
  // As the record holds them, but for their notes, which are sealed below with the rest.
  const steps: (Omit<ApplicationStep, 'note'> & { readonly note: string | null })[] = [];
  for (const { content, note, photoIds } of first) {
    const { id, written, post } = frameOf(station, steps.length);
    const heads = steps.slice(-1).map((step) => step.id);
    const step = nextStep({ heads }, { id, written, post, note: null, photoIds: [...photoIds] }, content);
    steps.push({ ...step, note: note.trim() === '' ? null : note.trim() });
  }
  const fields = await sealFields(
    { ...about, type: 'application', uid },
    {
      ...rest,
      answers: Object.values(answers).some((text) => text.trim() !== '') ? answers : null,
      channel: 'counter',
      ticketNumber: ticket?.number ?? null,
      ticketDay: ticket?.day ?? null,
      receipt: null,
      photos: [...photos],
      steps,
    },
    seal,
  );
  try {
    await station.writer.create({ type: 'application', scope, uid, fields });
  } catch (thrown) {
    // It was written before, and the page died before its draft was gone.
    if (toAppError(thrown).code !== 'row.conflict') throw thrown;
  }
  return documentId('application', scope, uid);
}

/** `place` of a step among those that are taken at once: each stands a moment after the one before. */
function frameOf(station: DeskWriting, place = 0) {
  const { staff } = station.session;
  return {
    id: station.newUid(),
    written: { at: station.nowMs() + place, by: staff.uid, on: station.replica },
    post: staff.post,
  };
}

/** Adds steps to an application, one following on the other; resolves when they are on this device. Throws `access.denied`, `device.*`. */
export async function takeSteps(
  station: DeskWriting,
  { record, view }: Pick<ShownApplication, 'record' | 'view'>,
  contents: readonly StepContent[],
  { note = '', photos = [] }: { readonly note?: string; readonly photos?: readonly PhotoRef[] } = {},
): Promise<void> {
  const words = note.trim();
  const { seal } = sealingIn(station);
  let heads = view.standing.heads;
  const added: ApplicationStep[] = [];
  for (const content of contents) {
    const frame = frameOf(station, added.length);
    const isFirst = added.length === 0;
    const place = { uid: record.uid, field: 'steps.note', entryId: frame.id };
    const sealed = isFirst && words !== '' ? await seal(words, place) : null;
    const photoIds = isFirst ? photos.map(({ id }) => id) : [];
    added.push(nextStep({ heads }, { ...frame, note: sealed, photoIds }, content));
    heads = [frame.id];
  }
  await station.writer.edit(record._id, (stored) => {
    const before = stored as unknown as Pick<Application, 'steps' | 'photos'>;
    return {
      steps: [...before.steps, ...added],
      ...(photos.length > 0 && { photos: [...before.photos, ...photos] }),
    };
  });
  // What cannot be released now goes out at the next opening, when its draft is gone.
  if (photos.length > 0) await station.media.release(photos).catch(() => undefined);
}

/** What is rated, and by whom it was served. */
export interface RatedService {
  readonly service: Rating['service'];
  readonly serviceUid: string;
  readonly key: string;
  readonly itemNumber: string | null;
  readonly servedByUid: string | null;
}

/** The same for an application. */
export const ratedApplication = ({ record, view }: ShownApplication): RatedService => ({
  service: 'application',
  serviceUid: record.uid,
  key: ratingKey({ service: 'application', uid: record.uid }),
  itemNumber: record.itemNumber,
  servedByUid: view.standing.steps.findLast(({ step }) => step.kind === 'accept')?.step.written.by ?? null,
});

/** The same for a number whose service has ended at the window of whoever is signed in. */
export const ratedTicket = (
  { session }: Pick<OpenStation, 'session'>,
  { day, number }: OfTicket,
  { uid, itemNumber }: { readonly uid: string; readonly itemNumber: string | null },
): RatedService => ({
  service: 'ticket',
  serviceUid: uid,
  key: ratingKey({ service: 'ticket', day, number }),
  itemNumber,
  servedByUid: session.staff.uid,
});

/**
 * Writes down what somebody says of a service at the counter; answers the uid of the rating, null where it was rated before, which stays as it was.
 * Throws `access.denied`, `device.*`.
 */
export async function rateService(
  station: DeskWriting,
  { key, ...service }: RatedService,
  { satisfaction, comment }: { readonly satisfaction: Satisfaction; readonly comment: string },
  calendar: WorkingCalendar,
): Promise<string | null> {
  const uid = station.newUid();
  const { about, seal } = sealingIn(station);
  const ratedAtMs = station.nowMs();
  const fields = await sealFields(
    { ...about, type: 'rating', uid },
    {
      ...service,
      satisfaction,
      comment: comment.trim() === '' ? null : comment.trim(),
      phone: null,
      channel: 'counter',
      ratedAtMs,
      rectifyByMs: isPoor(satisfaction) ? rectifyBy(satisfaction, ratedAtMs, calendar) : null,
      steps: [],
    },
    seal,
  );
  try {
    await station.writer.create({ type: 'rating', scope: deskScope(station), uid, key, fields });
  } catch (thrown) {
    // One service, one rating: the first one stands.
    if (toAppError(thrown).code !== 'row.conflict') throw thrown;
    return null;
  }
  return uid;
}

/** What follows a rating that was just given: what was ticked, and where to call back; null for what is not to be added. Throws as `rateService`. */
export async function addToRating(
  station: DeskWriting,
  { key, uid }: { readonly key: string; readonly uid: string },
  added: { readonly comment: string | null; readonly phone: string | null },
): Promise<void> {
  const given = Object.fromEntries(Object.entries(added).filter(([, text]) => text !== null));
  if (Object.keys(given).length === 0) return;
  const { about, seal } = sealingIn(station);
  const sealed = await sealFields({ ...about, type: 'rating', uid }, given, seal);
  await station.writer.edit(documentId('rating', deskScope(station), key), () => sealed);
}

/** Adds what was done about a poor rating; `unreachable` takes a note, and who leads the shift. Throws as `rateService`. */
export async function takeRectifyStep(
  station: DeskWriting,
  { _id, uid }: Pick<RatingRecord, '_id' | 'uid'>,
  kind: RectifyStep['kind'],
  { note, reached }: { readonly note: string; readonly reached: boolean | null },
): Promise<void> {
  const { id, written } = frameOf(station);
  const words = note.trim();
  const { seal } = sealingIn(station);
  const sealed = words === '' ? null : await seal(words, { uid, field: 'steps.note', entryId: id });
  await station.writer.edit(_id, (stored) => ({
    steps: [...(stored as unknown as Rating).steps, { id, written, kind, reached, note: sealed }],
  }));
}
