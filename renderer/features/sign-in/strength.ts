import {
  isWeakPassphrase,
  PASSPHRASE_LENGTH,
  plainPassphrase,
  type PassphraseOwner,
  withoutOwner,
} from '#shared/domain/access/passphrase';

/** How a passphrase stands while it is typed. `missing` counts the characters still wanted, null where length is not what is wrong. */
export type Strength = { readonly kind: 'weak'; readonly missing: number | null } | { readonly kind: 'fair' | 'good' };

/** From here on guessing is hopeless even for whoever holds a copy of the device. */
const GOOD_LENGTH = 16;
const FEW_DIFFERENT = 5;

/** A hint for whoever chooses a passphrase; whether one is taken is the host's to say. */
export function strengthOf(passphrase: string, owner: PassphraseOwner): Strength {
  const characters = [...plainPassphrase(passphrase)];
  if (characters.length < PASSPHRASE_LENGTH) return { kind: 'weak', missing: PASSPHRASE_LENGTH - characters.length };
  if (isWeakPassphrase(passphrase, owner)) return { kind: 'weak', missing: null };
  const rest = withoutOwner(characters.join(''), owner);
  const different = new Set(characters).size;
  return { kind: [...rest].length >= GOOD_LENGTH && different > FEW_DIFFERENT ? 'good' : 'fair' };
}
