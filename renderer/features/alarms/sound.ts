import { useSyncExternalStore } from 'react';

/** How the sound of alarms is on this device: `blocked` until the browser has seen a press. */
export type SoundState = 'on' | 'muted' | 'blocked';

const KEY = 'linli-alarm-sound';
const EVERY_MS = 4000;
/** Two tones that carry through a wall: high, then low, hertz. */
const TONES = [880, 660] as const;
const TONE_S = 0.22;

const listeners = new Set<() => void>();
let audio: AudioContext | null = null;
let isMuted = read();

/** Whether this device is to be heard; kept here alone, because it is about the room that it stands in. */
export function muteAlarms(mute: boolean): void {
  isMuted = mute;
  try {
    localStorage.setItem(KEY, mute ? 'off' : 'on');
  } catch {
    // A full or forbidden store: the choice holds until the page closes.
  }
  tell();
}

/** Lets the browser make sounds; to be called while somebody presses something. */
export function unlockSound(): void {
  void context()?.resume().then(tell, tell);
}

/** Rings every few seconds until the returned function is called. It is made on the spot: no file, no network. */
export function ringAlarm(): () => void {
  const beat = (): void => {
    const made = context();
    if (!made || isMuted) return;
    if (made.state !== 'running') return tell();
    for (const [at, hertz] of TONES.entries()) tone(made, hertz, made.currentTime + at * TONE_S);
  };
  // Any press on the page is one.
  window.addEventListener('pointerdown', unlockSound);
  window.addEventListener('keydown', unlockSound);
  unlockSound();
  beat();
  const timer = setInterval(beat, EVERY_MS);
  return () => {
    clearInterval(timer);
    window.removeEventListener('pointerdown', unlockSound);
    window.removeEventListener('keydown', unlockSound);
  };
}

/** See `SoundState`, kept current. */
export function useSoundState(): SoundState {
  return useSyncExternalStore(subscribe, state);
}

function state(): SoundState {
  if (isMuted) return 'muted';
  return audio !== null && audio.state !== 'running' ? 'blocked' : 'on';
}

function context(): AudioContext | null {
  if (audio || typeof AudioContext === 'undefined') return audio;
  audio = new AudioContext();
  audio.addEventListener('statechange', tell);
  return audio;
}

function tone(made: AudioContext, hertz: number, atS: number): void {
  const source = made.createOscillator();
  const volume = made.createGain();
  source.frequency.value = hertz;
  volume.gain.setValueAtTime(0, atS);
  volume.gain.linearRampToValueAtTime(0.4, atS + 0.02);
  volume.gain.linearRampToValueAtTime(0, atS + TONE_S);
  source.connect(volume).connect(made.destination);
  source.start(atS);
  source.stop(atS + TONE_S);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'off';
  } catch {
    return false;
  }
}
