import type { DataKey } from '#shared/ipc/station-api';
import type { MediaDocument, MediaPart } from '#shared/media/document';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes } from '#shared/media/sealed-bytes';
import { openValue, parseAuthorKid, sealingAad } from '#shared/schema/sealing';
import { classOfKid } from '#shared/schema/value-class';
import type { GridKeys } from './grid-keys';

type Bytes = Uint8Array<ArrayBuffer>;

/** Something that was opened, and the class of the key that it lay under. */
export interface Opened<T> {
  readonly value: T;
  readonly class: DataKey['class'];
}

/** A picture as it is shown, with what was said of it. */
export interface OpenedPhoto {
  readonly document: MediaDocument;
  readonly full: Opened<Bytes>;
  readonly thumb: Opened<Bytes>;
  readonly claim: Opened<unknown>;
}

/** Opens a picture with the keys of the scope that its name says; null when anything of it does not open. */
export async function openPhoto(
  document: MediaDocument,
  parts: Readonly<Record<MediaPart, Bytes>>,
  scope: string,
  keys: GridKeys,
): Promise<OpenedPhoto | null> {
  async function keyOf(kid: string) {
    const ofScope = (parseAuthorKid(kid)?.classKid ?? kid).split('.')[0] === scope;
    const [keyClass, key] = ofScope ? [classOfKid(kid), await keys.named(kid)] : [null, null];
    return keyClass && key ? { class: keyClass, key } : null;
  }
  async function part(name: MediaPart): Promise<Opened<Bytes> | null> {
    const key = await keyOf(keyIdOf(parts[name]) ?? '');
    const value = key && (await openBytes(key.key, parts[name], placeOfPart(document.uid, name)));
    return value && { value, class: key.class };
  }
  const [full, thumb, key] = [await part('full'), await part('thumb'), await keyOf(document.sealed.kid)];
  if (!full || !thumb || !key) return null;
  const claim = await openValue(key.key, document.sealed, sealingAad(placeOfClaim(document.uid)));
  return claim.ok ? { document, full, thumb, claim: { value: claim.value, class: key.class } } : null;
}
