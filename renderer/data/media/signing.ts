import { makeSigningKey, readSigningKey, type SigningKey } from '#shared/media/signature';
import type { LocalCipher } from '../local-cipher';
import { base64 } from '../vault';
import type { MediaHub } from './media-hub';
import type { Shelf } from './shelf';

/** The key with which this person signs on this device. */
export interface Signing {
  key(): Promise<SigningKey>;
  /** Makes its public half known through the host, if that has not happened yet. Throws what the hub throws. */
  announce(signal: AbortSignal): Promise<void>;
}

const NOTE = 'signing-key';

interface KeptKey {
  /** The private half, closed under the person's local key and in base64: a copied profile cannot sign. */
  readonly sealed: string;
  readonly isKnown: boolean;
}

/** See `Signing`. The key is made with the first picture and lies beside the pictures. */
export function createSigning(shelf: Shelf, cipher: LocalCipher, hub: Pick<MediaHub, 'register'>): Signing {
  let opened: Promise<SigningKey> | null = null;
  let isKnown = false;

  async function open(): Promise<SigningKey> {
    const kept = (await shelf.note(NOTE)) as KeptKey | null;
    const key = kept && (await readSigningKey(await cipher.open(bytesOf(kept.sealed), NOTE)));
    if (kept && key) {
      isKnown = kept.isKnown;
      return key;
    }
    // None yet, or one that does not open any more: what it signed stays signed.
    const made = await makeSigningKey();
    await note(made.jwk, false);
    return made.key;
  }

  async function note(jwk: unknown, known: boolean): Promise<void> {
    await shelf.setNote(NOTE, { sealed: base64(await cipher.seal(jwk, NOTE)), isKnown: known } satisfies KeptKey);
  }

  const key = (): Promise<SigningKey> => {
    opened ??= open().catch((thrown: unknown) => {
      opened = null;
      throw thrown;
    });
    return opened;
  };

  return {
    key,
    async announce(signal) {
      const { publicKey } = await key();
      if (isKnown) return;
      await hub.register(publicKey, signal);
      const kept = (await shelf.note(NOTE)) as KeptKey;
      await shelf.setNote(NOTE, { ...kept, isKnown: true } satisfies KeptKey);
      isKnown = true;
    },
  };
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
