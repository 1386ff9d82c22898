import { useState } from 'react';
import type { HandedInAnswer, KioskApplication, KioskIncident } from '#shared/ipc/kiosk-intake-api';
import type { Answer } from '../host/answer';
import { useKiosk } from '../session/kiosk-context';
import { handIn } from './hand-in';
import type { TakenPhoto } from './photos';

type Content<K> = K extends 'application' ? KioskApplication : KioskIncident;

/** Hands a form in once; what was refused can be changed and handed in again. */
export function useHandIn<K extends 'application' | 'incident'>(kind: K, photos: readonly TakenPhoto[]) {
  const { host, signal } = useKiosk();
  const [sending, setSending] = useState<{ readonly sent: number; readonly of: number } | null>(null);
  const [refused, setRefused] = useState<Exclude<Answer<unknown>, { readonly kind: 'ok' }> | null>(null);
  const [handedIn, setHandedIn] = useState<HandedInAnswer | null>(null);
  const send = async (value: (idOf: (photo: TakenPhoto) => string) => Content<K>) => {
    if (sending) return;
    setRefused(null);
    setSending({ sent: 0, of: photos.length });
    const onPhoto = (sent: number, of: number) => setSending({ sent, of });
    const answer = await handIn(kind, photos, value, { host, signal, onPhoto });
    if (signal.aborted) return;
    setSending(null);
    if (answer.kind === 'ok') setHandedIn(answer.value);
    else setRefused(answer);
  };
  return { sending, refused, send, handedIn };
}
