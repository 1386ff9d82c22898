import { isSealed, classOfKid } from '#shared/schema/value-class';
import { importSealingKey, openValue, parseAuthorKid, sealingAad, type AesKey } from '#shared/schema/sealing';
import type { DataKeys } from '../ports';

export interface ValueOpenerDeps {
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** Whether the station has a grid of this scope: asking for a key makes one, and a row may name anything. */
  readonly hasGrid: (scope: string) => boolean;
}

/** A sealed value's text; null where there is none. */
export type OpenedText = { readonly text: string } | null | 'unreadable';

/** Opens sealed texts of records with whichever of the station's data keys they name. */
export function createValueOpener({ dataKeys, hasGrid }: ValueOpenerDeps) {
  const keys = new Map<string, Promise<AesKey>>();

  async function keyFor(kid: string): Promise<AesKey | null> {
    const known = keys.get(kid);
    if (known) return known;
    const author = parseAuthorKid(kid);
    const [scope = ''] = (author?.classKid ?? kid).split('.');
    const name = classOfKid(kid);
    if (name === null || !hasGrid(scope)) return null;
    const place = { scope, class: name, ...(author ? { author: author.staffUid } : {}) };
    const delivered = (await dataKeys.keysFor([place])).find((key) => key.kid === kid);
    if (!delivered) return null;
    const key = importSealingKey(delivered.key);
    keys.set(kid, key);
    return key;
  }

  return async (record: Readonly<Record<string, unknown>>, field: string): Promise<OpenedText> => {
    const { [field]: sealed, uid } = record;
    if (!isSealed(sealed) || typeof uid !== 'string') return null;
    const key = await keyFor(sealed.kid);
    if (!key) return 'unreadable';
    const opened = await openValue(key, sealed, sealingAad({ uid, field }));
    return opened.ok && typeof opened.value === 'string' ? { text: opened.value } : 'unreadable';
  };
}
