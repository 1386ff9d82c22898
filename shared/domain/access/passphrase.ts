/** Shortest passphrase that is taken, in characters. */
export const PASSPHRASE_LENGTH = 10;

/** Whose passphrase it is going to be. */
export interface PassphraseOwner {
  readonly code: string;
  readonly name: string;
}

/**
 * Whether a passphrase is too easy to take: shorter than `PASSPHRASE_LENGTH` characters, one character over and over, or the
 * person's code and name, once or repeated, and nothing else. No more is asked: rules about kinds of characters make passphrases
 * that are written on a note, and what guesses over the network is held back by the limits on attempts.
 */
export function isWeakPassphrase(passphrase: string, { code, name }: PassphraseOwner): boolean {
  const characters = [...plainPassphrase(passphrase)];
  if (characters.length < PASSPHRASE_LENGTH || new Set(characters).size < 2) return true;
  return withoutOwner(characters.join(''), { code, name }) === '';
}

/** What is left of a judged passphrase without the person's code and name. */
export const withoutOwner = (text: string, { code, name }: PassphraseOwner): string =>
  [code, name]
    .map(plainPassphrase)
    .filter((word) => word !== '')
    .reduce((rest, word) => rest.replaceAll(word, ''), text);

/** A passphrase as it is judged: letters in one width and case, without spaces. */
export const plainPassphrase = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');
