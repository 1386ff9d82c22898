import { expect } from 'vitest';
import { mediaDocumentSchema } from '#shared/media/document';
import { mediaDatabase, parseMediaId } from '#shared/media/names';
import { photoClaimSchema, type PhotoRef } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { keyIdOf, openBytes } from '#shared/media/sealed-bytes';
import { isSigned } from '#shared/media/signature';
import type { WireRecord } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import { checkClaim } from '#renderer/data/media/claims';
import { aVisit, T0, testReplica, uid } from '#test/support/builders';
import { aSealedPhoto, photoRequest, type SealedPhoto } from '#test/support/photos';
import { FAMILY, idIn } from './family';
import type { Station } from './station';

const WINNER = { rev: null, latest: false, revs: false, conflicts: false };

/** The visit that most of these tests are about. */
export const VISIT = uid(70);

const refTo = ({ document, claim }: SealedPhoto): PhotoRef => ({
  id: document.uid,
  media: document._id,
  kind: 'photo',
  mime: claim.mime,
  width: claim.width,
  height: claim.height,
  bytes: 20_000,
  addedAtMs: T0,
});

const visitWith = (photos: readonly SealedPhoto[], n = 70, personUid: string = FAMILY.grandmother): WireRecord =>
  aVisit(n, { by: testReplica('photos', () => Date.now() - 50_000), fields: { personUid, photos: photos.map(refTo) } });

/** What tests of pictures do at a station, and what they look at. */
export function pictures(station: () => Station) {
  const mediaOf = (grid: number) =>
    station()
      .hub()
      .database(mediaDatabase(`grid-qinghe-${grid}`));

  /** A picture closed under the first grid's general key, as the tablet that took it holds it. */
  async function takePhoto(n: number): Promise<SealedPhoto> {
    const [key] = await station().dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
    if (!key) throw new Error('no key');
    return aSealedPhoto({ uid: uid(n), key: { kid: key.kid, key: await importSealingKey(key.key) } });
  }

  /** As a tablet sends it, through the gateway. */
  async function upload(photo: Pick<SealedPhoto, 'document' | 'parts'>): Promise<void> {
    const path = `/hub/media-grid-qinghe-1/${encodeURIComponent(photo.document._id)}`;
    const answer = await station().request(station().token([1]), path, photoRequest(photo));
    expect(answer.status).toBe(201);
  }

  /** `_id`s of the pictures in a grid. */
  async function mediaIn(grid: number): Promise<readonly string[]> {
    const range = { keys: null, startKey: null, endKey: null, inclusiveEnd: true, descending: false, skip: 0 };
    const answer = await mediaOf(grid)?.allDocs({ ...range, limit: null, includeDocs: false, conflicts: false });
    return (answer?.rows ?? []).flatMap((row) => ('id' in row ? [row.id] : []));
  }

  /** Pictures that a visit names as it lies in that grid. */
  async function refsOf(grid: number, visit = VISIT): Promise<readonly PhotoRef[]> {
    return ((await station().read(idIn('visit', grid, visit)))?.['photos'] ?? []) as readonly PhotoRef[];
  }

  /** The visit in that grid names this picture alone, which lies there, opens under the grid's key, and is what was taken and signed. */
  async function expectPhotoIn(grid: number, taken: SealedPhoto, visit = VISIT): Promise<string> {
    const [ref, ...others] = await refsOf(grid, visit);
    expect(others).toEqual([]);
    const { media = '' } = ref ?? {};
    expect(ref).toEqual({ ...refTo(taken), media });
    expect(parseMediaId(media)?.scope).toBe(`qinghe-${grid}`);
    const stored = await mediaOf(grid)?.get(media, WINNER);
    if (!stored?.found) throw new Error(`no picture in grid ${grid}`);
    const { _rev, _attachments, ...fields } = stored.document as Record<string, unknown>;
    const document = mediaDocumentSchema.parse(fields);
    const [key] = await station().dataKeys.keysFor([{ scope: `qinghe-${grid}`, class: 'general' }]);
    const open = async (part: 'full' | 'thumb') => {
      const bytes = (await mediaOf(grid)?.attachment(media, part))?.bytes ?? new Uint8Array();
      expect(keyIdOf(bytes)).toBe(key?.kid);
      return openBytes(await importSealingKey(key?.key ?? ''), bytes, placeOfPart(document.uid, part));
    };
    const claim = await openValue(
      await importSealingKey(key?.key ?? ''),
      document.sealed,
      sealingAad(placeOfClaim(document.uid)),
    );
    const opened = claim.ok ? claim.value : undefined;
    const { publicKey } = taken.signer;
    const signer = { ...publicKey, staffUid: taken.claim.authorUid, deviceUid: taken.claim.deviceUid };
    const checked = { document, opened, full: await open('full'), thumb: await open('thumb'), signer: signer as never };
    expect(await checkClaim(checked)).toEqual({ verdict: 'intact', claim: taken.claim });
    expect(await isSigned(publicKey, photoClaimSchema.parse(opened), document.signature)).toBe(true);
    return media;
  }

  return { takePhoto, refTo, upload, visitWith, mediaIn, refsOf, expectPhotoIn };
}
