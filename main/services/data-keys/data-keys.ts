import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { dataKeySchema, type DataKey } from '#shared/ipc/station-api';
import { authorKid, deriveAuthorKey } from '#shared/schema/sealing';
import type { DurableFolder } from '../durable-folder';
import { openHostOnlyFile } from '../host-only-file';
import type { DataKeys, KeyPlace } from '../key-ports';

const fileSchema = z.strictObject({ version: z.literal(1), keys: z.array(dataKeySchema) });
const KEY_BYTES = 32;

export const DATA_KEYS_FILE = 'data-keys.json';

/** Opens `data-keys.json`: class keys, newest first. What authors hold is made from them each time. `host.data-damaged`. */
export async function openDataKeys(folder: DurableFolder): Promise<DataKeys> {
  const file = await openHostOnlyFile(folder, DATA_KEYS_FILE, fileSchema, { version: 1, keys: [] });
  const keysOf = (place: KeyPlace) => file.current().keys.filter((key) => isOf(key, place));
  return {
    keysFor: async (places) => {
      await file.change((current) => {
        const missing = distinct(places).filter((place) => !current.keys.some((key) => isOf(key, place)));
        return missing.length === 0 ? current : withNewKeys(current.keys, missing);
      });
      const keys = places.map(async (place) => deliver(keysOf(place), place));
      return (await Promise.all(keys)).flat();
    },
    rotate: async (places) => {
      const wanted = distinct(places);
      const { keys } = await file.change((current) => withNewKeys(current.keys, wanted));
      // New keys stand before all others, in the order of their places.
      return keys.slice(0, wanted.length).map(({ kid }) => kid);
    },
    versionOf: (places) => {
      const names = places.flatMap((place) => keysOf(place).map(({ kid }) => deliveredKid(kid, place)));
      return createHash('sha256').update(JSON.stringify(names.sort())).digest('base64url').slice(0, 16);
    },
  };
}

type ClassPlace = Pick<KeyPlace, 'scope' | 'class'>;

const isOf = (key: DataKey, place: ClassPlace): boolean => key.scope === place.scope && key.class === place.class;

function withNewKeys(keys: readonly DataKey[], places: readonly ClassPlace[]): z.infer<typeof fileSchema> {
  const minted = places.map((place): DataKey => {
    const version = Math.max(0, ...keys.filter((key) => isOf(key, place)).map(versionIn)) + 1;
    const { scope, class: name } = place;
    const key = randomBytes(KEY_BYTES).toString('base64');
    return { kid: `${scope}.${name}.${version}`, scope, class: name, key };
  });
  return { version: 1, keys: [...minted, ...keys] };
}

/** The version in `<scope>.<class>.<version>`. */
const versionIn = ({ kid }: DataKey): number => Number(kid.slice(kid.lastIndexOf('.') + 1));

/** An author asks for one's own key, whoever holds the class for the class key: both places are one. */
function distinct(places: readonly ClassPlace[]): readonly ClassPlace[] {
  return [...new Map(places.map((place) => [`${place.scope}.${place.class}`, place])).values()];
}

const deliveredKid = (classKid: string, { author }: KeyPlace): string =>
  author === undefined ? classKid : authorKid(classKid, author);

async function deliver(keys: readonly DataKey[], place: KeyPlace): Promise<readonly DataKey[]> {
  if (place.author === undefined) return keys;
  return Promise.all(
    keys.map(async (key) => {
      const kid = deliveredKid(key.kid, place);
      return { ...key, kid, key: await deriveAuthorKey(key.key, kid) };
    }),
  );
}
