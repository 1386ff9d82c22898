import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';

/** What queries ask about somebody or something, as bits of one number for each slot. */
export const FLAG = {
  female: 1 << 0,
  male: 1 << 1,
  /** Moved out (people, households) or closed (enterprises). */
  gone: 1 << 2,
  deceased: 1 << 3,
  shown: 1 << 4,
  /** The file is closed to the reader. */
  closed: 1 << 5,
  hasPhone: 1 << 6,
  hasCitizenId: 1 << 7,
  registeredHere: 1 << 8,
  hasFindings: 1 << 9,
  hazardous: 1 << 10,
} as const;

const KINDS_FROM = 16;

/** The bits of key kinds. */
export const kindBits = (kinds: readonly KeyKind[]): number =>
  kinds.reduce((bits, kind) => bits | (1 << (KINDS_FROM + KEY_KINDS.indexOf(kind))), 0);

/** The bits of every kind. */
export const ALL_KINDS = kindBits(KEY_KINDS);

const KINDS_BY_BITS: ReadonlyMap<number, readonly KeyKind[]> = new Map(
  Array.from({ length: 1 << KEY_KINDS.length }, (_, bits) => [
    bits << KINDS_FROM,
    KEY_KINDS.filter((_kind, index) => bits & (1 << index)),
  ]),
);

/** The kinds that the bits of a slot name; one array for all slots of the same kinds. */
export const kindsOf = (bits: number): readonly KeyKind[] => KINDS_BY_BITS.get(bits & ALL_KINDS) ?? [];
