import { randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openBytes, sealBytes } from '#renderer/data/local-cipher';
import { importWrappingKey, keyOfPassphrase, newParameters } from '#renderer/data/passphrase-key';

const text = (value: string) => new TextEncoder().encode(value) as Uint8Array<ArrayBuffer>;
const parameters = newParameters((length) => new Uint8Array(randomBytes(length)));

/** What was closed under our key, opened under one that Node's own scrypt made of a passphrase. */
async function openedByNode(passphrase: string, sealed: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const { salt, N, r, p } = parameters;
  const bytes = new Uint8Array(scryptSync(passphrase, salt, 32, { N, r, p, maxmem: 256 * N * r }));
  const opened = await openBytes(await importWrappingKey(bytes), sealed, 'here');
  return opened && new TextDecoder().decode(opened);
}

describe('the key of a passphrase', () => {
  it.each(['qing-he-li 2026', '清禾里的门开着', 'a', ''])('is scrypt as Node computes it: %j', async (passphrase) => {
    const sealed = await sealBytes(await keyOfPassphrase(passphrase, parameters), text('何秀兰'), 'here');
    expect(await openedByNode(passphrase, sealed)).toBe('何秀兰');
    expect(await openedByNode(`${passphrase}x`, sealed)).toBeNull();
  });

  it('is the same for characters that an input method writes in another width', async () => {
    const sealed = await sealBytes(await keyOfPassphrase('Ｌｉｎｌｉ２０２６', parameters), text('在'), 'here');
    expect(await openedByNode('Linli2026', sealed)).toBe('在');
  });
});
