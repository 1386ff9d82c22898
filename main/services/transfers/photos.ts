import { AppError } from '#shared/errors/app-error';
import { MEDIA_PARTS, mediaDocumentSchema } from '#shared/media/document';
import { databaseOfScope, mediaDatabase } from '#shared/media/names';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { GridKeys } from '../grid-keys';
import { WINNER } from '../host-writer';
import type { DataKeys } from '../key-ports';
import { openPhoto, type OpenedPhoto } from '../open-photo';
import type { Job, JobLog, MovedPhoto } from './job-log';
import { readLeaf, writeOver, type TransferHub, type TransferMedia } from './leaf';
import { NAMING_TYPES, photosOf, renamed, scopeOfPhoto } from './photo-refs';
import { resealPhoto } from './reseal-photo';
import { leavesOf } from './sweep';

export interface PhotosDeps {
  readonly hub: TransferHub;
  readonly keys: GridKeys;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly jobs: JobLog;
}

/** Brings pictures after the records that name them. Everything may be cut off anywhere and called again. */
export interface Photos {
  /** Notes which pictures a record names that goes by this job, as it lies in the former grid, and brings those that the hub has. */
  take(record: WireRecord, job: Job): Promise<void>;
  /** The record with the names that its pictures have where it lies. The same state in other words: stamps and vector stay. */
  named(record: WireRecord): WireRecord;
  /**
   * Gives the records that went by the job the new names of their pictures, and takes away what nobody needs any more where it came from.
   * Of one record alone, if its `_id` in the new grid is given.
   */
  finish(uid: string, of?: string): Promise<void>;
  /** A picture came into the hub: where its records have left, it goes after them. */
  arrived(media: string): Promise<void>;
  /** A record came into the hub that may name pictures as they were called elsewhere. */
  settle(record: WireRecord): Promise<void>;
}

/** A picture's stay: how a job brought it, or will. */
interface Stay {
  readonly job: Job;
  /** What it was called where it came from. */
  readonly from: string;
  readonly photo: MovedPhoto;
}

/** Times that somebody else may write in between; the feed brings what that was. */
const TRIES = 20;

