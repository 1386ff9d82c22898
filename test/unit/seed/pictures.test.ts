import { beforeAll, describe, expect, it } from 'vitest';
import { standingOf } from '#shared/domain/incidents/standing';
import { photoClaimSchema } from '#shared/media/photo';
import { placeOfClaim, placeOfPart } from '#shared/media/places';
import { openBytes, sha256Of } from '#shared/media/sealed-bytes';
import { isSigned } from '#shared/media/signature';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import type { SigningKeyRecord } from '#shared/schema/types/signing-key';
import type { PracticeDatabase } from '#sync-server/seed/grid-records';
import type { PracticePicture } from '#sync-server/seed/pictures';
import { practiceRecords } from '#sync-server/seed/practice';
import { keyBytes, NOW_MS, ofType, opened, small } from './practice-station';

let databases: readonly PracticeDatabase[];
let records: readonly WireRecord[];
let pictures: readonly PracticePicture[];
let incidents: readonly (Incident & WireRecord)[];

beforeAll(async () => {
  databases = await practiceRecords(small);
  records = databases.flatMap((each) => each.records);
  pictures = databases.flatMap((each) => each.pictures);
  incidents = ofType<Incident & WireRecord>('incident', records);
});

const partOf = ({ attachments }: PracticePicture, part: 'full' | 'thumb') => {
  const bytes = attachments.get(part)?.bytes;
  if (!bytes) throw new Error(`no ${part}`);
  return new Uint8Array(bytes);
};

describe('practice pictures', () => {
  it('are there for every photo that an incident names, and for nothing else, beside the records of their grid', () => {
    const named = incidents.flatMap(({ photos }) => photos.map(({ media }) => media));
    expect(named.length).toBeGreaterThan(5);
    expect(pictures.map(({ document }) => document._id).sort()).toEqual([...named].sort());
    for (const each of databases)
      for (const { document } of each.pictures)
        expect(document._id.split('~')[1]).toBe(each.database.replace('grid-', ''));
  });

  it('open under their grid’s key as pictures, and are vouched for by a key of the station', async () => {
    const signers = new Map(ofType<SigningKeyRecord & WireRecord>('signing-key', records).map((key) => [key._id, key]));
    for (const picture of pictures) {
      const { document } = picture;
      const grid = Number(document._id.split('~')[1]?.split('-')[1]);
      const key = await importSealingKey(keyBytes(grid, 'general'));
      const full = await openBytes(key, partOf(picture, 'full'), placeOfPart(document.uid, 'full'));
      const thumb = await openBytes(key, partOf(picture, 'thumb'), placeOfPart(document.uid, 'thumb'));
      for (const bytes of [full, thumb]) expect(Buffer.from(bytes ?? []).toString('latin1', 8, 12)).toBe('WEBP');
      const value = await openValue(key, document.sealed, sealingAad(placeOfClaim(document.uid)));
      const claim = photoClaimSchema.parse(value.ok ? value.value : null);
      expect(claim.fullSha256).toBe(await sha256Of(full ?? new Uint8Array()));
      expect(claim.takenAtMs).toBeLessThanOrEqual(NOW_MS);
      const signer = signers.get(`signing-key~qinghe~${document.signature.key}`);
      expect(signer).toMatchObject({ staffUid: claim.authorUid, deviceUid: claim.deviceUid });
      expect(await isSigned({ x: signer?.x ?? '', y: signer?.y ?? '' }, claim, document.signature)).toBe(true);
    }
  });

  it('show residents what was done in one case, where somebody marked it and wrote a word for them', async () => {
    const shown = incidents.filter((each) => standingOf(each).shownPhotoIds.length > 0);
    expect(shown.map(({ title }) => title)).toEqual([expect.stringContaining('小广告')]);
    const [ads] = shown;
    if (!ads) throw new Error('nothing is shown');
    const { toldBy, shownPhotoIds, state } = standingOf(ads);
    expect(state).toBe('verified');
    expect(shownPhotoIds).toEqual(toldBy?.photoIds);
    expect(await opened(ads, 'steps.told', toldBy?.id)).toContain('铲干净了');
  });

  it('have the same bytes in each attempt, so that an interrupted first run leaves none behind', async () => {
    const again = (await practiceRecords(small)).flatMap((each) => each.pictures);
    expect(again.map(({ document }) => document._id)).toEqual(pictures.map(({ document }) => document._id));
  });
});
