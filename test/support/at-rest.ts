import { createCipher } from '#main/services/secrets/cipher';
import type { AtRest } from '#sync-server/embedded/at-rest';

/** Encryption of a hub's databases as the host does it, under a key that all tests share. */
export const AT_REST: AtRest = atRestUnder(7);

/** The same under another key, named by a small number. */
export function atRestUnder(name: number, takesPlain = true): AtRest {
  const key = new Uint8Array(32).fill(name);
  return { cipherOf: (database) => createCipher(key, `hub ${database}`), takesPlain };
}
