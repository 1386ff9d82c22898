import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { firstValueFrom } from 'rxjs';
import type { PhotoRef } from '#shared/media/photo';
import type { AddPhoto } from '#renderer/data/media/types';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { allSent, gridKeys, openMediaDevice, type MediaDevice, type MediaDeviceOptions } from '#test/support/media';
import { aPreparedPhoto, noise } from '#test/support/photos';

const PLACE: AddPhoto = { scope: 'qinghe-1', class: 'general', priority: 'ordinary' };
const LI = { name: 'tablet', staff: uid(11), device: uid(12) } as const;
const WANG = { name: 'desk', staff: uid(21), device: uid(22) } as const;
const keys = gridKeys('qinghe-1');

let running: RunningGateway;
const open: MediaDevice[] = [];

function device(options: Partial<MediaDeviceOptions> = {}): MediaDevice {
  const made = openMediaDevice({ running, keys, ...LI, ...options });
  open.push(made);
  return made;
}

beforeAll(async () => {
  running = await runGateway({ databases: ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2'] });
});
afterAll(() => running.stop());
afterEach(async () => {
  for (const { media } of open.splice(0)) await media.stop();
});

const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());

describe('a picture that somebody takes', () => {
  it('is on the device at once, goes to the hub, and opens on another device with its claim intact', async () => {
    const tablet = device();
    const prepared = aPreparedPhoto({ full: noise(200_000) });
    const ref = await tablet.media.add(prepared, PLACE);
    expect(ref).toMatchObject({ kind: 'photo', width: 1600, height: 1200, bytes: 200_000, mime: 'image/jpeg' });
    await tablet.reaches(ref, 'sent');

    const desk = device(WANG);
    expect(await desk.status(ref)).toEqual({ kind: 'elsewhere' });
    const [thumb, full] = [await desk.media.thumbnail(ref), await desk.media.full(ref)];
    if (!thumb.ok || !full.ok) throw new Error('not shown');
    expect(full.value.type).toBe('image/jpeg');
    expect((await bytesOf(full.value)).equals(prepared.full)).toBe(true);
    expect((await bytesOf(thumb.value)).equals(prepared.thumb)).toBe(true);
    expect(await desk.status(ref)).toEqual({ kind: 'sent', here: true });
    await until(async () => {
      const checked = await desk.media.check(ref);
      return checked.ok && checked.value.verdict === 'intact';
    });
    const checked = await desk.media.check(ref);
    expect(checked).toMatchObject({
      ok: true,
      value: { claim: { ...prepared.claim, authorUid: LI.staff, deviceUid: LI.device, id: ref.id } },
    });
  });

  it('lies nowhere in the open: neither on the device nor at the hub', async () => {
    const tablet = device();
    const text = 'the very words of the picture '.repeat(100);
    const prepared = aPreparedPhoto({
      full: new Uint8Array(Buffer.from(text)),
      thumb: new Uint8Array(Buffer.from(text.slice(0, 900))),
    });
    const ref = await tablet.media.add(prepared, PLACE);
    await tablet.reaches(ref, 'sent');
    const readable = Buffer.from(text.slice(0, 300)).toString('base64').slice(0, 200);
    const onDevice = await tablet.pouch.dump();
    expect(onDevice).toContain(ref.media);
    const document = await running.hub.database('media-grid-qinghe-1')?.bulkGet({
      docs: [{ id: ref.media, rev: null }],
      revs: false,
      latest: false,
      attachments: true,
    });
    const atHub = JSON.stringify(document);
    expect(atHub).toContain(ref.media);
    for (const stored of [onDevice, atHub]) {
      expect(stored).not.toContain(readable);
      expect(stored).not.toContain('39.9087');
      expect(stored).not.toContain(prepared.claim.originalSha256);
    }
  });

  it('is fetched once and then shown with the hub away', async () => {
    const tablet = device();
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(ref, 'sent');
    const desk = device(WANG);
    const answers = await Promise.all([desk.media.full(ref), desk.media.full(ref), desk.media.thumbnail(ref)]);
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(desk.requests.filter((line) => line.endsWith('/full'))).toHaveLength(1);
    desk.world.fetch = () => Promise.reject(new TypeError('offline'));
    expect((await desk.media.full(ref)).ok).toBe(true);
    const other = await tablet.media.add(aPreparedPhoto(), PLACE);
    expect(await desk.media.full(other)).toEqual({ ok: false, error: 'away' });
  });

  it('is said to be missing, closed or away, as the case is', async () => {
    const tablet = device({ world: { fetch: () => Promise.reject(new TypeError('offline')) } });
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    const desk = device(WANG);
    expect(await desk.media.thumbnail(ref)).toEqual({ ok: false, error: 'missing' });
    tablet.world.fetch = globalThis.fetch;
    tablet.media.retry();
    await tablet.reaches(ref, 'sent');
    const stranger = device({ ...WANG, keys: gridKeys('qinghe-2') });
    expect(await stranger.media.thumbnail(ref)).toEqual({ ok: false, error: 'closed' });
    const outsider = device(WANG);
    outsider.world.token = running.sessions.issue({ dbs: { 'grid-qinghe-2': 'write' } });
    expect(await outsider.media.thumbnail(ref)).toEqual({ ok: false, error: 'closed' });
  });

  it('is not taken without a key of its class, nor when it is larger than the hub takes, and nothing is kept', async () => {
    const tablet = device({ keys: keys.filter(({ class: name }) => name === 'general') });
    await expect(tablet.media.add(aPreparedPhoto(), { ...PLACE, class: 'child' })).rejects.toMatchObject({
      code: 'access.denied',
    });
    const huge = aPreparedPhoto({ full: new Uint8Array(8 * 1024 * 1024) });
    await expect(tablet.media.add(huge, PLACE)).rejects.toMatchObject({ code: 'request.too-large' });
    expect(await firstValueFrom(tablet.media.queue$)).toMatchObject({ photos: 0, bytes: 0 });
    expect(await tablet.pouch.dump()).not.toContain('photo~');
  });
});

describe('pictures of a draft', () => {
  const draft = { form: 'visit', subject: uid(1) };

  it('stay on the device until the record is saved, and those taken out of it are gone', async () => {
    const tablet = device({ world: { drafts: new Set([`visit~${uid(1)}`]) } });
    const kept = await tablet.media.add(aPreparedPhoto(), { ...PLACE, draft });
    const dropped = await tablet.media.add(aPreparedPhoto(), { ...PLACE, draft });
    const sent = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(sent, 'sent');
    expect(await tablet.status(kept)).toEqual({ kind: 'draft' });
    await tablet.media.discard([dropped, sent]);
    expect(await tablet.status(dropped)).toEqual({ kind: 'elsewhere' });
    expect((await tablet.status(sent)).kind).toBe('sent');
    await tablet.media.release([kept]);
    await tablet.reaches(kept, 'sent');
    expect(tablet.requests.filter((line) => line.includes(dropped.media))).toEqual([]);
  });

  it('go out at the next opening when the record was saved and the page killed before it said so', async () => {
    const tablet = device({ world: { drafts: new Set([`visit~${uid(1)}`]) } });
    const ref = await tablet.media.add(aPreparedPhoto(), { ...PLACE, draft });
    const again = await tablet.reopen();
    open.push(again);
    await until(async () => (await again.status(ref)).kind === 'draft');
    again.world.drafts.clear();
    const later = await again.reopen();
    open.push(later);
    await later.reaches(ref, 'sent');
  });
});

describe('what waits', () => {
  it('goes out urgent ones first, then in the order in which it was taken', async () => {
    const tablet = device({ world: { fetch: () => Promise.reject(new TypeError('offline')) } });
    const refs: PhotoRef[] = [];
    for (const [at, priority] of (['ordinary', 'ordinary', 'urgent', 'urgent'] as const).entries()) {
      tablet.world.nowMs += 1000;
      refs[at] = await tablet.media.add(aPreparedPhoto(), { ...PLACE, priority });
    }
    expect(await firstValueFrom(tablet.media.queue$)).toMatchObject({ photos: 4, refused: 0, held: 0 });
    // The page opens anew: in the old one an ordinary picture may have been begun before the second urgent one was taken.
    await tablet.media.stop();
    tablet.world.fetch = globalThis.fetch;
    const again = await tablet.reopen();
    open.push(again);
    for (const ref of refs) await again.reaches(ref, 'sent');
    const order = again.requests.filter((line) => line.startsWith('PUT /hub/'));
    const wanted = [2, 3, 0, 1].map(
      (at) => `PUT /hub/media-grid-qinghe-1/${encodeURIComponent(refs[at]?.media ?? '')}`,
    );
    expect(order.filter((line) => wanted.includes(line))).toEqual(wanted);
  });

  it('goes two at a time while they are small, a large one alone, and none twice', async () => {
    const tablet = device({ world: { fetch: () => Promise.reject(new TypeError('offline')) } });
    const refs: PhotoRef[] = [];
    for (const size of [20_000, 20_000, 990_000, 200_000, 20_000]) {
      tablet.world.nowMs += 1000;
      refs.push(await tablet.media.add(aPreparedPhoto({ full: noise(size) }), PLACE));
    }
    const onTheirWay = new Map<string, number>();
    const together: string[] = [];
    const arrived: string[] = [];
    let pair = (): void => undefined;
    const isPaired = new Promise<void>((resolve) => (pair = resolve));
    tablet.world.fetch = async (input, init) => {
      if (init?.method !== 'PUT' || !(init.body instanceof Blob)) return globalThis.fetch(input, init);
      onTheirWay.set(String(input), Math.round(init.body.size / 100_000));
      together.push([...onTheirWay.values()].join(' '));
      // The first waits for company.
      if (onTheirWay.size > 1) pair();
      await isPaired;
      const answer = await globalThis.fetch(input, init);
      onTheirWay.delete(String(input));
      arrived.push(String(input));
      return answer;
    };
    await allSent(tablet);
    for (const ref of refs) await tablet.reaches(ref, 'sent');
    expect(together).toContain('0 0');
    expect(together).toContain('10');
    expect(together.filter((sizes) => /10 | 10/.test(sizes))).toEqual([]);
    expect(together.every((sizes) => sizes.split(' ').length <= 2)).toBe(true);
    expect(arrived).toHaveLength(refs.length);
  });

  it('is known as sent by the next page, however many arrived together', async () => {
    const tablet = device();
    const refs = [await tablet.media.add(aPreparedPhoto(), PLACE), await tablet.media.add(aPreparedPhoto(), PLACE)];
    for (const ref of refs) await tablet.reaches(ref, 'sent');
    const again = await tablet.reopen();
    open.push(again);
    for (const ref of refs) await again.reaches(ref, 'sent');
    const puts = again.requests.filter((line) => line.startsWith('PUT /hub/'));
    expect(puts).toEqual([]);
  });

  it('lets records pass, and does not wait for them for ever', async () => {
    const tablet = device({ world: { recordsWait: true } });
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await until(() => tablet.world.looks > 10);
    expect(tablet.requests.filter((line) => line.startsWith('PUT /hub/'))).toEqual([]);
    tablet.world.recordsWait = false;
    await tablet.reaches(ref, 'sent');
    tablet.world.recordsWait = true;
    const second = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(second, 'sent');
    expect(tablet.world.looks).toBeGreaterThan(100);
  });

  it('is shown as held when the grid is taken away, stays, and goes out when it is given back', async () => {
    const tablet = device();
    const sent = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(sent, 'sent');
    const { token } = tablet.world;
    running.sessions.regrant(token, { 'grid-qinghe-2': 'write' });
    tablet.world.access = { 'grid-qinghe-2': 'write' };
    tablet.media.sessionChanged();
    const waiting = await tablet.media.add(aPreparedPhoto(), PLACE);
    await until(async () => (await tablet.status(sent)).kind === 'elsewhere');
    expect(await firstValueFrom(tablet.media.queue$)).toMatchObject({ photos: 0, held: 1 });
    expect((await tablet.status(waiting)).kind).toBe('waiting');
    running.sessions.regrant(token, { 'grid-qinghe-1': 'write' });
    tablet.world.access = { 'grid-qinghe-1': 'write' };
    tablet.media.sessionChanged();
    await tablet.reaches(waiting, 'sent');
  });

  it('goes on after a kill in the middle of sending, and arrives once', async () => {
    const tablet = device();
    let cut = 0;
    tablet.world.fetch = async (input, init) => {
      if (init?.method !== 'PUT' || cut > 0) return globalThis.fetch(input, init);
      cut += 1;
      // The hub has it; the answer never comes.
      await globalThis.fetch(input, init);
      return new Promise((_, reject) => init.signal?.addEventListener('abort', () => reject(new TypeError('cut'))));
    };
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await until(() => cut === 1);
    const again = await tablet.reopen();
    open.push(again);
    await again.reaches(ref, 'sent');
    const changes = await running.hub.database('media-grid-qinghe-1')?.changes({
      ...{ since: '0', limit: 1000, includeDocs: false, style: 'all_docs', conflicts: false, descending: false },
      ids: [ref.media],
    });
    expect(changes?.results).toHaveLength(1);
    expect(changes?.results[0]?.changes).toHaveLength(1);
  });

  it('is sent for somebody who has signed out by whoever signs in next, if that person may', async () => {
    const away = () => Promise.reject(new TypeError('offline'));
    const first = device({ world: { fetch: away } });
    const ref = await first.media.add(aPreparedPhoto(), PLACE);
    await first.media.stop();
    const stranger = device({ ...WANG, keys: [], others: [first.pouch], world: { access: {} } });
    stranger.media.hubIsThere();
    const next = device({ ...WANG, keys: [], others: [first.pouch] });
    next.media.hubIsThere();
    await until(async () => (await running.hub.database('media-grid-qinghe-1')?.attachment(ref.media, 'full')) != null);
    expect(stranger.requests).toEqual([]);
    await next.media.stop();
    first.world.fetch = globalThis.fetch;
    const back = await first.reopen();
    open.push(back);
    await back.reaches(ref, 'sent');
    await until(async () => {
      const checked = await back.media.check(ref);
      return checked.ok && checked.value.verdict === 'intact';
    });
  });

  it('asks for a new session when the token has run out, and then goes on', async () => {
    const tablet = device();
    running.sessions.expire(tablet.world.token);
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await until(() => tablet.world.renewals > 0);
    expect((await firstValueFrom(tablet.media.queue$)).photos).toBe(1);
    tablet.world.token = running.sessions.issue({
      sub: LI.staff,
      device: LI.device,
      dbs: { 'grid-qinghe-1': 'write' },
    });
    await tablet.reaches(ref, 'sent');
  });

  it('stops for good on a device that was revoked', async () => {
    const lost = device({ ...LI, device: uid(99) });
    running.sessions.revoke(uid(99));
    const ref = await lost.media.add(aPreparedPhoto(), PLACE);
    await until(() => lost.world.revoked);
    expect((await lost.status(ref)).kind).toBe('waiting');
    // Revoking stops it, and so does closing the station afterwards.
    await Promise.all([lost.media.stop(), lost.media.stop()]);
    await lost.media.stop();
  });

  it('does not stand in the way of others when the hub refuses one, and says why', async () => {
    const tablet = device();
    let bad = '';
    tablet.world.fetch = async (input, init) => {
      if (init?.method === 'PUT' && String(input).includes('photo~')) bad ||= String(input);
      if (String(input) !== bad) return globalThis.fetch(input, init);
      const body = JSON.stringify({ error: 'bad_request', reason: 'no', code: 'request.malformed' });
      return new Response(body, { status: 400, headers: { 'content-type': 'application/json' } });
    };
    const refused = await tablet.media.add(aPreparedPhoto(), PLACE);
    tablet.world.nowMs += 1;
    const fine = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(fine, 'sent');
    expect(await tablet.status(refused)).toEqual({ kind: 'refused', code: 'request.malformed' });
    expect(await firstValueFrom(tablet.media.queue$)).toMatchObject({ photos: 0, refused: 1 });
    tablet.world.fetch = globalThis.fetch;
    tablet.media.retry();
    await tablet.reaches(refused, 'sent');
  });

  it('waits while the host’s disk is full, says so, and loses nothing', async () => {
    const tablet = device();
    let isFull = true;
    tablet.world.fetch = async (input, init) => {
      if (!isFull || init?.method !== 'PUT') return globalThis.fetch(input, init);
      const body = JSON.stringify({ error: 'internal_server_error', reason: 'full', code: 'host.disk-full' });
      return new Response(body, { status: 507, headers: { 'content-type': 'application/json' } });
    };
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await until(async () => (await firstValueFrom(tablet.media.queue$)).waitsFor === 'host.disk-full');
    isFull = false;
    await tablet.reaches(ref, 'sent');
    expect((await firstValueFrom(tablet.media.queue$)).waitsFor).toBeNull();
  });

  it('is sent again when the hub was set back to a time before it', async () => {
    const tablet = device();
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(ref, 'sent');
    const other = await runGateway({ databases: ['commons-qinghe', 'grid-qinghe-1'] });
    try {
      const token = other.sessions.issue({ sub: LI.staff, device: LI.device, dbs: { 'grid-qinghe-1': 'write' } });
      tablet.world.fetch = (input, init) =>
        globalThis.fetch(String(input).replace(running.origin, other.origin), {
          ...init,
          headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` },
        });
      tablet.media.hubIsThere();
      await until(async () => (await other.hub.database('media-grid-qinghe-1')?.attachment(ref.media, 'full')) != null);
      await tablet.reaches(ref, 'sent');
    } finally {
      await tablet.media.stop();
      await other.stop();
    }
  });
});

describe('a device without room', () => {
  it('drops what the hub has and nobody looked at for longest, thumbnails last, and never what waits', async () => {
    const tablet = device({ limitBytes: 100_000 });
    const photo = () => aPreparedPhoto({ full: noise(20_000), thumb: noise(2000) });
    const refs: PhotoRef[] = [];
    for (let at = 0; at < 4; at += 1) {
      tablet.world.nowMs += 1000;
      refs[at] = await tablet.media.add(photo(), PLACE);
    }
    await allSent(tablet);
    const [first, second, third, fourth] = refs;
    if (!first || !second || !third || !fourth) throw new Error('four pictures');
    // Somebody looks at the oldest.
    tablet.world.nowMs += 2 * 3_600_000;
    await tablet.media.full(first);
    await until(async () => (await tablet.pouch.dump()).includes(String(tablet.world.nowMs)));
    tablet.world.fetch = () => Promise.reject(new TypeError('offline'));
    const later = [await tablet.media.add(photo(), PLACE), await tablet.media.add(photo(), PLACE)];
    const here = async (ref: typeof first) => {
      const status = await tablet.status(ref);
      return status.kind === 'sent' ? status.here : status.kind;
    };
    expect(await Promise.all([first, second, third, fourth, ...later].map(here))).toEqual([
      true,
      false,
      false,
      true,
      'waiting',
      'waiting',
    ]);
    expect((await tablet.media.thumbnail(second)).ok).toBe(true);
    expect(await tablet.media.full(second)).toEqual({ ok: false, error: 'away' });
  });

  it('says that its disk is full when there is nothing left to drop, and keeps what it has', async () => {
    const tablet = device({ world: { fetch: () => Promise.reject(new TypeError('offline')) } });
    const ref = await tablet.media.add(aPreparedPhoto(), PLACE);
    tablet.pouch.limit(30_000);
    await expect(tablet.media.add(aPreparedPhoto(), PLACE)).rejects.toMatchObject({ code: 'device.storage-full' });
    expect((await tablet.media.full(ref)).ok).toBe(true);
    expect((await firstValueFrom(tablet.media.queue$)).photos).toBe(1);
  });

  it('makes room for a new picture when the disk is fuller than was thought', async () => {
    const tablet = device();
    const old = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(old, 'sent');
    tablet.pouch.limit(30_000);
    const fresh = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(fresh, 'sent');
    expect(await tablet.status(old)).toEqual({ kind: 'sent', here: false });
  });
});
