import { isPlausiblePhone } from '#shared/domain/people/phone';
import type { Unit } from '#shared/schema/types/incident-dispatch';

/** A unit as the form has it. */
export interface UnitEntry {
  readonly name: string;
  readonly english: string;
  readonly kind: Unit['kind'];
  readonly phone: string;
  readonly gridNumbers: readonly number[];
  /** In the order in which they take turns. */
  readonly memberUids: readonly string[];
  readonly active: boolean;
}

/** What a form over a unit begins with; an empty one for a unit that is to be made. */
export const unitEntryOf = (unit: Unit | null): UnitEntry => ({
  name: unit?.name.zh ?? '',
  english: unit?.name.en ?? '',
  kind: unit?.kind ?? 'street',
  phone: unit?.phone ?? '',
  gridNumbers: unit?.gridNumbers ?? [],
  memberUids: unit?.memberUids ?? [],
  active: unit?.active ?? true,
});

export type UnitProblem = 'name-missing' | 'name-too-long' | 'name-taken' | 'phone-wrong';

const LONGEST_NAME = 40;

/** What keeps a unit from being saved; `others` are the units beside it. */
export function unitProblems(
  { name, english, phone }: UnitEntry,
  others: readonly Pick<Unit, 'name'>[],
): readonly UnitProblem[] {
  const given = name.trim();
  const found: readonly (UnitProblem | false)[] = [
    given === '' && 'name-missing',
    Math.max(given.length, english.trim().length) > LONGEST_NAME && 'name-too-long',
    others.some((unit) => unit.name.zh === given) && 'name-taken',
    phone.trim() !== '' && !isPlausiblePhone(phone.trim()) && 'phone-wrong',
  ];
  return found.filter((each) => each !== false);
}

/** What of a record an entry without problems makes. */
export type UnitFields = Pick<Unit, 'name' | 'kind' | 'phone' | 'gridNumbers' | 'memberUids' | 'active'>;

export function unitFieldsOf({ name, english, phone, gridNumbers, memberUids, ...rest }: UnitEntry): UnitFields {
  const en = english.trim();
  return {
    ...rest,
    name: { zh: name.trim(), ...(en !== '' && { en }) },
    phone: phone.trim() === '' ? null : phone.trim(),
    gridNumbers: [...gridNumbers],
    memberUids: [...memberUids],
  };
}

/** The members with one of them a place earlier (-1) or later (1); the same at either end. */
export function movedMember(members: readonly string[], uid: string, step: -1 | 1): readonly string[] {
  const from = members.indexOf(uid);
  const other = members[from + step];
  if (from < 0 || other === undefined) return members;
  return members.map((each, at) => (at === from ? other : at === from + step ? uid : each));
}
