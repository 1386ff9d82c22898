import { err } from '#shared/errors/result';
import type { MovingKeys } from '#shared/schema/move-values';
import { openValue, parseAuthorKid, sealingAad, sealValue } from '#shared/schema/sealing';
import type { GridKeys } from '../grid-keys';

/**
 * Opens and seals under the keys of one grid. Keys of other grids open nothing here: a value that somebody carried over is bound to
 * a uid whose record, and birth date, are elsewhere.
 */
export function movingKeys(keys: GridKeys, scope: string, onUnreadable: () => void): MovingKeys {
  const keyOf = (kid: string) =>
    (parseAuthorKid(kid)?.classKid ?? kid).split('.')[0] === scope ? keys.named(kid) : Promise.resolve(null);
  return {
    open: async (sealed, place) => {
      const key = await keyOf(sealed.kid);
      const opened = key ? await openValue(key, sealed, sealingAad(place)) : err('unreadable' as const);
      if (!opened.ok) onUnreadable();
      return opened;
    },
    seal: async (keyClass, place, value) => {
      const { kid, key } = await keys.newest({ scope, class: keyClass });
      return sealValue(key, kid, value, sealingAad(place));
    },
  };
}
