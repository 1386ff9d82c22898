import {
  handedInSchema,
  handInPath,
  kioskIntakeKeySchema,
  type HandedInAnswer,
  type HandInKind,
  type KioskApplication,
  type KioskIncident,
  type KioskPhoto,
} from '#shared/ipc/kiosk-intake-api';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { sealBox } from '#shared/schema/sealed-box';
import type { Answer } from '../host/answer';
import type { KioskHost } from '../host/kiosk-host';
import type { TakenPhoto } from './photos';

/** Time for a photo over a slow LAN. */
const PATIENCE_MS = 60_000;

/** Seals something to the desk's key and hands it in: nobody between this page and the desk can read it. */
async function seal(
  host: KioskHost,
  kind: HandInKind,
  value: KioskApplication | KioskIncident | KioskPhoto,
  signal: AbortSignal,
): Promise<Answer<HandedInAnswer>> {
  const key = await host.ask(kioskPaths.intakeKey, kioskIntakeKeySchema, { signal });
  if (key.kind !== 'ok') return key;
  const box = await sealBox(key.value.deskKey, value);
  return host.ask(handInPath(kind), handedInSchema, { body: { box }, signal, patienceMs: PATIENCE_MS });
}

export interface Sending {
  readonly host: KioskHost;
  readonly signal: AbortSignal;
  /** How many photos have gone, and of how many. */
  readonly onPhoto: (sent: number, of: number) => void;
}

/** Hands in photos that were not yet, then what they belong to. The same photo and the same form sent again are taken once. */
export async function handIn<K extends 'application' | 'incident'>(
  kind: K,
  photos: readonly TakenPhoto[],
  value: (idOf: (photo: TakenPhoto) => string) => K extends 'application' ? KioskApplication : KioskIncident,
  { host, signal, onPhoto }: Sending,
): Promise<Answer<HandedInAnswer>> {
  const ids = new Map<string, string>();
  for (const [index, { form, jpeg }] of photos.entries()) {
    onPhoto(index, photos.length);
    const answer = await seal(host, 'photo', { form, jpeg: await base64Of(jpeg) }, signal);
    if (answer.kind !== 'ok') return answer;
    ids.set(form, answer.value.id);
  }
  onPhoto(photos.length, photos.length);
  return seal(
    host,
    kind,
    value((photo) => ids.get(photo.form) ?? ''),
    signal,
  );
}

/** Pieces that a call takes as arguments. */
const PIECE = 0x8000;

async function base64Of(jpeg: Blob): Promise<string> {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  let binary = '';
  for (let at = 0; at < bytes.length; at += PIECE) binary += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(binary);
}
