import { AppError, toAppError } from '#shared/errors/app-error';
import {
  HAND_IN_PHOTOS,
  handInSchemas,
  type HandInKind,
  type HandInRefusal,
  type KioskApplication,
  type KioskIncident,
} from '#shared/ipc/kiosk-intake-api';
import { openBox, type BoxKey } from '#shared/schema/sealed-box';
import { errorFields } from '../error-fields';
import { uidOfText } from '../host-step-id';
import type { Log } from '../ports';
import type { ResidentReports } from '../report-port';
import { readResidentPhoto, type BarePhoto } from '../resident-photo';
import type { HandInOutcome } from '../self-service-port';
import type { OwnApplications } from './applications';
import type { Boxes, KeptBox } from './boxes';

export interface HandInDeps {
  readonly boxes: Boxes;
  /** The desk's private key. */
  readonly deskKey: BoxKey;
  readonly applications: OwnApplications;
  readonly reports: Pick<ResidentReports, 'report' | 'receiptOf'>;
  readonly log: Log;
  readonly now: () => number;
}

/** Takes in what kiosks hand in, and sees to what waits. */
export interface HandIn {
  take(from: string, kind: HandInKind, box: string): Promise<HandInOutcome>;
  /** Sees to every form that waits, and throws photos away that nobody handed a form in for. */
  seeToAll(): Promise<void>;
  /** Forms that could not be seen to at the last look. */
  readonly troubled: number;
}

/** A photo whose form never came: the kiosk was left, and its form wiped. */
const PHOTO_LIFE_MS = 6 * 3_600_000;

type Form =
  | { readonly kind: 'application'; readonly value: KioskApplication }
  | { readonly kind: 'incident'; readonly value: KioskIncident };
type Seen =
  { readonly kind: 'taken'; readonly receipt: string } | { readonly kind: 'refused'; readonly why: HandInRefusal };

/**
 * See `HandIn`. A form is on disk as it came before anything is done about it, and goes from there when it is a record; the record's uid is made of the
 * form's, so a host that was killed anywhere between does it again and makes none twice.
 */
