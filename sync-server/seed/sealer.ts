import type { DataKey } from '#shared/ipc/station-api';
import type { Sealed } from '#shared/schema/envelope';
import { importSealingKey, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';

/** Seals values of one grid under its current key of a class. */
export type Sealer = (keyClass: DataKey['class'], place: SealedPlace, value: unknown) => Promise<Sealed>;

/** A sealer for a scope (`qinghe-1`); throws at once when a general or health key is missing. */
export async function createSealer(keys: readonly DataKey[], scope: string): Promise<Sealer> {
  const load = async (keyClass: DataKey['class']) => {
    const dataKey = keys.find((key) => key.scope === scope && key.class === keyClass);
    if (!dataKey) throw new Error(`no ${keyClass} key for ${scope}`);
    return { kid: dataKey.kid, key: await importSealingKey(dataKey.key) };
  };
  const loaded = { general: await load('general'), health: await load('health') };
  return (keyClass, place, value) => {
    if (keyClass === 'child') throw new Error('practice data holds no values under the child key');
    const { kid, key } = loaded[keyClass];
    return sealValue(key, kid, value, sealingAad(place));
  };
}
