import { classOfKid } from '#shared/schema/value-class';
import { importSealingKey, parseAuthorKid, type AesKey } from '#shared/schema/sealing';
import type { DataKeys, KeyPlace } from './key-ports';

export interface GridKeysDeps {
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** Whether keys of this scope may be asked for: asking for one makes it, and a row may name anything. */
  readonly hasGrid: (scope: string) => boolean;
}

/** The station's data keys, ready for use. */
export interface GridKeys {
  /** The key of that id, an author's own included; null when there is none. */
  named(kid: string): Promise<AesKey | null>;
  /** What a value of that place is sealed under at this moment. */
  newest(place: KeyPlace): Promise<{ readonly kid: string; readonly key: AesKey }>;
}

/** Imports each key once. */
export function createGridKeys({ dataKeys, hasGrid }: GridKeysDeps): GridKeys {
  const imported = new Map<string, Promise<AesKey>>();

  function imports({ kid, key }: { readonly kid: string; readonly key: string }): Promise<AesKey> {
    const known = imported.get(kid);
    if (known) return known;
    const importing = importSealingKey(key);
    imported.set(kid, importing);
    return importing;
  }

  return {
    named: async (kid) => {
      const known = imported.get(kid);
      if (known) return known;
      const author = parseAuthorKid(kid);
      const [scope = ''] = (author?.classKid ?? kid).split('.');
      const name = classOfKid(kid);
      if (name === null || !hasGrid(scope)) return null;
      const place = { scope, class: name, ...(author ? { author: author.staffUid } : {}) };
      const delivered = (await dataKeys.keysFor([place])).find((key) => key.kid === kid);
      return delivered ? imports(delivered) : null;
    },
    newest: async (place) => {
      const [newest] = await dataKeys.keysFor([place]);
      if (!newest) throw new Error('a place that was asked for has a key');
      return { kid: newest.kid, key: await imports(newest) };
    },
  };
}
