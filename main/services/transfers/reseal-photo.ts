import { createHash, createHmac, hkdfSync } from 'node:crypto';
import { MEDIA_CONTENT_TYPE, type MediaDocument, type MediaPart } from '#shared/media/document';
import { mediaId } from '#shared/media/names';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of } from '#shared/media/sealed-bytes';
import type { DataKey } from '#shared/ipc/station-api';
import { importSealingKey, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import type { DataKeys } from '../key-ports';
import type { Opened, OpenedPhoto } from '../open-photo';
import type { WholePhoto } from './leaf';

type Bytes = Uint8Array<ArrayBuffer>;
type KeyClass = DataKey['class'];

/** Where a picture goes. */
export interface PhotoGoal {
  readonly scope: string;
  /** The `_id` that it goes by where it comes from: on each stay it has another name, even where it was before. */
  readonly from: string;
  /** The keys that it was sealed under when it went there before; where there are none, the newest of each class. */
  readonly kids: readonly string[];
}

export interface ResealedPhoto extends WholePhoto {
  readonly kids: readonly string[];
}

/**
 * The picture closed under the goal's keys of the same classes. The same picture with the same goal has the same bytes each time, and so
 * the same name: what was cut off is begun again without a double, and what a hub that was set back lost gets its name back. Claim and
 * signature say what they said.
 */
export async function resealPhoto(
  { document, full, thumb, claim }: OpenedPhoto,
  goal: PhotoGoal,
  dataKeys: Pick<DataKeys, 'keysFor'>,
): Promise<ResealedPhoto> {
  const kids = new Set<string>();
  async function keyFor(keyClass: KeyClass) {
    const [...known] = await dataKeys.keysFor([{ scope: goal.scope, class: keyClass }]);
    const chosen = known.find(({ kid }) => goal.kids.includes(kid)) ?? known[0];
    if (!chosen) throw new Error('a place that was asked for has a key');
    kids.add(chosen.kid);
    return { kid: chosen.kid, key: await importSealingKey(chosen.key), raw: chosen.key };
  }
  async function part(name: MediaPart, opened: Opened<Bytes>): Promise<Bytes> {
    const [key, place] = [await keyFor(opened.class), placeOfPart(document.uid, name)];
    return sealBytes(key, opened.value, place, ivOf(key.raw, goal.from, place, opened.value));
  }
  const parts = { full: await part('full', full), thumb: await part('thumb', thumb) };
  const [key, place] = [await keyFor(claim.class), placeOfClaim(document.uid)];
  const text = new Uint8Array(new TextEncoder().encode(JSON.stringify(claim.value)));
  const sealed = await sealValue(
    key.key,
    key.kid,
    claim.value,
    sealingAad(place),
    ivOf(key.raw, goal.from, place, text),
  );
  const next: MediaDocument = {
    ...document,
    _id: mediaId(document.type, goal.scope, await sha256Of(parts.full)),
    bytes: { full: parts.full.length, thumb: parts.thumb.length },
    thumbSha256: await sha256Of(parts.thumb),
    sealed,
  };
  const attachments = Object.entries(parts).map(
    ([name, bytes]) => [name, { contentType: MEDIA_CONTENT_TYPE, bytes }] as const,
  );
  return { document: next, attachments: new Map(attachments), kids: [...kids] };
}

/** An iv from what it is for, under a key of its own: other contents, another place or another stay have another one. */
function ivOf(key: string, from: string, place: SealedPlace, plain: Bytes): Bytes {
  const own = new Uint8Array(
    hkdfSync('sha256', new Uint8Array(Buffer.from(key, 'base64')), '', 'linli photo iv 1', 32),
  );
  const digest = createHash('sha256').update(plain).digest('hex');
  const mac = createHmac('sha256', own)
    .update(`${from}\n${sealingAad(place)}\n${digest}`)
    .digest();
  return new Uint8Array(mac.subarray(0, 12));
}
