import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { AddPhoto } from '#renderer/data/media/types';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';
import { uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { gridKeys, openMediaDevice, type MediaDevice, type MediaDeviceOptions } from '#test/support/media';
import { aPreparedPhoto, aPreparedVoice } from '#test/support/photos';

const PLACE: AddPhoto = { scope: 'qinghe-1', class: 'general', priority: 'urgent' };
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
  running = await runGateway({ databases: ['commons-qinghe', 'grid-qinghe-1'] });
});
afterAll(() => running.stop());
afterEach(async () => {
  for (const { media } of open.splice(0)) await media.stop();
});

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a spoken note', () => {
  it('is on the device at once, goes to the hub closed, and sounds on another device as it was spoken', async () => {
    const tablet = device();
    const voice = aPreparedVoice();
    const ref = await tablet.media.addVoice(voice, PLACE);
    expect(ref).toMatchObject({ mime: 'audio/webm', seconds: 7.5, bytes: 22_000 });
    expect(ref.media).toMatch(/^voice~qinghe-1~[0-9a-f]{64}$/);
    await tablet.reaches(ref, 'sent');

    const desk = device(WANG);
    const [curve, sound] = [await desk.media.thumbnail(ref), await desk.media.full(ref)];
    if (!curve.ok || !sound.ok) throw new Error('not there');
    expect(sound.value.type).toBe('audio/webm');
    expect(await bytesOf(sound.value)).toEqual(voice.full);
    expect(await bytesOf(curve.value)).toEqual(voice.curve);
    // The key of the device reaches the station by a way of its own.
    await until(async () => {
      const checked = await desk.media.checkVoice(ref);
      return checked.ok && checked.value.verdict === 'intact';
    });
    expect(await desk.media.checkVoice(ref)).toMatchObject({
      value: { claim: { kind: 'voice', seconds: 7.5, authorUid: LI.staff, deviceUid: LI.device, id: ref.id } },
    });
    expect(desk.requests.filter((each) => each.includes('/full'))).toHaveLength(1);
  });

  it('waits with its draft, survives the page, and is gone with it', async () => {
    const first = device();
    const draft = { form: 'incident-report', subject: 'new' };
    first.world.drafts.add('incident-report~new');
    const [kept, dropped] = [
      await first.media.addVoice(aPreparedVoice(), { ...PLACE, draft }),
      await first.media.addVoice(aPreparedVoice(), { ...PLACE, draft }),
    ];
    open.splice(0);
    const next = await first.reopen();
    open.push(next);
    await next.media.full(kept);
    expect((await next.status(kept)).kind).toBe('draft');
    await next.media.discard([dropped]);
    expect((await next.status(dropped)).kind).toBe('elsewhere');
    await next.media.release([kept]);
    await next.reaches(kept, 'sent');
  });

  it('is nobody’s who has no key, and not taken for another one', async () => {
    const tablet = device();
    const [one, other] = [
      await tablet.media.addVoice(aPreparedVoice(), PLACE),
      await tablet.media.addVoice(aPreparedVoice(), PLACE),
    ];
    await tablet.reaches(one, 'sent');
    await tablet.reaches(other, 'sent');
    const stranger = device({ ...WANG, keys: [] });
    expect(await stranger.media.full(one)).toEqual({ ok: false, error: 'closed' });
    const desk = device(WANG);
    expect(await desk.media.full({ ...one, media: other.media })).toEqual({ ok: false, error: 'altered' });
    // A picture's claim says nothing about a note.
    const photo = await tablet.media.add(aPreparedPhoto(), PLACE);
    await tablet.reaches(photo, 'sent');
    const lent = { ...one, id: photo.id, media: photo.media };
    expect(await desk.media.checkVoice(lent)).toMatchObject({ value: { verdict: 'altered-claim', claim: null } });
  });

  it('larger than the hub takes is refused before it is kept', async () => {
    const tablet = device();
    const huge = aPreparedVoice({ full: new Uint8Array(8 * 1024 * 1024) });
    await expect(tablet.media.addVoice(huge, PLACE)).rejects.toMatchObject({ code: 'request.too-large' });
  });
});
