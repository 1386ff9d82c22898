import { AppError } from '#shared/errors/app-error';
import { dateAtStation } from '#shared/domain/calendar/date';
import { nextStep, type ApplicationStep, type StepContent } from '#shared/domain/applications/steps';
import { versionOf } from '#shared/domain/applications/catalogue';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import type { PhotoRef } from '#shared/schema/photo-ref';
import { sealFields } from '#shared/schema/seal-record';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import { uidOfText } from '../host-step-id';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import { keepPhoto, type BarePhoto, type KeepPhotoDeps } from '../resident-photo';
import type { PhoneApplication } from '../self-service-port';
import type { PublicTables } from './public-tables';
import { withoutRev } from '../records-of';

/** An application as somebody filled it in by themselves. */
export interface OwnApplication extends Pick<
  PhoneApplication,
  'startedAtMs' | 'itemNumber' | 'versionId' | 'applicant' | 'answers'
> {
  /** Stands for the form: the same one again is the same record. */
  readonly uid: string;
  readonly channel: 'kiosk' | 'phone';
  readonly ticket: { readonly number: string; readonly day: string } | null;
  readonly materials: readonly { readonly materialId: string; readonly photoIds: readonly string[] }[];
  /** A picture by its id; null for one that is not there. Asked for one at a time: each may be large. */
  photo(id: string): Promise<BarePhoto | null>;
}

export type OwnOutcome =
  | { readonly kind: 'taken'; readonly receipt: string }
  | { readonly kind: 'refused'; readonly why: 'item-gone' | 'photo-gone' };

export interface OwnApplicationsDeps extends KeepPhotoDeps {
  readonly station: string;
  readonly hub: KeepPhotoDeps['hub'] & { database(name: string): WritableDatabase | null };
  readonly tables: PublicTables;
  readonly keys: Pick<GridKeys, 'newest'>;
  /** `hub.busy` as long as receipts are not counted yet. */
  readonly newReceipt: () => Promise<string>;
  /** Staff uid in whose name the host writes: a record needs one. */
  readonly author: () => string;
  readonly now: () => number;
}

/** Fields of the form where an item has none of its own; the desk's form asks the same. */
const USUAL_FIELDS = ['address', 'reason'] as const;

/** Writes applications that nobody of the station filled in. */
export interface OwnApplications {
  /** Its receipt, if it is there already; null for none. */
  receiptOf(uid: string): Promise<string | null>;
  /** On disk when it answers `taken`. One uid, one record, however often it comes. */
  write(application: OwnApplication): Promise<OwnOutcome>;
}

/** See `OwnApplications`. Who applies and what they wrote is sealed as the desk's own form seals it, so that the desk reads both alike. */
export function createOwnApplications(deps: OwnApplicationsDeps): OwnApplications {
  const { station, hub, signer, tables, keys, newReceipt, author, now } = deps;
  const writer = createHostWriter(now);
  const desk = (): WritableDatabase => {
    const database = hub.database(databaseName('desk', station));
    if (!database) throw new AppError('hub.busy', 'the desk is not there', { retry: true });
    return database;
  };

  async function receiptOf(uid: string): Promise<string | null> {
    const stored = await desk().get(documentId(applicationType.type, station, uid), WINNER);
    if (!stored.found) return null;
    const record = liftRecord(applicationType, withoutRev(stored.document));
    return applicationSchema.safeParse(record).data?.receipt ?? null;
  }

  async function write(application: OwnApplication): Promise<OwnOutcome> {
    const { uid, itemNumber, versionId, materials } = application;
    const known = await receiptOf(uid);
    if (known !== null) return { kind: 'taken', receipt: known };
    const item = (await tables.current()).items.find(({ number }) => number === itemNumber);
    const version = item ? versionOf(item, versionId) : null;
    const names = new Set(version?.materials?.map(({ id }) => id));
    if (!version || materials.some(({ materialId }) => !names.has(materialId)))
      return { kind: 'refused', why: 'item-gone' };

    // Before the pictures are put anywhere: as long as none can be given, nothing is.
    const receipt = await newReceipt();
    const { kid, key } = await keys.newest({ scope: station, class: 'general' });
    const writing = writer.write(author());
    const photos: PhotoRef[] = [];
    for (const id of materials.flatMap(({ photoIds }) => photoIds)) {
      const photo = await application.photo(id);
      if (!photo) return { kind: 'refused', why: 'photo-gone' };
      const goal = { scope: station, kind: 'scan', key: { kid, key }, replica: writing.replica, nowMs: now() } as const;
      photos.push(await keepPhoto(photo, goal, deps));
    }

    const steps = stepsOf(application, { at: now(), by: signer.hostUid, on: writing.replica });
    const { applicant, ticket, channel, startedAtMs } = application;
    const { type, version: schema } = applicationType;
    const fields = await sealFields(
      { type, uid, birthDate: null, today: dateAtStation(now()) },
      {
        itemNumber,
        versionId,
        personUid: null,
        applicant,
        answers: answersOf(application.answers, version),
        assisted: null,
        channel,
        ticketNumber: ticket?.number ?? null,
        ticketDay: ticket?.day ?? null,
        startedAtMs,
        receipt,
        photos,
        steps,
      } satisfies Record<Exclude<keyof Application, keyof WireRecord | 'type'>, unknown>,
      (value, place) => sealValue(key, kid, value, sealingAad(place)),
    );
    const record = createRecord({ type, schema, scope: station, uid, fields }, writing);
    const [answer] = await desk().bulkDocs({ rows: [record], newEdits: true });
    if (answer && 'ok' in answer) return { kind: 'taken', receipt };
    // The same form came twice at once; the other one's receipt counts.
    const first = answer?.error === 'conflict' ? await receiptOf(uid) : null;
    if (first === null) throw new Error('the hub did not take an application');
    return { kind: 'taken', receipt: first };
  }

  return { receiptOf, write };
}

/** Handed in, then each material that was photographed, in the name of nobody: `post` says that a resident did it. */
function stepsOf({ uid, materials }: OwnApplication, touch: ApplicationStep['written']): readonly ApplicationStep[] {
  const first: readonly { readonly content: StepContent; readonly photoIds: readonly string[] }[] = [
    { content: { kind: 'submit' }, photoIds: [] },
    ...materials
      .filter(({ photoIds }) => photoIds.length > 0)
      .map(({ materialId, photoIds }) => ({
        content: { kind: 'material', materialId, way: 'scan' } as const,
        photoIds,
      })),
  ];
  const steps: ApplicationStep[] = [];
  for (const { content, photoIds } of first) {
    // Each stands a moment after the one before.
    const written = { ...touch, at: touch.at + steps.length };
    const frame = { id: uidOfText(`${uid} own ${steps.length}`), written, post: 'resident', note: null } as const;
    steps.push(
      nextStep({ heads: steps.slice(-1).map(({ id }) => id) }, { ...frame, photoIds: [...photoIds] }, content),
    );
  }
  return steps;
}

/** What was written into fields that the form has; null for nothing. */
function answersOf(answers: OwnApplication['answers'], { form }: ItemVersion): Readonly<Record<string, string>> | null {
  const fields: readonly string[] = form?.map(({ id }) => id) ?? USUAL_FIELDS;
  const written = Object.entries(answers).filter(([id, text]) => fields.includes(id) && text.trim() !== '');
  return written.length === 0 ? null : Object.fromEntries(written);
}
