import type { OpenedPerson } from '../../schema/opened-person';
import type { CalendarDate } from '../calendar/date';
import { birthday, ELDERLY_FROM_YEARS, isChild, isElderly } from './age';
import type { LivingAlone } from './living-alone';

/** The four archives of key people (重点人群), in the order in which they are named. */
export const KEY_KINDS = ['livingAlone', 'elderly', 'child', 'disabled'] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

type Facts = Pick<OpenedPerson, 'birthDate' | 'disability' | 'status'>;

/**
 * The archives that somebody belongs to, by rule and never by hand; none for whoever moved away or died. A household of one
 * counts as living alone from 65 on: a young tenant is no key person for that. A declaration counts at any age. Of a closed file
 * only what follows from the birth date is known.
 */
export function keyKindsOf(
  { birthDate, disability, status }: Facts,
  alone: LivingAlone,
  today: CalendarDate,
): readonly KeyKind[] {
  if (status !== 'living-here') return [];
  const elderly = isElderly(birthDate, today);
  const kinds: KeyKind[] = [];
  if (alone.value && (elderly || alone.basis === 'declared')) kinds.push('livingAlone');
  if (elderly) kinds.push('elderly');
  if (isChild(birthDate, today)) kinds.push('child');
  if (disability) kinds.push('disabled');
  return kinds;
}

/**
 * The first day on which the station had to look after somebody: when the record was made, or the 65th birthday where age
 * alone makes a key person.
 */
export function keyPersonSince(
  { birthDate }: Pick<OpenedPerson, 'birthDate'>,
  kinds: readonly KeyKind[],
  recordedOn: CalendarDate,
): CalendarDate {
  const ageAlone = kinds.every((kind) => kind === 'elderly' || kind === 'livingAlone') && kinds.includes('elderly');
  const turned65On = birthday(birthDate, ELDERLY_FROM_YEARS);
  return ageAlone && turned65On > recordedOn ? turned65On : recordedOn;
}
