import type { Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { DataKey } from '#shared/ipc/station-api';
import {
  authorKid,
  deriveAuthorKey,
  importSealingKey,
  openValue,
  parseAuthorKid,
  sealingAad,
  sealValue,
  type AesKey,
} from '#shared/schema/sealing';
import type { Sealer } from '#renderer/data/index';

/** Seals and opens with the keys that the access table gives one person, an author's own among them. */
export async function createSealer(all: readonly DataKey[], access: Access, staffUid: string): Promise<Sealer> {
  const keys = new Map<string, AesKey>();
  const bytes = new Map<string, string>();
  const own = new Map<string, string>();
  for (const held of access.keys) {
    const scope = `qinghe-${held.gridNumber}`;
    const key = all.find((each) => each.scope === scope && each.class === held.class);
    if (!key) continue;
    const kid = held.as === 'class' ? key.kid : authorKid(key.kid, staffUid);
    const material = held.as === 'class' ? key.key : await deriveAuthorKey(key.key, kid);
    keys.set(kid, await importSealingKey(material));
    if (held.as === 'class') bytes.set(kid, material);
    own.set(`${scope} ${held.class}`, kid);
  }
  const deskKey = all.find((each) => each.scope === 'qinghe');
  if (deskKey && access.places.some(({ kind }) => kind === 'desk')) {
    keys.set(deskKey.kid, await importSealingKey(deskKey.key));
    own.set('qinghe general', deskKey.kid);
  }
  const keyOf = async (kid: string): Promise<AesKey | undefined> => {
    const known = keys.get(kid);
    const base = bytes.get(parseAuthorKid(kid)?.classKid ?? '');
    if (known || base === undefined) return known;
    const derived = await importSealingKey(await deriveAuthorKey(base, kid));
    keys.set(kid, derived);
    return derived;
  };
  return {
    async seal(value, target) {
      const kid = own.get(`${target.scope} ${target.class}`);
      const key = kid === undefined ? undefined : keys.get(kid);
      if (kid === undefined || !key) throw new AppError('access.denied', 'no key');
      return sealValue(key, kid, value, sealingAad(target));
    },
    async open(sealed, target) {
      const key = await keyOf(sealed.kid);
      if (!key) return null;
      const opened = await openValue(key, sealed, sealingAad(target));
      return opened.ok ? opened.value : null;
    },
  };
}
