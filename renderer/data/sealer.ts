import { AppError } from '#shared/errors/app-error';
import type { DataKey } from '#shared/ipc/station-api';
import {
  deriveAuthorKey,
  importSealingKey,
  openValue,
  parseAuthorKid,
  sealingAad,
  sealValue,
  type AesKey,
} from '#shared/schema/sealing';
import type { Sealer } from './types';

/** A sealer whose keys follow the session. */
export interface SessionSealer extends Sealer {
  /** From here on these keys are the ones held. */
  use(keys: readonly DataKey[]): void;
  /** The key under which what is new of a scope and class goes. Throws `access.denied` when the person holds none. */
  keyFor(scope: string, keyClass: DataKey['class']): Promise<{ readonly kid: string; readonly key: AesKey }>;
  /** The key of that id, or null when it is not held and cannot be made from one that is. */
  keyOf(kid: string): Promise<AesKey | null>;
}

/**
 * Seals under the first key of a scope and class, a class key before one of the person's own; opens under any that is held or that
 * one held can be made into.
 */
export function createSealer(initial: readonly DataKey[]): SessionSealer {
  let keys = initial;
  let byKid = new Map(keys.map((held) => [held.kid, held]));
  // Opening a list asks for the same few keys thousands of times.
  const imported = new Map<string, Promise<AesKey | null>>();

  function keyOf(kid: string): Promise<AesKey | null> {
    const known = imported.get(kid) ?? makeKey(kid);
    imported.set(kid, known);
    return known;
  }

  async function makeKey(kid: string): Promise<AesKey | null> {
    const held = byKid.get(kid);
    if (held) return importSealingKey(held.key);
    const author = parseAuthorKid(kid);
    const classKey = author && byKid.get(author.classKid);
    return classKey ? importSealingKey(await deriveAuthorKey(classKey.key, kid)) : null;
  }

  const keyFor: SessionSealer['keyFor'] = async (scope, keyClass) => {
    const fitting = keys.filter((each) => each.scope === scope && each.class === keyClass);
    const held = fitting.find(({ kid }) => parseAuthorKid(kid) === null) ?? fitting[0];
    const key = held && (await keyOf(held.kid));
    if (!key)
      throw new AppError('access.denied', `no ${keyClass} key for ${scope}`, { details: { scope, class: keyClass } });
    return { kid: held.kid, key };
  };

  return {
    keyFor,
    keyOf,
    use(next) {
      keys = next;
      byKid = new Map(next.map((held) => [held.kid, held]));
      imported.clear();
    },
    async seal(value, place) {
      const { kid, key } = await keyFor(place.scope, place.class);
      return sealValue(key, kid, value, sealingAad(place));
    },
    async open(sealed, place) {
      const key = await keyOf(sealed.kid);
      if (!key) return null;
      const opened = await openValue(key, sealed, sealingAad(place));
      return opened.ok ? opened.value : null;
    },
  };
}
