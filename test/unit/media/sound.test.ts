import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { opusPacketMs } from '#shared/media/sound/opus';
import { readSound, type SoundFault } from '#shared/media/sound/read-sound';
import { heardInWebm, withDuration } from '#shared/media/sound/webm';
import { curveOf, CURVE_POINTS, VOICE_LIMITS } from '#shared/media/voice';
import { anOgg, aWebm } from '#test/support/sounds';

const mime = (bytes: Uint8Array<ArrayBuffer>) => {
  const sound = readSound(bytes);
  return sound.ok ? sound.value.mime : sound.error;
};

describe('a recording', () => {
  it('says by its content what it is and how long, whatever it is called', () => {
    expect(readSound(aWebm({ seconds: 7 }))).toEqual({ ok: true, value: { mime: 'audio/webm', seconds: 7 } });
    expect(readSound(aWebm({ seconds: 3, isSized: true }))).toMatchObject({ value: { seconds: 3 } });
    expect(readSound(anOgg({ seconds: 7 }))).toEqual({ ok: true, value: { mime: 'audio/ogg', seconds: 7 } });
  });

  it('may be as long as two minutes and no longer', () => {
    expect(mime(aWebm({ seconds: VOICE_LIMITS.mostSeconds }))).toBe('audio/webm');
    expect(mime(aWebm({ seconds: VOICE_LIMITS.mostSeconds + 5 }))).toBe('too-long');
    expect(mime(aWebm({ seconds: 0.2 }))).toBe('too-short');
    expect(mime(anOgg({ seconds: 300 }))).toBe('too-long');
  });

  it.each<[string, Uint8Array<ArrayBuffer>, SoundFault]>([
    ['nothing', new Uint8Array(), 'empty'],
    ['a photo', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), 'not-sound'],
    ['a page of a site', new Uint8Array(Buffer.from('<!doctype html><script>alert(1)</script>')), 'not-sound'],
    ['more than a voice takes', new Uint8Array(VOICE_LIMITS.bytes + 1), 'too-large'],
    ['a film', aWebm({ trackType: 1, codec: 'V_VP9' }), 'other-sound'],
    ['a voice with a film beside it', aWebm({ tracks: 2 }), 'other-sound'],
    ['sound in another code', aWebm({ codec: 'A_VORBIS' }), 'other-sound'],
    ['Matroska of another kind', aWebm({ docType: 'matroska' }), 'broken'],
    ['Ogg with something else in it', anOgg({ codec: 'Speex   ' }), 'other-sound'],
    ['one that was cut off', aWebm().subarray(0, -3), 'broken'],
    ['Ogg that was cut off', anOgg().subarray(0, -3), 'broken'],
    // A few bytes that would have a player go on for hours.
    ['packets that all sound in the same moment', aWebm({ seconds: 20, stepMs: 1 }), 'broken'],
    ['the same in Ogg', anOgg({ seconds: 20, stepMs: 1 }), 'broken'],
    ['packets that are none', aWebm({ packet: Uint8Array.from([0x7b, 0x3f]) }), 'broken'],
  ])('is not %s', (_what, bytes, fault) => {
    expect(readSound(bytes)).toEqual({ ok: false, error: fault });
  });

  it('never throws nor hangs over bytes of any kind', () => {
    const sound = aWebm({ seconds: 1 });
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }), (at, noise) => {
        const bytes = new Uint8Array(sound);
        bytes.set(noise.subarray(0, bytes.length - at), at);
        const read = readSound(bytes);
        expect(read.ok ? read.value.seconds : 1).toBeGreaterThan(0);
      }),
    );
    const page = anOgg({ seconds: 1 });
    fc.assert(
      fc.property(fc.nat(page.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }), (at, noise) => {
        const bytes = new Uint8Array(page);
        bytes.set(noise.subarray(0, bytes.length - at), at);
        expect(typeof readSound(bytes).ok).toBe('boolean');
      }),
    );
  });

  it('gets its length written at its beginning, so that a player can go to a place in it', () => {
    const live = aWebm({ seconds: 5 });
    const whole = withDuration(live, 5);
    expect(whole.length).toBeGreaterThan(live.length);
    expect(readSound(whole)).toEqual(readSound(live));
    const at = Buffer.from(whole).indexOf(Buffer.from([0x44, 0x89, 0x88]));
    expect(new DataView(whole.buffer).getFloat64(at + 3)).toBe(5000);
    // Once is enough, and what has sizes of its own would not fit any more.
    expect(withDuration(whole, 9)).toBe(whole);
    const sized = aWebm({ isSized: true });
    expect(withDuration(sized, 2)).toBe(sized);
    expect(heardInWebm(whole)?.seconds).toBe(5);
  });
});

describe('an Opus packet', () => {
  it.each([
    [[0x78], 20],
    [[0x00], 10],
    [[0x18], 60],
    [[0x79], 40],
    [[0x7b, 0x03], 60],
    [[0x80], 2.5],
    [[0x1b, 0x03], null],
    [[0x7b, 0x00], null],
    [[], null],
  ])('%j sounds for %s ms', (bytes, ms) => {
    expect(opusPacketMs(Uint8Array.from(bytes))).toBe(ms);
  });
});

describe('the curve of a note', () => {
  it('has the loudest of each piece of time, and as many points as there is room for', () => {
    expect([...curveOf([0, 0.5, 1])]).toEqual([0, 128, 255]);
    const long = curveOf(Array.from({ length: 1200 }, (_each, at) => (at === 600 ? 1 : 0.1)));
    expect(long).toHaveLength(CURVE_POINTS);
    expect(Math.max(...long)).toBe(255);
    expect([...curveOf([])]).toEqual([0]);
    expect([...curveOf([-1, 7])]).toEqual([0, 255]);
  });
});
