import { children, inLaw, kin, type Member } from './kin';
import type { Random } from './random';

/** Widows and widowers whose husband or wife still stands in the file. */
const WIDOWED_ON_FILE = 0.3;
/** Couples with a grown child who moved away and is still in the family's file. */
const CHILD_ON_FILE = 0.13;
/** Youngest at which somebody has a grown child elsewhere. */
const GROWN_CHILD_FROM = 50;

/** The household with those of its file who died or moved away, after those who live there. */
export function withDeparted(random: Random, living: readonly Member[]): Member[] {
  const [head, ...others] = living;
  if (!head) return [];
  const departed: Member[] = [];
  const isAlone = !others.some(({ relationCode }) => /^1/.test(relationCode));
  if (isAlone && head.age >= 65 && random.chance(WIDOWED_ON_FILE)) {
    const spouse = head.sex === 'female' ? kin('11', 'male', head.age + 3) : inLaw('12', 'female', head.age - 2);
    departed.push({ ...spouse, status: 'deceased', surname: 'own' });
  }
  const hasChild = others.some(({ relationCode }) => /^[23]/.test(relationCode));
  if (!hasChild && head.age >= GROWN_CHILD_FROM && random.chance(CHILD_ON_FILE)) {
    const [child] = children(random, [head.age - random.int(25, 32)]);
    if (child) departed.push({ ...child, status: 'moved-out' });
  }
  return [...living, ...departed];
}
