import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyOfPassphrase, newParameters } from '#renderer/data/passphrase-key';
import { sealBytes } from '#renderer/data/local-cipher';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Opens what `sealBytes` closed under a key from a passphrase, with Node's own scrypt and AES. */
function openedByNode(passphrase: string, parameters: ReturnType<typeof newParameters>, sealed: Uint8Array): string {
  const { salt, N, r, p } = parameters;
  const key = scryptSync(passphrase, salt, 32, { N, r, p, maxmem: 256 * N * r });
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from('here'));
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString();
}

describe('the key of a passphrase', () => {
  it.each(['qing-he-li 2026', '清禾里的门开着', 'a', ''])(
    'is scrypt as everybody else computes it: %j',
    async (passphrase) => {
      const parameters = newParameters((length) => new Uint8Array(randomBytes(length)));
      const key = await keyOfPassphrase(passphrase, parameters);
      const sealed = await sealBytes(key, new TextEncoder().encode('何秀兰') as Uint8Array<ArrayBuffer>, 'here');
      expect(openedByNode(passphrase, parameters, sealed)).toBe('何秀兰');
    },
  );

  it('is the same for characters that an input method writes in another width', async () => {
    const parameters = newParameters((length) => new Uint8Array(randomBytes(length)));
    const key = await keyOfPassphrase('Ｌｉｎｌｉ２０２６', parameters);
    const sealed = await sealBytes(key, new TextEncoder().encode('在') as Uint8Array<ArrayBuffer>, 'here');
    expect(openedByNode('Linli2026', parameters, sealed)).toBe('在');
  });
});
