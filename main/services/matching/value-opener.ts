import { isSealed } from '#shared/schema/value-class';
import { openValue, sealingAad } from '#shared/schema/sealing';
import { createGridKeys, type GridKeysDeps } from '../grid-keys';

/** A sealed value's text; null where there is none. */
export type OpenedText = { readonly text: string } | null | 'unreadable';

/** Opens sealed texts of records with whichever of the station's data keys they name. */
export function createValueOpener(deps: GridKeysDeps) {
  const keys = createGridKeys(deps);

  return async (record: Readonly<Record<string, unknown>>, field: string): Promise<OpenedText> => {
    const { [field]: sealed, uid } = record;
    if (!isSealed(sealed) || typeof uid !== 'string') return null;
    const key = await keys.named(sealed.kid);
    if (!key) return 'unreadable';
    const opened = await openValue(key, sealed, sealingAad({ uid, field }));
    return opened.ok && typeof opened.value === 'string' ? { text: opened.value } : 'unreadable';
  };
}
