import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { dataKeySchema, type DataKey } from '#shared/ipc/station-api';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from './host-only-file';

const fileSchema = z.strictObject({ version: z.literal(1), keys: z.array(dataKeySchema) });
const KEY_BYTES = 32;

export const DATA_KEYS_FILE = 'data-keys.json';

/** Which data key: the scope of a grid's documents and the class of values it seals. */
export type KeyPlace = Readonly<Pick<DataKey, 'scope' | 'class'>>;

/** The station's data keys, in the host-only store. A key that is lost takes every value it sealed with it. */
export interface DataKeys {
  /** The keys of these places, newest first within one; a place that has none gets one, on disk before it is answered. */
  keysFor(places: readonly KeyPlace[]): Promise<readonly DataKey[]>;
}

/** Opens `data-keys.json`. `host.data-damaged`. */
export async function openDataKeys(folder: DurableFolder): Promise<DataKeys> {
  const file = await openHostOnlyFile(folder, DATA_KEYS_FILE, fileSchema, { version: 1, keys: [] });
  return {
    keysFor: async (places) => {
      const { keys } = await file.change((current) => {
        const minted = places.filter((place) => !current.keys.some((key) => opens(key, place))).map(mintKey);
        return minted.length === 0 ? current : { version: 1, keys: [...minted, ...current.keys] };
      });
      return places.flatMap((place) => keys.filter((key) => opens(key, place)));
    },
  };
}

const opens = (key: KeyPlace, place: KeyPlace): boolean => key.scope === place.scope && key.class === place.class;

const mintKey = ({ scope, class: name }: KeyPlace): DataKey => ({
  kid: `${scope}.${name}.1`,
  scope,
  class: name,
  key: randomBytes(KEY_BYTES).toString('base64'),
});
