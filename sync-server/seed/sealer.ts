import type { DataKey } from '#shared/ipc/station-api';
import type { Sealed } from '#shared/schema/envelope';
import type { FieldClass } from '#shared/schema/record-type';
import {
  authorKid,
  deriveAuthorKey,
  importSealingKey,
  sealingAad,
  sealValue,
  type AesKey,
  type SealedPlace,
} from '#shared/schema/sealing';

/** A class that values are sealed under. */
export type SealedClass = Exclude<FieldClass, 'open'>;

/** Seals values of one grid under its current key of a class. */
export interface Sealer {
  seal(keyClass: SealedClass, place: SealedPlace, value: unknown): Promise<Sealed>;
  /** A sealer for what a person records who may not read the class of others: under that person's own keys. */
  by(staffUid: string, classes: readonly SealedClass[]): Promise<Sealer>;
}

/** A sealer for a scope (`qinghe-1`); throws at once when a general, health or child key is missing. */
export async function createSealer(keys: readonly DataKey[], scope: string): Promise<Sealer> {
  const find = (keyClass: SealedClass): DataKey => {
    const dataKey = keys.find((key) => key.scope === scope && key.class === keyClass);
    if (!dataKey) throw new Error(`no ${keyClass} key for ${scope}`);
    return dataKey;
  };
  const delivered: DeliveredKeys = { general: find('general'), health: find('health'), child: find('child') };
  return sealerOf(delivered);
}

type DeliveredKeys = Readonly<Record<SealedClass, Pick<DataKey, 'kid' | 'key'>>>;

async function sealerOf(delivered: DeliveredKeys): Promise<Sealer> {
  const load = async ({ kid, key }: Pick<DataKey, 'kid' | 'key'>): Promise<LoadedKey> => ({
    kid,
    key: await importSealingKey(key),
  });
  const loaded = {
    general: await load(delivered.general),
    health: await load(delivered.health),
    child: await load(delivered.child),
  };
  return {
    seal: (keyClass, place, value) => sealValue(loaded[keyClass].key, loaded[keyClass].kid, value, sealingAad(place)),
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

interface LoadedKey {
  readonly kid: string;
  readonly key: AesKey;
}
