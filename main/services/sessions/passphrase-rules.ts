import { PASSPHRASE_LENGTH } from '#shared/ipc/station-api';

/** Whose passphrase it is going to be. */
export interface PassphraseOwner {
  readonly code: string;
  readonly name: string;
}

/**
 * Whether a passphrase is too easy to take: shorter than `PASSPHRASE_LENGTH` characters, one character over and over, or the
 * person's code or name, once or repeated. No more is asked: rules about kinds of characters make passphrases that are written on
 * a note, and what guesses over the network is held back by the limits on attempts.
 */
export function isWeakPassphrase(passphrase: string, { code, name }: PassphraseOwner): boolean {
  const characters = [...plain(passphrase)];
  if (characters.length < PASSPHRASE_LENGTH || new Set(characters).size < 2) return true;
  return [code, name].some((word) => isRepeated(characters.join(''), plain(word)));
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '');

const isRepeated = (text: string, word: string): boolean => word !== '' && text.replaceAll(word, '') === '';