export function createHandIn({ boxes, deskKey, applications, reports, log, now }: HandInDeps): HandIn {
  /** One form is seen to once at a time. */
  const turns = new Map<string, Promise<unknown>>();
  const troubled = new Set<string>();

  const inTurn = async <T>(id: string, task: () => Promise<T>): Promise<T> => {
    const before = turns.get(id) ?? Promise.resolve();
    const mine = before.then(task, task);
    turns.set(id, mine);
    try {
      return await mine;
    } finally {
      if (turns.get(id) === mine) turns.delete(id);
    }
  };

  async function take(from: string, kind: HandInKind, box: string): Promise<HandInOutcome> {
    const opened = handInSchemas[kind].safeParse(await openBox(deskKey, box));
    if (!opened.success) return { kind: 'refused', why: 'box' };
    const id = uidOfText(`${kind} ${from} ${opened.data.form}`);
    const kept: KeptBox = { id, kind, from, atMs: now(), box };
    if ('jpeg' in opened.data) return takePhoto(kept, opened.data.jpeg);
    const form = formOf(opened.data);
    if (photoIdsOf(form).length > HAND_IN_PHOTOS[form.kind]) return { kind: 'refused', why: 'box' };
    return inTurn(id, async () => {
      const isNew = boxes.mark(id) === null;
      await boxes.put(kept);
      try {
        const seen = await seeTo(kept, form);
        if (seen.kind === 'refused') {
          // Whoever is told so still stands before the kiosk. The photos stay for the next try.
          if (isNew) await boxes.remove([id]);
          return seen;
        }
        return { kind: 'taken', answer: { id, receipt: seen.receipt } };
      } catch (thrown) {
        troubled.add(id);
        log.warn('self-service.waits', { uid: id, ...errorFields(thrown) });
        return { kind: 'taken', answer: { id, receipt: null } };
      }
    });
  }

  async function takePhoto(kept: KeptBox, jpeg: string): Promise<HandInOutcome> {
    const read = readResidentPhoto(kept.id, bytesOf(jpeg));
    if (read.kind === 'refused') return { kind: 'refused', why: `photo-${read.why}` };
    await boxes.put(kept);
    return { kind: 'taken', answer: { id: kept.id, receipt: null } };
  }

  /** Makes the record and lets go of what it was made of. */
  async function seeTo({ id, from, atMs }: KeptBox, form: Form): Promise<Seen> {
    const seen =
      form.kind === 'application'
        ? await writeApplication(id, from, form.value)
        : await writeIncident(id, from, atMs, form.value);
    if (seen.kind === 'refused') return seen;
    log.info('self-service.taken', { uid: id, count: photoIdsOf(form).length });
    troubled.delete(id);
    // The form last: should this be cut off, the next look finds the record and goes on here.
    const photoIds = photoIdsOf(form).filter((photoId) => isOf(photoId, from));
    await boxes.remove([...photoIds, id]).catch((thrown: unknown) => {
      log.warn('self-service.not-cleared', { uid: id, code: toAppError(thrown).code });
    });
    return seen;
  }

  const isOf = (photoId: string, from: string): boolean => {
    const mark = boxes.mark(photoId);
    return mark?.kind === 'photo' && mark.from === from;
  };

  async function photoOf(photoId: string, from: string): Promise<BarePhoto | null> {
    const kept = isOf(photoId, from) ? await boxes.read(photoId) : null;
    const opened = kept && handInSchemas.photo.safeParse(await openBox(deskKey, kept.box)).data;
    const read = opened ? readResidentPhoto(photoId, bytesOf(opened.jpeg)) : null;
    return read?.kind === 'photo' ? read.photo : null;
  }

  async function writeApplication(id: string, from: string, value: KioskApplication): Promise<Seen> {
    const photo = (photoId: string) => photoOf(photoId, from);
    return applications.write({ ...value, uid: id, channel: 'kiosk', photo });
  }

  async function writeIncident(id: string, from: string, atMs: number, value: KioskIncident): Promise<Seen> {
    const { buildingUid, spot, categoryUid, text, phone, photoIds } = value;
    const form = `kiosk ${id}`;
    // Once it is a record, its photos are not here any more.
    const known = await reports.receiptOf(form, buildingUid);
    if (known !== null) return { kind: 'taken', receipt: known };
    const photos = [];
    for (const photoId of photoIds) {
      const photo = await photoOf(photoId, from);
      if (!photo) return { kind: 'refused', why: 'photo-gone' };
      photos.push(photo.bytes);
    }
    const outcome = await reports.report({
      ...{ from: 'kiosk', form, shownAtMs: atMs, isBaited: false },
      ...{ buildingUid, spot, categoryUid, text, phone, photos },
    });
    switch (outcome.kind) {
      case 'taken':
        return outcome;
      case 'no-place':
        return { kind: 'refused', why: 'place-gone' };
      case 'no-category':
        return { kind: 'refused', why: 'category-gone' };
      case 'off':
        return { kind: 'refused', why: 'off' };
      case 'bad-photo':
        return { kind: 'refused', why: `photo-${outcome.why}` };
    }
  }

  async function seeToAll(): Promise<void> {
    const forms = boxes.marks().filter(({ kind }) => kind !== 'photo');
    for (const { id } of forms) {
      await inTurn(id, async () => {
        const kept = boxes.mark(id) && (await boxes.read(id));
        if (!kept || kept.kind === 'photo') return;
        try {
          const opened = handInSchemas[kept.kind].safeParse(await openBox(deskKey, kept.box));
          const seen = opened.success
            ? await seeTo(kept, formOf(opened.data as KioskApplication | KioskIncident))
            : null;
          // Nobody stands there any more to put it right: it is kept, and the host's state shows that something waits.
          if (seen?.kind !== 'taken') throw new AppError('request.malformed', `a form waits: ${seen?.why ?? 'box'}`);
        } catch (thrown) {
          troubled.add(id);
          log.warn('self-service.waits', { uid: id, ...errorFields(thrown) });
        }
      });
    }
    // As long as a form waits, its photos may be wanted.
    if (boxes.marks().some(({ kind }) => kind !== 'photo')) return;
    const old = boxes.marks().filter(({ kind, atMs }) => kind === 'photo' && now() - atMs > PHOTO_LIFE_MS);
    await boxes.remove(old.map(({ id }) => id));
  }

  return {
    take,
    seeToAll,
    get troubled() {
      return troubled.size;
    },
  };
}

const formOf = (value: KioskApplication | KioskIncident): Form =>
  'itemNumber' in value ? { kind: 'application', value } : { kind: 'incident', value };

const photoIdsOf = (form: Form): readonly string[] =>
  form.kind === 'application' ? form.value.materials.flatMap(({ photoIds }) => photoIds) : form.value.photoIds;

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));
