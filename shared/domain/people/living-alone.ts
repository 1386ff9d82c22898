import type { OpenedPerson } from '../../schema/opened-person';
import type { CalendarDate } from '../calendar/date';

/** What is known about whether somebody lives alone. */
export interface LivingAlone {
  readonly value: boolean;
  /**
   * Where the value comes from; `unknown` when there is neither a household nor a declaration, or when what was declared is not for
   * the reader.
   */
  readonly basis: 'declared' | 'household' | 'unknown';
  /** Day of the declaration, or null without one. */
  readonly declaredOn: CalendarDate | null;
  /** The declaration says one thing, the household's residents another: somebody should look. */
  readonly isContradicted: boolean;
}

type Facts = Pick<OpenedPerson, 'livingAlone' | 'householdUid'>;

/**
 * Whether somebody lives alone: what was declared where there is a declaration, else whether the household has one current
 * resident. `residents` counts the people living in the person's household now, the person included.
 */
export function livingAloneOf({ livingAlone, householdUid }: Facts, residents: number): LivingAlone {
  const byHousehold = householdUid === null || residents === 0 ? null : residents === 1;
  if (livingAlone) {
    const { value, declaredOn } = livingAlone;
    // The household must not speak for a declaration that may say the opposite.
    if (value === null) return { value: false, basis: 'unknown', declaredOn, isContradicted: false };
    return { value, basis: 'declared', declaredOn, isContradicted: byHousehold !== null && byHousehold !== value };
  }
  if (byHousehold === null) return { value: false, basis: 'unknown', declaredOn: null, isContradicted: false };
  return { value: byHousehold, basis: 'household', declaredOn: null, isContradicted: false };
}

/** How many people live in each household now, by the household's uid. */
export function residentsByHousehold(
  people: Iterable<Pick<OpenedPerson, 'householdUid' | 'status'>>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { householdUid, status } of people) {
    if (householdUid === null || status !== 'living-here') continue;
    counts.set(householdUid, (counts.get(householdUid) ?? 0) + 1);
  }
  return counts;
}
