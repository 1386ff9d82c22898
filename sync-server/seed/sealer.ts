import { createCipheriv, randomFillSync } from 'node:crypto';
import type { DataKey } from '#shared/ipc/station-api';
import type { Sealed } from '#shared/schema/envelope';
import type { FieldClass } from '#shared/schema/record-type';
import type { SealPlain } from '#shared/schema/seal-record';
import { authorKid, deriveAuthorKey, sealingAad } from '#shared/schema/sealing';

/** A class that values are sealed under. */
export type SealedClass = Exclude<FieldClass, 'open'>;

/** Seals values of one grid under its current key of a class. */
export interface Sealer {
  readonly seal: SealPlain;
  /** A sealer for what a person records who may not read the class of others: under that person's own keys. */
  by(staffUid: string, classes: readonly SealedClass[]): Promise<Sealer>;
}

/** A sealer for a scope (`qinghe-1`); throws at once when a general, health or child key is missing. */
export function createSealer(keys: readonly DataKey[], scope: string): Sealer {
  const find = (keyClass: SealedClass): DataKey => {
    const dataKey = keys.find((key) => key.scope === scope && key.class === keyClass);
    if (!dataKey) throw new Error(`no ${keyClass} key for ${scope}`);
    return dataKey;
  };
  return sealerOf({ general: find('general'), health: find('health'), child: find('child') });
}

/** A sealer for the desk, which has one key. */
export const createDeskSealer = (key: DataKey): Pick<Sealer, 'seal'> =>
  sealerOf({ general: key, health: key, child: key });

type DeliveredKeys = Readonly<Record<SealedClass, Pick<DataKey, 'kid' | 'key'>>>;

function sealerOf(delivered: DeliveredKeys): Sealer {
  const bytes: Readonly<Record<SealedClass, Uint8Array>> = {
    general: bytesOf(delivered.general.key),
    health: bytesOf(delivered.health.key),
    child: bytesOf(delivered.child.key),
  };
  return {
    seal: (value, place, keyClass) =>
      Promise.resolve(sealed(bytes[keyClass], delivered[keyClass].kid, value, sealingAad(place))),
    async by(staffUid, classes) {
      const own: { -readonly [K in SealedClass]: DeliveredKeys[K] } = { ...delivered };
      for (const name of classes) {
        const kid = authorKid(delivered[name].kid, staffUid);
        own[name] = { kid, key: await deriveAuthorKey(delivered[name].key, kid) };
      }
      return sealerOf(own);
    },
  };
}

/**
 * What `sealValue` makes, by Node's own cipher: hundreds of thousands of small values take a third of the processor time that WebCrypto's
 * thread pool asks for.
 */
function sealed(key: Uint8Array, kid: string, value: unknown, aad: string): Sealed {
  const iv = randomFillSync(new Uint8Array(12));
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(new TextEncoder().encode(aad));
  const text = cipher.update(JSON.stringify(value), 'utf8', 'latin1') + cipher.final('latin1');
  const ct = Buffer.from(text + cipher.getAuthTag().toString('latin1'), 'latin1');
  return { kid, iv: Buffer.from(iv).toString('base64'), ct: ct.toString('base64') };
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
