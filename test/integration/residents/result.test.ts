import { describe, expect, it } from 'vitest';
import { MEDIA_CONTENT_TYPE } from '#shared/media/document';
import { mediaDatabase } from '#shared/media/names';
import type { PhotoRef } from '#shared/media/photo';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import { T0, uid } from '#test/support/builders';
import { aSealedPhoto, type SealedPhoto } from '#test/support/photos';
import { aStep } from '../../unit/incidents/incidents';
import { LEAD } from '../dispatch/station';
import { residentsDoor, SECRETS } from './door';

/** A station with a report whose work brought two pictures, the first of them marked for the resident. */
async function handledReport({ mark = [uid(71)] as readonly string[], kind = 'general' as 'general' | 'health' } = {}) {
  const door = await residentsDoor();
  const { id, receipt } = await door.reported();
  const [key] = await door.dataKeys.keysFor([{ scope: 'qinghe-1', class: kind }]);
  if (!key) throw new Error('no key');
  const aes = await importSealingKey(key.key);
  const take = (n: number) => aSealedPhoto({ uid: uid(n), key: { kid: key.kid, key: aes } });
  const [reported, after, face] = [await take(70), await take(71), await take(72)];
  const media = await door.station.hub.create(mediaDatabase('grid-qinghe-1'));
  const arrive = async ({ document, parts }: SealedPhoto) => {
    const attachments = Object.entries(parts).map(
      ([name, bytes]) => [name, { contentType: MEDIA_CONTENT_TYPE, bytes }] as const,
    );
    expect((await media.putWhole({ document, attachments: new Map(attachments) })).kind).toBe('written');
  };
  await door.station.change(id, { photos: [reported, after, face].map((photo) => refTo(photo)) });
  const told = async (words: string, step: string) =>
    sealValue(aes, key.kid, words, sealingAad({ uid: uid(1), field: 'steps.told', entryId: step }));
  const finish: Partial<IncidentStep> = {
    id: uid(4711),
    photoIds: [uid(71), uid(72)],
    shownPhotoIds: [...mark],
    told: await told('三辆车都挪走了，通道装了隔离桩。', uid(4711)),
  };
  const page = async () => (await door.ask(`/p/${receipt}?lang=zh`)).text;
  const picture = (number: number | string) => door.ask(`/p/${receipt}/picture/${number}`);
  return { ...door, id, receipt, photos: { reported, after, face }, arrive, finish, page, picture };
}

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

describe('what was done', () => {
  it('is shown in the words and pictures that staff marked for the resident, and in no others', async () => {
    const report = await handledReport();
    for (const photo of Object.values(report.photos)) await report.arrive(photo);
    await report.close(report.id, { finish: report.finish });
    const page = await report.page();
    expect(page).toContain('三辆车都挪走了，通道装了隔离桩。');
    expect(page.match(/<img/g)).toHaveLength(1);
    for (const secret of SECRETS) expect(page).not.toContain(secret);

    const shown = await report.picture(1);
    expect([shown.status, shown.headers.get('content-type'), shown.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'no-store',
    ]);
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    // The same bytes that the device closed: its place and its author lie beside them, and stay there.
    expect(await sha256(shown.bytes)).toBe(report.photos.after.claim.fullSha256);
    expect([...shown.headers.values()].join()).not.toContain(report.photos.after.claim.authorUid);
    for (const other of [2, 0, '01', '-1', 'x', 100]) expect((await report.picture(other)).status).toBe(404);
  });

  it('is told once somebody has checked it, and no longer when the check failed or it was opened again', async () => {
    const report = await handledReport();
    await report.arrive(report.photos.after);
    await report.close(report.id, { finish: report.finish, upTo: 'finish' });
    expect(await report.page()).not.toContain('三辆车');
    expect((await report.picture(1)).status).toBe(404);
    const record = await report.station.read(report.id);
    const failed = aStep(record, { kind: 'fail' }, LEAD, 30, 'duty-lead');
    await report.station.change(report.id, { steps: [...record.steps, failed] });
    await report.close(report.id);
    expect(await report.page()).not.toContain('三辆车');
    expect((await report.picture(1)).status).toBe(404);
  });

  it('shows a picture once it has arrived, and takes it back when somebody unmarks it', async () => {
    const report = await handledReport();
    await report.close(report.id, { finish: report.finish });
    expect(await report.page()).not.toContain('<img');
    await report.arrive(report.photos.after);
    expect(await report.page()).toContain('<img');
    const record = await report.station.read(report.id);
    const remark = { ...aStep(record, { kind: 'note' }, LEAD, 60, 'duty-lead'), shownPhotoIds: [] };
    await report.station.change(report.id, { steps: [...record.steps, remark] });
    expect(await report.page()).not.toContain('<img');
    expect((await report.picture(1)).status).toBe(404);
  });

  it('never shows what was reported, even where somebody marked it, nor what another picture’s name leads to', async () => {
    const report = await handledReport({ mark: [uid(70)] });
    await report.arrive(report.photos.reported);
    await report.close(report.id, { finish: report.finish });
    expect(await report.page()).not.toContain('<img');

    const borrowed = await handledReport();
    await borrowed.arrive(borrowed.photos.face);
    const stolen = { ...refTo(borrowed.photos.after), media: borrowed.photos.face.document._id };
    await borrowed.station.change(borrowed.id, { photos: [stolen] });
    await borrowed.close(borrowed.id, { finish: borrowed.finish });
    expect((await borrowed.picture(1)).status).toBe(404);
  });

  it('opens nothing that lies under another key than the grid’s general one', async () => {
    const report = await handledReport({ kind: 'health' });
    await report.arrive(report.photos.after);
    await report.close(report.id, { finish: report.finish });
    expect(await report.page()).not.toContain('三辆车');
    expect((await report.picture(1)).status).toBe(404);
  });

  it('lets nobody look for pictures by trying codes', async () => {
    const door = await residentsDoor();
    for (let n = 0; n < 10; n += 1) expect((await door.ask('/p/00000000/picture/1')).status).toBe(404);
    expect((await door.ask('/p/00000000/picture/1')).status).toBe(429);
    expect((await door.ask('/p/00000000')).status).toBe(429);
  });
});

const sha256 = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
