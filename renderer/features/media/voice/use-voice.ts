import { useEffect, useRef, useState } from 'react';
import { err, ok, type Result } from '#shared/errors/result';
import { readSound } from '#shared/media/sound/read-sound';
import { CURVE_POINTS, type VoiceRef } from '#shared/media/voice';
import { useStation, type CheckedVoice, type MediaStore, type PhotoAbsence } from '#renderer/data/index';
import type { ShownPicture } from '../queries';

/** How loud a note is from beginning to end, 0 to 1 each, as its small part says; empty while that is not there. */
export function useVoiceCurve(small: ShownPicture): readonly number[] {
  const blob = small.kind === 'shown' ? small.blob : null;
  const [curve, setCurve] = useState<{ readonly of: Blob; readonly points: readonly number[] }>();
  useEffect(() => {
    let isWanted = true;
    void blob?.arrayBuffer().then((buffer) => {
      const bytes = new Uint8Array(buffer).subarray(0, CURVE_POINTS);
      if (isWanted) setCurve({ of: blob, points: [...bytes].map((byte) => byte / 255) });
    });
    return () => {
      isWanted = false;
    };
  }, [blob]);
  return curve?.of === blob ? curve.points : [];
}

/** Why a note is not played: it is not there, it is not what was registered, or this browser cannot. */
export type Silence = PhotoAbsence | 'not-sound' | 'other-length' | 'failed';

/** A note as somebody listens to it. */
export interface Playing {
  readonly kind: 'resting' | 'fetching' | 'playing' | 'silent';
  /** Where it is, s. */
  readonly at: number;
  readonly why: Silence | null;
  /** What is known of who recorded it, once it was fetched. */
  readonly checked: CheckedVoice | null;
  toggle(): void;
  goTo(seconds: number): void;
}

/** Seconds by which a player and the register may differ. */
const SLACK_SECONDS = 1.5;

/** Fetches a note when somebody first wants to hear it, looks whether it is one, and plays it. */
export function useVoice(voice: VoiceRef): Playing {
  const { media } = useStation();
  const audio = useRef<HTMLAudioElement | null>(null);
  const [kind, setKind] = useState<Playing['kind']>('resting');
  const [at, setAt] = useState(0);
  const [why, setWhy] = useState<Silence | null>(null);
  const [checked, setChecked] = useState<CheckedVoice | null>(null);
  const ending = useRef(new AbortController());

  useEffect(() => {
    ending.current = new AbortController();
    const { signal } = ending.current;
    signal.addEventListener('abort', () => {
      audio.current?.pause();
      if (audio.current) URL.revokeObjectURL(audio.current.src);
      audio.current = null;
    });
    return () => ending.current.abort();
  }, [voice.media]);

  const silence = (reason: Silence) => {
    setWhy(reason);
    setKind('silent');
  };

  async function open(from: number): Promise<void> {
    const { signal } = ending.current;
    setKind('fetching');
    setWhy(null);
    const found = await soundOf(media, voice, signal);
    if (signal.aborted) return;
    if (!found.ok) return silence(found.error);
    const player = new Audio(URL.createObjectURL(found.value));
    audio.current = player;
    player.addEventListener('timeupdate', () => setAt(player.currentTime));
    player.addEventListener('playing', () => setKind('playing'));
    player.addEventListener('pause', () => setKind((now) => (now === 'silent' ? now : 'resting')));
    player.addEventListener('error', () => {
      if (!signal.aborted) silence('failed');
    });
    player.currentTime = from;
    play(player);
    const verdict = await media.checkVoice(voice).catch(() => null);
    if (!signal.aborted && verdict?.ok) setChecked(verdict.value);
  }

  // A player that cannot says so by its own event.
  const play = (player: HTMLAudioElement) => void player.play().catch(() => undefined);

  return {
    kind,
    at: Math.min(at, voice.seconds),
    why,
    checked,
    toggle() {
      if (kind === 'fetching') return;
      if (kind === 'playing') return audio.current?.pause();
      if (audio.current && kind === 'resting') play(audio.current);
      else void open(at);
    },
    goTo(seconds) {
      setAt(seconds);
      if (audio.current) audio.current.currentTime = seconds;
    },
  };
}

/** The sound, once it was looked at: nothing is given to a player that is not what the record says. */
async function soundOf(media: MediaStore, voice: VoiceRef, signal: AbortSignal): Promise<Result<Blob, Silence>> {
  const found = await media.full(voice, signal).catch(() => err('altered' as const));
  if (!found.ok) return found;
  const sound = readSound(new Uint8Array(await found.value.arrayBuffer()));
  if (!sound.ok || sound.value.mime !== voice.mime) return err('not-sound');
  if (Math.abs(sound.value.seconds - voice.seconds) > SLACK_SECONDS) return err('other-length');
  return ok(found.value);
}
