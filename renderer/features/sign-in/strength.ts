import { PASSPHRASE_LENGTH } from '#shared/ipc/station-api';

/** How a passphrase stands while it is typed. `missing` counts the characters still wanted, null where length is not what is wrong. */
export type Strength = { readonly kind: 'weak'; readonly missing: number | null } | { readonly kind: 'fair' | 'good' };

/** From here on guessing is hopeless even for whoever holds a copy of the device. */
const GOOD_LENGTH = 16;
const FEW_DIFFERENT = 5;

/** A hint for whoever chooses a passphrase; whether one is taken is the host's to say. */
export function strengthOf(passphrase: string, owner: { readonly code: string; readonly name: string }): Strength {
  const characters = [...plain(passphrase)];
  if (characters.length < PASSPHRASE_LENGTH) return { kind: 'weak', missing: PASSPHRASE_LENGTH - characters.length };
  const rest = [owner.code, owner.name].reduce((text, word) => text.replaceAll(plain(word), ''), characters.join(''));
  const different = new Set(characters).size;
  if (rest === '' || different < 2) return { kind: 'weak', missing: null };
  return { kind: [...rest].length >= GOOD_LENGTH && different > FEW_DIFFERENT ? 'good' : 'fair' };
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');