/** See `Photos`. */
export function createPhotos({ hub, keys, dataKeys, jobs }: PhotosDeps): Photos {
  const mediaOf = (scope: string): TransferMedia | null => hub.database(mediaDatabase(databaseOfScope(scope)));

  /** Where a picture went from there, from job to job; a later one always goes on from an earlier one. */
  function staysOf(media: string): readonly Stay[] {
    const names = new Set([media]);
    const stays: Stay[] = [];
    for (const job of jobs.jobs()) {
      for (const from of [...names]) {
        const photo = job.photos[from];
        if (!photo) continue;
        stays.push({ job, from, photo });
        if (photo.there) names.add(photo.there.id);
      }
    }
    return stays;
  }

  /** Stays of a picture that this record names, where it lies now. Nobody has pictures of another grid opened by naming them. */
  const staysWith = (media: string, { _id }: WireRecord): readonly Stay[] =>
    staysOf(media).filter(({ photo }) => photo.records.includes(_id));

  function named(record: WireRecord): WireRecord {
    return renamed(record, (media) => staysWith(media, record).at(-1)?.photo.there?.id ?? media);
  }

  /** Whether a picture lies there, or lay there and was erased: then it does not come back. */
  async function isKnown(media: string): Promise<boolean> {
    const answer = await mediaOf(scopeOfPhoto(media))?.get(media, WINNER);
    return answer !== undefined && (answer.found || answer.reason === 'deleted');
  }

  const change = (uid: string, from: string, next: (photo: MovedPhoto | null) => MovedPhoto): Promise<void> =>
    jobs.change(uid, ({ photos }) => ({ photos: { ...photos, [from]: next(photos[from] ?? null) } }));

  /** `damaged` for what does not open, null for what is not at the hub. */
  async function read(media: string): Promise<OpenedPhoto | 'damaged' | null> {
    const [scope, database] = [scopeOfPhoto(media), mediaOf(scopeOfPhoto(media))];
    const answer = await database?.get(media, WINNER);
    if (!database || !answer?.found) return null;
    const fields = Object.entries(answer.document).filter(([name]) => name === '_id' || !name.startsWith('_'));
    const parsed = mediaDocumentSchema.safeParse(Object.fromEntries(fields));
    if (!parsed.success) return 'damaged';
    try {
      const [full, thumb] = [
        await database.attachment(media, MEDIA_PARTS[0]),
        await database.attachment(media, MEDIA_PARTS[1]),
      ];
      if (!full || !thumb) return 'damaged';
      return (await openPhoto(parsed.data, { full: full.bytes, thumb: thumb.bytes }, scope, keys)) ?? 'damaged';
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'host.data-damaged') return 'damaged';
      throw thrown;
    }
  }

  /** Brings a picture that lies at the hub as `source` to where the stay has it; what is there, or not here, changes nothing. */
  async function bring({ job, from, photo }: Stay, source: string): Promise<void> {
    if (photo.there && (await isKnown(photo.there.id))) return;
    const opened = await read(source);
    if (opened === null) return;
    if (opened === 'damaged') {
      if (!photo.isDamaged) await change(job.uid, from, (now) => ({ ...(now ?? photo), isDamaged: true }));
      return;
    }
    const { kids, ...whole } = await resealPhoto(
      opened,
      { scope: job.to, from, kids: photo.there?.kids ?? [] },
      dataKeys,
    );
    const there = { id: whole.document._id, kids: [...kids] };
    if (photo.there?.id !== there.id || photo.isDamaged)
      await change(job.uid, from, (now) => ({ ...(now ?? photo), there, isDamaged: false }));
    const target = await hub.create(mediaDatabase(databaseOfScope(job.to)));
    const { kind } = await target.putWhole(whole);
    if (kind === 'malformed') throw new Error('the hub did not take a picture');
  }

  async function rename(id: string): Promise<void> {
    const database = hub.database(databaseOfScope(parseDocumentId(id)?.scope ?? ''));
    for (let attempt = 0; database && attempt < TRIES; attempt += 1) {
      const leaf = await readLeaf(database, id);
      if (leaf.kind !== 'record') return;
      const next = named(leaf.record);
      if (next === leaf.record || (await writeOver(database, next, leaf.rev)) !== null) return;
    }
  }

  /** Whether all records of a stay have gone on or were erased. One that is not there yet may still come. */
  async function isOver({ photo }: Stay): Promise<boolean> {
    for (const id of photo.records) {
      const database = hub.database(databaseOfScope(parseDocumentId(id)?.scope ?? ''));
      const leaf = database && (await readLeaf(database, id));
      if (leaf?.kind === 'record' || leaf?.kind === 'none') return false;
    }
    return true;
  }

  /** Whether a picture lies wherever it was to go. */
  async function hasGone(media: string): Promise<boolean> {
    const stays = staysOf(media);
    for (const stay of stays) {
      const isThere = stay.photo.there !== null && (await isKnown(stay.photo.there.id));
      if (!isThere && !(await isOver(stay))) return false;
    }
    return stays.some(({ photo }) => photo.there !== null);
  }

  /** Takes away what has gone and is named by nobody where it lies. */
  async function drop(all: readonly string[]): Promise<void> {
    for (const scope of new Set(all.map(scopeOfPhoto))) {
      const [media, records] = [mediaOf(scope), hub.database(databaseOfScope(scope))];
      if (!media || !records) continue;
      const leaving = new Map<string, string>();
      for (const id of all) {
        const answer = scopeOfPhoto(id) === scope && (await hasGone(id)) ? await media.get(id, WINNER) : null;
        if (answer?.found) leaving.set(id, String((answer.document as { readonly _rev?: unknown })._rev));
      }
      if (leaving.size === 0) continue;
      for (const type of NAMING_TYPES)
        for await (const page of leavesOf(records, type, scope))
          for (const { leaf } of page)
            if (leaf.kind === 'record') for (const id of photosOf(leaf.record)) leaving.delete(id);
      for (const [_id, rev] of leaving) await writeOver(media, { _id, _deleted: true }, rev);
    }
  }

  return {
    named,
    async take(record, job) {
      const scope = parseDocumentId(record._id)?.scope ?? '';
      const there = `${record.type}~${job.to}~${parseDocumentId(record._id)?.key ?? ''}`;
      const ofRecord = (id: string) => scopeOfPhoto(id) === scope || staysWith(id, record).length > 0;
      for (const id of photosOf(record).filter(ofRecord)) {
        const photo = (): MovedPhoto | undefined => jobs.jobs().find(({ uid }) => uid === job.uid)?.photos[id];
        if (!photo()?.records.includes(there))
          await change(job.uid, id, (now) => ({
            ...{ there: null, isDamaged: false, ...now },
            records: [...(now?.records ?? []), there],
          }));
        const noted = photo();
        if (noted) await bring({ job, from: id, photo: noted }, id);
      }
    },
    async finish(uid, of) {
      const all = Object.entries(jobs.jobs().find((job) => job.uid === uid)?.photos ?? {});
      const photos = all.filter(([, { records }]) => of === undefined || records.includes(of));
      for (const [, { there, records }] of photos) if (there) for (const id of records) await rename(id);
      await drop(photos.map(([id]) => id));
    },
    async arrived(media) {
      const stays = staysOf(media);
      if (stays.length === 0) return;
      for (const stay of stays) {
        if (await isOver(stay)) continue;
        await bring(stay, media);
        for (const id of stay.photo.records) await rename(id);
      }
      await drop([media]);
    },
    async settle(record) {
      const names = photosOf(record).filter((media) => staysWith(media, record).length > 0);
      if (names.length === 0) return;
      for (const media of names) for (const stay of staysWith(media, record)) await bring(stay, media);
      await rename(record._id);
      await drop(names);
    },
  };
}
