import { afterEach, describe, expect, it } from 'vitest';
import { firstValueFrom } from 'rxjs';
import { paths, type Session } from '#shared/ipc/station-api';
import type { PhotoRef } from '#shared/media/photo';
import { sealBox, signValue } from '#shared/schema/sealed-box';
import { importSealingKey } from '#shared/schema/sealing';
import type { AddPhoto } from '#renderer/data/media/types';
import {
  aDevice,
  openLiveStation,
  type LiveStation,
  type LiveStationOptions,
} from '#test/integration/gateway/live-station';
import { aVisit, testReplica, uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { gridKeys, openMediaDevice, type MediaDevice, type MediaDeviceOptions } from '#test/support/media';
import { aPreparedPhoto, aPreparedVoice, aSealedPhoto, noise, photoRequest } from '#test/support/photos';

/**
 * Pictures of devices that may not send any more, over a gateway with real accounts and devices, from a shelf as a browser has one, to
 * the place where a delivered record finds them.
 */

const PLACE: AddPhoto = { scope: 'qinghe-1', class: 'general', priority: 'ordinary' };
const DB = 'grid-qinghe-1';
const MEDIA = `media-${DB}`;
const NEVER = new AbortController().signal;
const offline = () => Promise.reject(new TypeError('offline'));

let running: LiveStation | null = null;
const open: MediaDevice[] = [];
afterEach(async () => {
  for (const { media } of open.splice(0)) await media.stop();
  await running?.stop();
  running = null;
});

async function station(options: LiveStationOptions = {}) {
  const at = (running = await openLiveStation(options));
  const keys = await at.services.dataKeys.keysFor(
    (['general', 'health', 'child'] as const).map((name) => ({ scope: 'qinghe-1', class: name })),
  );
  function device(session: Session, more: Partial<MediaDeviceOptions> = {}): MediaDevice {
    const made = openMediaDevice({
      running: { origin: at.origin, hub: at.hub, sessions: { issue: () => session.token } },
      ...{ keys, name: 'tablet', staff: session.staff.uid, device: session.device.id },
      ...more,
    });
    open.push(made);
    return made;
  }
  const revoke = (session: Session) =>
    at.sessions.deviceAdmin.change(uid(1), session.device.id, { state: 'revoked', wipe: true });
  const isThere = async (ref: PhotoRef | { readonly media: string }) =>
    (await at.hub.database(MEDIA)?.attachment(ref.media, 'full')) != null;
  return { at, keys, device, revoke, isThere };
}

/** A tablet that was online once, so that the station knows its signing key, and has been offline since. */
async function offlineTablet(options: LiveStationOptions = {}) {
  const around = await station(options);
  const session = await around.at.signIn('one');
  const tablet = around.device(session);
  const first = await tablet.media.add(aPreparedPhoto(), PLACE);
  await tablet.reaches(first, 'sent');
  await until(() => tablet.requests.some((line) => line.endsWith(paths.signingKey)));
  tablet.world.fetch = offline;
  return { ...around, session, tablet };
}

/** Hands over and tells how many were left, each time somebody was told. */
async function handOver({ media }: MediaDevice) {
  const told: number[] = [];
  const failed = await media
    .handOver(NEVER, (left) => told.push(left))
    .then(
      () => null,
      (thrown: unknown) => thrown,
    );
  return { told, failed };
}

describe('what a revoked device has unsent of pictures', () => {
  it('is at the station before it is erased, and shows with the record once a manager delivers that', async () => {
    const { at, tablet, session, device, revoke, isThere } = await offlineTablet();
    const prepared = aPreparedPhoto({ full: noise(150_000) });
    const photo = await tablet.media.add(prepared, PLACE);
    const voice = await tablet.media.addVoice(aPreparedVoice(), PLACE);
    const visit = { ...aVisit(1, { by: testReplica('tablet', undefined, session.staff.uid) }), photos: [photo] };
    await revoke(session);
    tablet.world.fetch = globalThis.fetch;

    const { deliveryKey, hubKey } = session.device;
    const parcel = { author: session.staff.uid, device: session.device.id, replica: visit.created.on, db: DB, rev: '' };
    const signed = await signValue(deliveryKey, { ...parcel, record: visit });
    const kept = await at.ask(session.token, `POST ${paths.parcels}`, { parcels: [await sealBox(hubKey, signed)] });
    expect(kept.body['answers']).toEqual([{ outcome: 'kept', id: visit._id }]);
    expect(await handOver(tablet)).toEqual({ told: [2, 1, 0], failed: null });
    for (const ref of [photo, voice]) expect(await tablet.status(ref)).toEqual({ kind: 'sent', here: true });
    expect([await isThere(photo), await isThere(voice)]).toEqual([true, true]);
    const mediaKept = at.services.audit.entries.filter(({ kind }) => kind === 'media-kept');
    expect(mediaKept.map(({ subject, detail, by }) => [subject, detail, by])).toEqual(
      [photo, voice].map(({ media }) => [media, session.device.id, session.staff.uid]),
    );

    const boss = await at.signIn('boss', aDevice(2));
    const { body } = await at.ask(boss.token, 'GET /api/devices');
    const listed = (body['devices'] as { id: string; keptMedia: number }[]).find(({ id }) => id === session.device.id);
    expect(listed).toMatchObject({ keptRows: 1, keptMedia: 2 });
    const list = (await at.ask(boss.token, 'GET /api/kept')).body['kept'] as { id: string }[];
    const delivery = await at.ask(boss.token, 'POST /api/kept/delivery', { ids: list.map(({ id }) => id) });
    expect(delivery.body['answers']).toMatchObject([{ outcome: 'written', id: visit._id }]);
    const query = { rev: null, latest: false, revs: false, conflicts: false };
    const written = await at.hub.database(DB)?.get(visit._id, query);
    const named = (written?.found ? written.document : {}) as { photos?: PhotoRef[] };
    expect(named.photos).toEqual([photo]);

    const desk = device(boss);
    const shown = await desk.media.full(named.photos?.[0] ?? photo);
    if (!shown.ok) throw new Error(shown.error);
    expect(Buffer.from(await shown.value.arrayBuffer()).equals(prepared.full)).toBe(true);
    expect(await desk.media.check(photo)).toMatchObject({ ok: true, value: { verdict: 'intact' } });
    expect((await desk.media.full(voice)).ok).toBe(true);
  });

  it('goes on where it was cut off or had no more time, also after a kill, and brings nothing twice', async () => {
    const { tablet, session, revoke, isThere } = await offlineTablet();
    const refs = [];
    for (let n = 0; n < 4; n += 1) refs.push(await tablet.media.add(aPreparedPhoto(), PLACE));
    await revoke(session);
    const isLate = tablet.media.handOver(AbortSignal.abort(), () => undefined);
    await expect(isLate).rejects.toMatchObject({ code: 'hub.unreachable' });
    let puts = 0;
    tablet.world.fetch = (input, init) => (++puts > 2 ? offline() : globalThis.fetch(input, init));
    const cut = await handOver(tablet);
    expect(cut.told).toEqual([4, 3, 2]);
    expect(cut.failed).toMatchObject({ code: 'hub.unreachable' });
    tablet.world.fetch = globalThis.fetch;
    const again = await tablet.reopen();
    open.push(again);
    expect(await handOver(again)).toEqual({ told: [2, 1, 0], failed: null });
    expect(again.requests.filter((line) => line.startsWith('PUT /api/deposits/media/'))).toHaveLength(2);
    for (const ref of refs) expect(await isThere(ref)).toBe(true);
  });

  it('is said to be lost as far as the host does not take it, and one such stands in nobody’s way', async () => {
    const around = await offlineTablet();
    const { at, tablet, session, revoke, isThere } = around;
    // Closed under a key that the station never had.
    const forged = around.device(session, { keys: gridKeys('qinghe-1'), world: { fetch: offline } });
    const [bad] = [await forged.media.add(aPreparedPhoto(), PLACE)];
    await forged.media.stop();
    const draft = { form: 'visit', subject: uid(1) };
    tablet.world.drafts.add(`visit~${uid(1)}`);
    await tablet.media.add(aPreparedPhoto(), { ...PLACE, draft });
    const good = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.media.stop();
    await revoke(session);
    const colleague = around.device(session, { others: [forged.pouch, tablet.pouch] });
    expect(await handOver(colleague)).toEqual({ told: [3, 2], failed: null });
    expect([await isThere(bad), await isThere(good)]).toEqual([false, true]);
    await at.ask(session.token, `POST ${paths.deviceWiped}`, { lost: 2 });
    expect(at.services.audit.entries.at(-1)).toMatchObject({ kind: 'device-wiped', detail: '2' });
  });

  it('is bounded: the host keeps so much of one device, and says so', async () => {
    const { tablet, session, revoke } = await offlineTablet({ mediaLimits: { pictures: 100, bytes: 60_000 } });
    for (let n = 0; n < 3; n += 1) await tablet.media.add(aPreparedPhoto(), PLACE);
    await revoke(session);
    tablet.world.fetch = globalThis.fetch;
    expect(await handOver(tablet)).toMatchObject({ told: [3, 2, 1], failed: { code: 'hub.busy' } });
  });
});

describe('what waits for a grid that its person has lost', () => {
  it('is laid down at the station as the records are, and leaves the device', async () => {
    const { at, tablet, session, isThere } = await offlineTablet();
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await at.sessions.staffAdmin.change(uid(1), session.staff.uid, { gridNumbers: [2] });
    tablet.world.access = { 'grid-qinghe-2': 'write' };
    const from = tablet.requests.length;
    tablet.world.fetch = globalThis.fetch;
    tablet.media.sessionChanged();
    await until(() => isThere(ref));
    await until(async () => (await tablet.status(ref)).kind === 'elsewhere');
    expect(await firstValueFrom(tablet.media.queue$)).toMatchObject({ photos: 0, held: 0 });
    expect(tablet.requests.slice(from).filter((line) => line.startsWith('PUT /hub/'))).toEqual([]);
  });
});

describe('a picture that is laid down', () => {
  async function lay(
    at: LiveStation,
    photo: Awaited<ReturnType<typeof aSealedPhoto>>,
    token: string | null,
    id = photo.document._id,
  ) {
    const { headers, ...request } = photoRequest(photo);
    const path = paths.mediaDeposit.replace(':id', encodeURIComponent(id));
    return fetch(at.origin + path, {
      ...request,
      headers: { ...(headers as Record<string, string>), ...(token !== null && { authorization: `Bearer ${token}` }) },
    });
  }
  const codeOf = async (answer: Response) =>
    `${answer.status} ${((await answer.json()) as { error?: { code: string } }).error?.code ?? 'ok'}`;

  it('is taken from its own device alone, whole, under a key of the station, and once', async () => {
    const { at } = await station();
    const session = await at.signIn('one');
    const [dataKey] = await at.services.dataKeys.keysFor([{ scope: 'qinghe-1', class: 'general' }]);
    const key = { kid: dataKey?.kid ?? '', key: await importSealingKey(dataKey?.key ?? '') };
    const claim = { deviceUid: session.device.id };
    const photo = await aSealedPhoto({ key, claim });
    expect(await codeOf(await lay(at, photo, null))).toBe('401 auth.invalid');
    expect(await codeOf(await lay(at, await aSealedPhoto({ key }), session.token))).toBe('400 request.malformed');
    expect(await codeOf(await lay(at, await aSealedPhoto({ claim }), session.token))).toBe('400 request.malformed');
    const otherThumb = { ...claim, thumbSha256: 'ab'.repeat(32) };
    const wrong = await aSealedPhoto({ key, claim: otherThumb });
    expect(await codeOf(await lay(at, wrong, session.token))).toBe('400 request.malformed');
    expect(await codeOf(await lay(at, photo, session.token, photo.document._id.replace(/.$/, 'x')))).toMatch(
      /^40[04] /,
    );
    const elsewhere = await aSealedPhoto({ scope: 'qinghe-9', claim });
    expect(await codeOf(await lay(at, elsewhere, session.token))).toBe('404 request.not-found');
    expect(await at.hub.database(MEDIA)?.attachment(photo.document._id, 'full')).toBeFalsy();
    for (let round = 0; round < 2; round += 1) expect(await codeOf(await lay(at, photo, session.token))).toBe('201 ok');
    expect(at.services.audit.entries.filter(({ kind }) => kind === 'media-kept')).toHaveLength(1);
  });
});
