import { AppError } from '#shared/errors/app-error';
import type { DepartmentPhoto } from '#shared/ipc/matters-api';
import { mediaDocumentSchema, type MediaPart } from '#shared/media/document';
import { mediaDatabase, parseMediaId } from '#shared/media/names';
import { thumbMimeOf, type PhotoRef } from '#shared/media/photo';
import { placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes } from '#shared/media/sealed-bytes';
import { makeSigningKey, type SigningKey, type SigningPublicKey } from '#shared/media/signature';
import type { Handler, OpenedPhoto } from '../department-port';
import type { GridKeys } from '../grid-keys';
import { keepHostPhoto, type PictureStores } from '../host-photo';
import { WINNER, type HostWriter, type WritableDatabase } from '../host-writer';

/** A database of pictures, as far as it is needed here. */
export interface MediaDatabase extends WritableDatabase {
  attachment(id: string, name: string): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | null>;
}

export interface PhotosDeps {
  readonly hub: PictureStores & { database(name: string): MediaDatabase | null };
  readonly keys: GridKeys;
  readonly writer: HostWriter;
  readonly now: () => number;
}

/** Pictures of matters, closed and opened by the host for those who hold no key. */
export interface DepartmentPhotos {
  /** Closes a picture under the grid's key and keeps it; `known` makes the public half of the signing key known. */
  keep(
    handler: Handler,
    scope: string,
    photo: DepartmentPhoto,
    known: (key: SigningPublicKey) => Promise<void>,
  ): Promise<PhotoRef>;
  /** Throws `request.malformed` unless this person brought every one of them into this grid. */
  assertOwn(handler: Handler, scope: string, photos: readonly PhotoRef[]): Promise<void>;
  /** Null for one that is not there or does not open. */
  open(ref: PhotoRef, part: MediaPart): Promise<OpenedPhoto | null>;
}

/** See `DepartmentPhotos`. */
export function createDepartmentPhotos({ hub, keys, writer, now }: PhotosDeps): DepartmentPhotos {
  /** The host signs in a handler's name under keys of this run alone. */
  const signers = new Map<string, Promise<SigningKey>>();

  function signerOf({ staff, device }: Handler, known: (key: SigningPublicKey) => Promise<void>): Promise<SigningKey> {
    const name = `${staff} ${device}`;
    const making =
      signers.get(name) ??
      makeSigningKey().then(async ({ key }) => {
        await known(key.publicKey);
        return key;
      });
    signers.set(name, making);
    return making.catch((thrown: unknown) => {
      signers.delete(name);
      throw thrown;
    });
  }

  return {
    keep: async (handler, scope, { full, thumb, ...photo }, known) =>
      keepHostPhoto(
        hub,
        { ...photo, full: bytesOf(full), thumb: bytesOf(thumb) },
        {
          ...{ scope, key: await keys.newest({ scope, class: 'general' }), signer: await signerOf(handler, known) },
          ...{ staff: handler.staff, device: handler.device },
          ...{ replica: writer.write(handler.staff).replica, nowMs: now() },
        },
      ),
    assertOwn: async ({ staff }, scope, photos) => {
      const database = hub.database(mediaDatabase(`grid-${scope}`));
      for (const { id, media } of photos) {
        const stored = parseMediaId(media)?.scope === scope ? await database?.get(media, WINNER) : null;
        const document = mediaDocumentSchema.safeParse(stored?.found ? plain(stored.document) : null).data;
        if (document?.uid !== id || document.created.by !== staff)
          throw new AppError('request.malformed', 'photos: one that was not brought for this');
      }
    },
    open: async (ref, part) => {
      const at = parseMediaId(ref.media);
      const closed = at && (await hub.database(at.database)?.attachment(ref.media, part));
      const kid = closed ? keyIdOf(closed.bytes) : null;
      const key = kid === null ? null : await keys.named(kid);
      const bytes = closed && key ? await openBytes(key, closed.bytes, placeOfPart(ref.id, part)) : null;
      return bytes && { mime: part === 'full' ? ref.mime : thumbMimeOf(ref.mime), bytes };
    },
  };
}

/** The document without what the hub says about it. */
const plain = (document: object): object =>
  Object.fromEntries(Object.entries(document).filter(([field]) => field === '_id' || !field.startsWith('_')));

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(base64, 'base64'));
