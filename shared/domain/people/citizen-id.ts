import type { Sex } from '../../schema/types/person';
import { isCalendarDate, type CalendarDate } from '../calendar/date';
import { CHECK_CHARACTERS, ID_WEIGHTS, normalCitizenId } from './identifiers';
import { withoutInvisible } from './invisible';

/**
 * What speaks against a citizen id (GB 11643-1999):
 * `length` – neither 18 characters nor 15 digits; `characters` – something else than digits and a final X; `check` – the check
 * character; `birth` – no such day, or after today; `region` – no code of GB/T 2260 of any year.
 */
export const ID_PROBLEMS = ['length', 'characters', 'check', 'birth', 'region'] as const;
export type IdProblem = (typeof ID_PROBLEMS)[number];

/** Region codes of GB/T 2260, handed in: `superseded` for a code that the current edition does not have and an earlier one had. */
export type RegionLookup = (code: string) => 'current' | 'superseded' | null;

export interface CheckedCitizenId {
  /** 18 characters where the form allows it, else as `normalCitizenId` leaves it. */
  readonly id: string;
  readonly problems: readonly IdProblem[];
  /** What the id says; null where it says nothing that can be. */
  readonly birthDate: CalendarDate | null;
  readonly sex: Sex | null;
  readonly region: 'current' | 'superseded' | null;
  /** It was given with the 15 digits of before 1999. */
  readonly wasShort: boolean;
}

/** Judges a citizen id as somebody typed it. Never throws; what is wrong stands in `problems`. */
export function checkCitizenId(text: string, today: CalendarDate, regionOf: RegionLookup): CheckedCitizenId {
  const id = normalCitizenId(text);
  const wasShort = /^\d{15}$/.test(
    withoutInvisible(text)
      .normalize('NFKC')
      .replace(/[\s\p{Dash}]/gu, ''),
  );
  const none = { birthDate: null, sex: null, region: null, wasShort };
  if (id.length !== 18) return { id, problems: ['length'], ...none };
  if (!/^\d{17}[\dX]$/.test(id)) return { id, problems: ['characters'], ...none };
  const problems: IdProblem[] = [];
  if (checkCharacterOf(id) !== id.charAt(17)) problems.push('check');
  const day = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
  const birthDate = isCalendarDate(day) && day <= today ? day : null;
  if (birthDate === null) problems.push('birth');
  const region = regionOf(id.slice(0, 6));
  if (region === null) problems.push('region');
  return { id, problems, birthDate, sex: Number(id.charAt(16)) % 2 === 1 ? 'male' : 'female', region, wasShort };
}

/** The check character of the first 17 digits of an id. */
export function checkCharacterOf(id: string): string {
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(id[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}
