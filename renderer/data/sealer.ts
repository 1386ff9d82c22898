import { AppError } from '#shared/errors/app-error';
import type { DataKey } from '#shared/ipc/station-api';
import { importSealingKey, openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import type { Sealer } from './types';

/** A data key as this device holds it: WebCrypto keeps the bytes, no script can read them back. */
export interface HeldKey {
  readonly kid: string;
  readonly scope: string;
  readonly class: DataKey['class'];
  readonly key: CryptoKey;
}

/** Turns delivered keys into ones whose bytes cannot be read back. */
export async function holdKeys(keys: readonly DataKey[]): Promise<readonly HeldKey[]> {
  return Promise.all(
    keys.map(async ({ kid, scope, class: fieldClass, key }) => ({
      kid,
      scope,
      class: fieldClass,
      key: await importSealingKey(key),
    })),
  );
}

/** Seals under the first key of a scope and class, opens under any that is held. */
export function createSealer(keys: readonly HeldKey[]): Sealer {
  const byKid = new Map(keys.map((held) => [held.kid, held]));
  return {
    async seal(value, place) {
      const held = keys.find((each) => each.scope === place.scope && each.class === place.class);
      if (!held) {
        throw new AppError('access.denied', `no ${place.class} key for ${place.scope}`, {
          details: { scope: place.scope, class: place.class },
        });
      }
      return sealValue(held.key, held.kid, value, sealingAad(place));
    },
    async open(sealed, place) {
      const held = byKid.get(sealed.kid);
      if (!held) return null;
      const opened = await openValue(held.key, sealed, sealingAad(place));
      return opened.ok ? opened.value : null;
    },
  };
}
