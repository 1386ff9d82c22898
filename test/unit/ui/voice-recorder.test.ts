import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { PreparedVoice } from '#shared/media/voice';
import { MicrophoneRefused, type MicrophoneTrouble, type Take } from '#renderer/features/media/voice/microphone';
import { createVoiceRecorder, type RecorderState } from '#renderer/features/media/voice/recorder';
import { T0 } from '#test/support/builders';
import { aWebm } from '#test/support/sounds';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

interface SetUp {
  readonly refuses?: MicrophoneTrouble;
  /** What the browser hands out; as long as was recorded when absent. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly level?: number;
}

/** A recorder with a microphone of the test; time passes as the test says. */
function setUp({ refuses, bytes, level = 0.6 }: SetUp = {}) {
  const kept: PreparedVoice[] = [];
  const did: string[] = [];
  const world = { fails: false, cut: () => undefined as void, level };
  let recordedMs = 0;
  let sinceMs: number | null = null;
  const stop = () => {
    recordedMs += sinceMs === null ? 0 : performance.now() - sinceMs;
    sinceMs = null;
  };
  const take: Take = {
    level: () => world.level,
    pause: stop,
    resume: () => void (sinceMs = performance.now()),
    finish: async () => {
      stop();
      return bytes ?? aWebm({ seconds: recordedMs / 1000 });
    },
    drop: () => void did.push('drop'),
  };
  const recorder = createVoiceRecorder({
    open: async (onCut) => {
      if (refuses) throw new MicrophoneRefused(refuses);
      world.cut = onCut;
      recordedMs = 0;
      sinceMs = performance.now();
      return take;
    },
    keep: async (voice) => {
      if (world.fails) throw new AppError('device.storage-full', 'full');
      kept.push(voice);
    },
    nowMs: () => T0,
    ticksMs: () => performance.now(),
  });
  const start = async () => {
    recorder.start();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { recorder, kept, did, world, start, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

const kindOf = ({ kind }: RecorderState) => kind;

describe('recording a note', () => {
  it('counts what is said and not the pauses, and keeps it with its length and curve', async () => {
    const { recorder, kept, start, pass } = setUp();
    await start();
    await pass(3000);
    expect(recorder.state()).toMatchObject({ kind: 'recording', seconds: 3, hearing: 'good', level: 0.6 });
    recorder.pause();
    await pass(60_000);
    expect(recorder.state()).toMatchObject({ kind: 'paused', seconds: 3 });
    recorder.resume();
    await pass(2000);
    recorder.finish();
    expect(kindOf(recorder.state())).toBe('keeping');
    expect(await recorder.settled()).toBe(true);
    expect(recorder.state()).toEqual({ kind: 'idle', trouble: null });
    expect(kept).toMatchObject([{ mime: 'audio/webm', seconds: 5, recordedAtMs: T0 }]);
    expect(kept[0]?.curve).toHaveLength(50);
  });

  it('ends by itself after two minutes, and keeps them', async () => {
    const { recorder, kept, start, pass } = setUp();
    await start();
    await pass(125_000);
    await recorder.settled();
    expect(recorder.state()).toEqual({ kind: 'idle', trouble: { kind: 'limit' } });
    expect(kept[0]?.seconds).toBe(120);
  });

  it('says when hardly anything is heard', async () => {
    const { recorder, world, start, pass } = setUp({ level: 0.2 });
    await start();
    await pass(2500);
    expect(recorder.state()).toMatchObject({ hearing: 'low' });
    world.level = 0;
    await pass(2500);
    expect(recorder.state()).toMatchObject({ hearing: 'none' });
  });

  it.each(['unsupported', 'denied', 'no-microphone', 'busy'] as const)(
    'says why there is none: %s',
    async (trouble) => {
      const { recorder, start } = setUp({ refuses: trouble });
      await start();
      expect(recorder.state()).toEqual({ kind: 'idle', trouble: { kind: trouble } });
      expect(await recorder.settled()).toBe(true);
    },
  );

  it('keeps what there is when the microphone is pulled out', async () => {
    const { recorder, kept, world, start, pass } = setUp();
    await start();
    await pass(4000);
    world.cut();
    await recorder.settled();
    expect(recorder.state()).toEqual({ kind: 'idle', trouble: { kind: 'cut' } });
    expect(kept[0]?.seconds).toBe(4);
  });

  it('keeps what is being said when the form is left or sent', async () => {
    const { recorder, kept, start, pass } = setUp();
    await start();
    await pass(1500);
    expect(await recorder.settled()).toBe(true);
    expect(kept[0]?.seconds).toBe(1.5);
  });

  it('holds on to a note that the disk did not take, until it does', async () => {
    const { recorder, kept, world, start, pass } = setUp();
    world.fails = true;
    await start();
    await pass(2000);
    recorder.finish();
    expect(await recorder.settled()).toBe(false);
    expect(recorder.state()).toMatchObject({ kind: 'idle', trouble: { kind: 'unkept' } });
    // Another recording would be in its place.
    await start();
    expect(kindOf(recorder.state())).toBe('idle');
    world.fails = false;
    recorder.keepAgain();
    expect(await recorder.settled()).toBe(true);
    expect(kept).toHaveLength(1);
    expect(recorder.state()).toEqual({ kind: 'idle', trouble: null });
  });

  it('keeps nothing that is thrown away, nor what is no recording', async () => {
    const dropped = setUp();
    await dropped.start();
    await dropped.pass(2000);
    dropped.recorder.drop();
    expect(await dropped.recorder.settled()).toBe(true);
    expect(dropped.did).toEqual(['drop']);
    expect(dropped.kept).toEqual([]);

    const odd = setUp({ bytes: new Uint8Array(Buffer.from('<html>')) });
    await odd.start();
    await odd.pass(2000);
    odd.recorder.finish();
    await odd.recorder.settled();
    expect(odd.recorder.state()).toEqual({ kind: 'idle', trouble: { kind: 'fault', fault: 'not-sound' } });
    expect(odd.kept).toEqual([]);
  });
});
