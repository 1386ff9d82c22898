import { describe, expect, it } from 'vitest';
import { checkClaim } from '#renderer/data/media/claims';
import type { PhotoClaim } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes, sealBytes, sha256Of } from '#shared/media/sealed-bytes';
import { makeSigningKey, signClaim, thumbprintOf, type SigningKey } from '#shared/media/signature';
import { openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import { uid } from '#test/support/builders';
import { aDataKey, aSealedPhoto, noise, type SealedPhoto } from '#test/support/photos';

/** What the station says of a key. */
const recordOf = ({ publicKey }: SigningKey, who: Pick<PhotoClaim, 'authorUid' | 'deviceUid'>): SigningKeyRecord =>
  ({ ...publicKey, staffUid: who.authorUid, deviceUid: who.deviceUid }) as SigningKeyRecord;

/** What a device that holds the key reads off a picture. */
async function check(photo: Pick<SealedPhoto, 'document' | 'parts' | 'key'>, signer: SigningKeyRecord | null) {
  const { document, parts, key } = photo;
  const opened = await openValue(key.key, document.sealed, sealingAad(placeOfClaim(document.uid)));
  const [full, thumb] = await Promise.all(
    (['full', 'thumb'] as const).map((part) => openBytes(key.key, parts[part], placeOfPart(document.uid, part))),
  );
  return checkClaim({
    document,
    opened: opened.ok ? opened.value : undefined,
    full: full ?? null,
    thumb: thumb ?? null,
    signer,
  });
}

/** Closes other bytes or another claim under the same key, as somebody who holds it can, and makes every digest fit again. */
async function forged(
  photo: SealedPhoto,
  change: {
    readonly full?: Uint8Array<ArrayBuffer>;
    readonly claim?: Partial<PhotoClaim>;
    readonly signer?: SigningKey;
  },
): Promise<SealedPhoto> {
  const id = photo.document.uid;
  const claim: PhotoClaim = {
    ...photo.claim,
    ...change.claim,
    ...(change.full && { fullSha256: await sha256Of(change.full) }),
  };
  const full = change.full ? await sealBytes(photo.key, change.full, placeOfPart(id, 'full')) : photo.parts.full;
  const document = {
    ...photo.document,
    _id: `photo~qinghe-1~${await sha256Of(full)}`,
    bytes: { ...photo.document.bytes, full: full.length },
    sealed: await sealValue(photo.key.key, photo.key.kid, claim, sealingAad(placeOfClaim(id))),
    ...(change.signer && { signature: await signClaim(change.signer, claim) }),
  };
  return { ...photo, claim, document, parts: { ...photo.parts, full } };
}

describe('a picture and its claim', () => {
  it('are intact as the device left them, whatever key they lie under', async () => {
    const photo = await aSealedPhoto();
    const signer = recordOf(photo.signer, photo.claim);
    expect(await check(photo, signer)).toEqual({ verdict: 'intact', claim: photo.claim });
    // Moved to another grid by the host: closed anew, signed as before.
    const moved = await forged({ ...photo, key: await aDataKey('qinghe-2.general.1') }, {});
    const thumb = await openBytes(photo.key.key, photo.parts.thumb, placeOfPart(photo.document.uid, 'thumb'));
    const full = await openBytes(photo.key.key, photo.parts.full, placeOfPart(photo.document.uid, 'full'));
    if (!thumb || !full) throw new Error('does not open');
    const parts = {
      full: await sealBytes(moved.key, full, placeOfPart(photo.document.uid, 'full')),
      thumb: await sealBytes(moved.key, thumb, placeOfPart(photo.document.uid, 'thumb')),
    };
    expect((await check({ ...moved, parts }, signer)).verdict).toBe('intact');
  });

  it('show a forgery whose hash was made to fit: another picture under the old signature', async () => {
    const photo = await aSealedPhoto();
    const other = await forged(photo, { full: noise(20_000) });
    expect(other.document._id).not.toBe(photo.document._id);
    expect((await check(other, recordOf(photo.signer, photo.claim))).verdict).toBe('altered-claim');
  });

  it('show another picture under the claim as it was', async () => {
    const photo = await aSealedPhoto();
    const full = await sealBytes(photo.key, noise(20_000), placeOfPart(photo.document.uid, 'full'));
    const other = { ...photo, parts: { ...photo.parts, full } };
    expect((await check(other, recordOf(photo.signer, photo.claim))).verdict).toBe('altered-image');
    const thumb = await sealBytes(photo.key, noise(300), placeOfPart(photo.document.uid, 'thumb'));
    const small = { ...photo, parts: { ...photo.parts, thumb } };
    expect((await check(small, recordOf(photo.signer, photo.claim))).verdict).toBe('altered-image');
  });

  it.each([
    ['place', { place: { latitude: 1, longitude: 1, accuracyM: null } }],
    ['time', { takenAtMs: 1 }],
    ['source of the time', { takenAtSource: 'device' }],
    ['author', { authorUid: uid(404) }],
  ] as const)('show another %s', async (_what, claim) => {
    const photo = await aSealedPhoto();
    const other = await forged(photo, { claim });
    expect((await check(other, recordOf(photo.signer, other.claim))).verdict).toBe('altered-claim');
  });

  it('show a forgery signed anew by somebody else', async () => {
    const photo = await aSealedPhoto();
    const signer = (await makeSigningKey()).key;
    const other = await forged(photo, { full: noise(20_000), signer });
    expect((await check(other, null)).verdict).toBe('unknown-device');
    // The forger's own key is known to the station, as the forger's.
    const forger = { authorUid: uid(500), deviceUid: uid(501) };
    expect((await check(other, recordOf(signer, forger))).verdict).toBe('unknown-device');
    expect((await check(other, recordOf(photo.signer, photo.claim))).verdict).toBe('altered-claim');
  });

  it('do not open in the place of another picture', async () => {
    const photo = await aSealedPhoto();
    const taken = { ...photo, document: { ...photo.document, uid: uid(7003) } };
    expect(await check(taken, recordOf(photo.signer, photo.claim))).toEqual({ verdict: 'altered-claim', claim: null });
  });
});

describe('closed bytes', () => {
  it('name their key, and open with it in their place alone', async () => {
    const key = await aDataKey('qinghe-1.health.1~01J0000000000000000W0RKER1');
    const plain = noise(1000);
    const place = placeOfPart(uid(1), 'full');
    const closed = await sealBytes(key, plain, place);
    expect(keyIdOf(closed)).toBe(key.kid);
    expect(await openBytes(key.key, closed, place)).toEqual(plain);
    expect(await openBytes(key.key, closed, placeOfPart(uid(1), 'thumb'))).toBeNull();
    expect(await openBytes((await aDataKey(key.kid)).key, closed, place)).toBeNull();
    closed[closed.length - 1] = (closed.at(-1) ?? 0) ^ 1;
    expect(await openBytes(key.key, closed, place)).toBeNull();
  });

  it.each([0, 1, 3, 4, 30])('of %d bytes are none', (length) => {
    expect(keyIdOf(noise(length))).toBeNull();
    expect(keyIdOf(new Uint8Array([0x4c, 0x4d, 0x31, 200, ...noise(length)]))).toBeNull();
  });
});

describe('a signing key', () => {
  it('has the same name wherever its coordinates stand', async () => {
    const { key } = await makeSigningKey();
    const { x, y } = key.publicKey;
    expect(await thumbprintOf({ y, x })).toBe(key.thumbprint);
    expect((await makeSigningKey()).key.thumbprint).not.toBe(key.thumbprint);
  });
});
