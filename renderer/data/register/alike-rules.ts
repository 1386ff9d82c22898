import type { CalendarDate } from '#shared/domain/calendar/date';
import type { Sex } from '#shared/schema/types/person';
import type { AlikeReason } from './types';
import { nearness, soundOf, type Sound } from './near-names';

/** Somebody as doubles are looked for: numbers only as digests. */
export interface AlikeEntry {
  readonly key: string;
  readonly uid: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate;
  readonly dwellingUid: string | null;
  readonly idDigest: string | null;
  readonly phoneDigests: readonly string[];
}

/** Somebody who is being entered, as far as is known. */
export interface AlikeCandidate extends Omit<AlikeEntry, 'key' | 'uid' | 'birthDate'> {
  readonly birthDate: CalendarDate | null;
  /** Not to be found as its own double. */
  readonly exceptUid?: string;
}

/** Why two files may be one person's, and how sure that is: 0 to 1. */
export interface Likeness {
  readonly reasons: readonly AlikeReason[];
  readonly certainty: number;
}

/** What is compared. */
export interface Marked extends Pick<
  AlikeCandidate,
  'name' | 'sex' | 'birthDate' | 'dwellingUid' | 'idDigest' | 'phoneDigests'
> {
  /** Null until it is first asked for (`knownSound`). */
  sound: Sound | null;
}

/** How the name sounds; kept with whoever bears it. */
export const knownSound = (of: Marked): Sound => (of.sound ??= soundOf(of.name));

/** How sure each reason is of itself. */
const CERTAINTY: Readonly<Record<AlikeReason, number>> = {
  'citizen-id': 1,
  'name-birth': 0.9,
  'name-home': 0.85,
  'name-phone': 0.8,
  'pinyin-birth': 0.6,
  'pinyin-home': 0.65,
};
/** Names that are a letter apart. */
const LETTER_APART = 0.1;
/** Each further reason. */
const MORE = 0.04;
/** Two citizen ids on file that differ: somebody else, or a slip of the pen. */
const OTHER_ID = 0.3;
/** Short of the same citizen id nothing is certain. */
const NEXT_TO_CERTAIN = 0.98;
/** Less is no reason to trouble anybody. */
const LEAST = 0.45;
/** A lunar and a solar birth date are up to this many days apart. */
const CALENDARS_APART_DAYS = 60;

/**
 * Whether two may be one person: the same citizen id; the same name with the birth date, with the home and about the birth date, or
 * with a phone; a name that sounds alike with the birth date or with home and about the birth date. Members of a family share a
 * surname, a home and a phone, twins a birth date too: without a given name that sounds alike they are nobody's double. Null where
 * nothing speaks for it.
 */
export function judgeAlike(a: Marked, b: Marked): Likeness | null {
  if (a.idDigest !== null && a.idDigest === b.idDigest) {
    return { reasons: ['citizen-id', ...namedReasons(a, b)], certainty: 1 };
  }
  if (a.sex !== null && b.sex !== null && a.sex !== b.sex) return null;
  const named = namedReasons(a, b);
  const [reasons, slack] = named.length > 0 ? [named, 0] : soundReasons(a, b);
  const [first] = reasons;
  if (first === undefined) return null;
  const best = Math.max(...reasons.map((reason) => CERTAINTY[reason]));
  const hasOtherId = a.idDigest !== null && b.idDigest !== null;
  const certainty = Math.min(NEXT_TO_CERTAIN, best + MORE * (reasons.length - 1)) - slack - (hasOtherId ? OTHER_ID : 0);
  return certainty < LEAST ? null : { reasons, certainty: Number(certainty.toFixed(2)) };
}

function namedReasons(a: Marked, b: Marked): AlikeReason[] {
  if (a.name !== b.name) return [];
  const reasons: AlikeReason[] = [];
  if (a.birthDate !== null && a.birthDate === b.birthDate) reasons.push('name-birth');
  if (isSameHome(a, b) && mayBeSameBirth(a, b)) reasons.push('name-home');
  if (a.phoneDigests.some((digest) => b.phoneDigests.includes(digest)) && mayBeSameBirth(a, b))
    reasons.push('name-phone');
  return reasons;
}

/** Reasons from names that sound alike, and how much less sure they are for a letter that differs. */
function soundReasons(a: Marked, b: Marked): readonly [readonly AlikeReason[], number] {
  const isSameBirth = a.birthDate !== null && a.birthDate === b.birthDate;
  const isHome = isSameHome(a, b);
  if (!isSameBirth && !isHome) return [[], 0];
  const near = nearness(knownSound(a), knownSound(b));
  if (near === null) return [[], 0];
  const reasons: AlikeReason[] = [];
  if (isSameBirth) reasons.push('pinyin-birth');
  // Sisters are called 秀兰 and 秀莲: a letter apart needs the birth date.
  if (isHome && (isSameBirth || (near === 'same' && mayBeSameBirth(a, b)))) reasons.push('pinyin-home');
  return [reasons, near === 'letter' ? LETTER_APART : 0];
}

const isSameHome = (a: Marked, b: Marked): boolean => a.dwellingUid !== null && a.dwellingUid === b.dwellingUid;

/** A birth date that is not known speaks against nothing. */
const mayBeSameBirth = (a: Marked, b: Marked): boolean =>
  a.birthDate === null || b.birthDate === null || isNearBirth(a.birthDate, b.birthDate);

/**
 * Whether two birth dates may be one that was written down in two ways: the lunar and the solar one, one with month and day
 * exchanged or only the year known, or with one digit mistyped.
 */
export function isNearBirth(a: CalendarDate, b: CalendarDate): boolean {
  if (a === b || Math.abs(Date.parse(a) - Date.parse(b)) <= CALENDARS_APART_DAYS * 86_400_000) return true;
  const [year, month, day] = a.split('-');
  const [otherYear, otherMonth, otherDay] = b.split('-');
  const isYearAlone = a.endsWith('-01-01') || b.endsWith('-01-01');
  if (year === otherYear && (isYearAlone || (month === otherDay && day === otherMonth))) return true;
  return [...a].filter((digit, index) => digit !== b[index]).length === 1;
}
