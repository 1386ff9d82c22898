import { createECDH, createHash, createHmac } from 'node:crypto';
import type { DataKey } from '#shared/ipc/station-api';
import { MEDIA_CONTENT_TYPE, type MediaDocument } from '#shared/media/document';
import { mediaId } from '#shared/media/names';
import type { PhotoClaim, PhotoRef } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { sealBytes, sha256Of, type MediaKey } from '#shared/media/sealed-bytes';
import { readSigningKey, signClaim, type SigningKey } from '#shared/media/signature';
import type { WireRecord } from '#shared/schema/envelope';
import { importSealingKey, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import type { Incident } from '#shared/schema/types/incident';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import type { WholeDocument } from '../embedded/attachments';
import drawn from './data/pictures.json';
import type { Framer } from './frame';
import type { GridContext } from './grid-context';
import { derivedUid } from './random';
import { firstEntryMs, PRACTICE_STATION_ID, type PracticeOptions } from './station';

/** A drawn scene, by what it shows. */
export type PictureName = keyof typeof drawn;

/** A picture as the hub keeps it. */
export type PracticePicture = WholeDocument & { readonly document: MediaDocument };

/** What is known of the taking of a picture. */
interface Taken {
  readonly name: PictureName;
  /** The picture's own identity. */
  readonly uid: string;
  readonly authorUid: string;
  readonly atMs: number;
  readonly place: Incident['place'];
}

/** A picture of a grid closed and signed as a device does it, and what a record keeps of it. The same options give the same bytes. */
export async function closePicture(
  { options, scope }: Pick<GridContext, 'options' | 'scope'>,
  { name, uid: id, authorUid, atMs, place }: Taken,
): Promise<{ readonly ref: PhotoRef; readonly picture: PracticePicture }> {
  const { width, height } = drawn[name];
  const [full, thumb] = [bytesOf(drawn[name].full), bytesOf(drawn[name].thumb)];
  const dataKey = generalKey(options.keys, scope);
  const key: MediaKey = { kid: dataKey.kid, key: await importSealingKey(dataKey.key) };
  const about = { kind: 'photo', mime: 'image/webp', width, height } as const;
  const claim: PhotoClaim = {
    takenAtMs: atMs,
    takenAtSource: 'device',
    place: place && { latitude: place.lat, longitude: place.lng, accuracyM: place.accuracyMeters },
    placeSource: place ? 'device' : 'none',
    originalSha256: await sha256Of(full),
    id,
    ...about,
    authorUid,
    deviceUid: deviceUid(options, authorUid),
    replica: options.replica,
    addedAtMs: atMs,
    fullSha256: await sha256Of(full),
    thumbSha256: await sha256Of(thumb),
  };
  const close = (part: 'full' | 'thumb', bytes: Bytes) => {
    const at = placeOfPart(id, part);
    return sealBytes(key, bytes, at, ivOf(dataKey, at, bytes));
  };
  const parts = { full: await close('full', full), thumb: await close('thumb', thumb) };
  const document: MediaDocument = {
    _id: mediaId('photo', scope, await sha256Of(parts.full)),
    type: 'photo',
    schema: 1,
    uid: id,
    kind: 'photo',
    created: { at: atMs, by: authorUid, on: options.replica },
    bytes: { full: parts.full.length, thumb: parts.thumb.length },
    thumbSha256: await sha256Of(parts.thumb),
    sealed: await sealValue(key.key, key.kid, claim, sealingAad(placeOfClaim(id))),
    signature: await signClaim(await signerOf(options, authorUid), claim),
  };
  const attachments = new Map(
    Object.entries(parts).map(([part, bytes]) => [part, { contentType: MEDIA_CONTENT_TYPE, bytes }]),
  );
  return {
    ref: { id, media: document._id, ...about, bytes: full.length, addedAtMs: atMs },
    picture: { document, attachments },
  };
}

/** The public halves of the keys that these people sign pictures with. */
export function signingKeyRecords(
  options: PracticeOptions,
  framer: Framer,
  staffUids: readonly string[],
): Promise<WireRecord[]> {
  return Promise.all(
    staffUids.map(async (staffUid): Promise<SigningKeyRecord & WireRecord> => {
      const { thumbprint, publicKey } = await signerOf(options, staffUid);
      const uid = derivedUid(options.randomSeed, `signing-key/${staffUid}`);
      const made = { type: 'signing-key', scope: PRACTICE_STATION_ID, uid, key: thumbprint, by: staffUid };
      return {
        ...framer({ ...made, atMs: firstEntryMs(options) }),
        type: 'signing-key',
        staffUid,
        deviceUid: deviceUid(options, staffUid),
        ...publicKey,
      };
    }),
  );
}

const deviceUid = ({ randomSeed }: Pick<PracticeOptions, 'randomSeed'>, staffUid: string): string =>
  derivedUid(randomSeed, `device/${staffUid}`);

/**
 * The key that somebody's practice pictures are signed with: the same in each attempt of a first run. Whoever knows the seed can make it, so
 * it vouches for drawn pictures and nothing else; devices make keys of their own.
 */
async function signerOf({ randomSeed }: Pick<PracticeOptions, 'randomSeed'>, staffUid: string): Promise<SigningKey> {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(createHash('sha256').update(`${randomSeed}/signing-key/${staffUid}`).digest('hex'), 'hex');
  const point = ecdh.getPublicKey();
  const [x, y, d] = [point.subarray(1, 33), point.subarray(33), ecdh.getPrivateKey()].map((bytes) =>
    bytes.toString('base64url'),
  );
  const key = await readSigningKey({ kty: 'EC', x, y, d });
  if (!key) throw new Error('a derived signing key does not read back');
  return key;
}

type Bytes = Uint8Array<ArrayBuffer>;

const bytesOf = (base64: string): Bytes => new Uint8Array(Buffer.from(base64, 'base64'));

function generalKey(keys: readonly DataKey[], scope: string): DataKey {
  const found = keys.find((key) => key.scope === scope && key.class === 'general');
  if (!found) throw new Error(`no general key for ${scope}`);
  return found;
}

/** An iv from key, place and contents: other contents or another place have another one, and a second attempt has the same. */
function ivOf({ key }: DataKey, place: SealedPlace, bytes: Bytes): Bytes {
  const mac = createHmac('sha256', bytesOf(key))
    .update(`linli practice picture iv\n${sealingAad(place)}\n${createHash('sha256').update(bytes).digest('hex')}`)
    .digest();
  return new Uint8Array(mac.subarray(0, 12));
}
