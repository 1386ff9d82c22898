import type { Disability } from '#shared/schema/types/person';
import type { Random } from './random';

/** Nobody has a certificate before that age: it takes an assessment. */
const CERTIFICATE_FROM_YEARS = 3;

/** Share of holders of a disability certificate by age: about 6 % of everybody, most of them old. */
export function disabilityAt(random: Random, age: number): Disability | null {
  const rate = age >= 65 ? 0.15 : age >= 45 ? 0.05 : age >= 15 ? 0.02 : 0.01;
  if (!random.chance(rate) || age < CERTIFICATE_FROM_YEARS) return null;
  const kind = random.weighted([
    [45, 'limb'],
    [18, 'hearing'],
    [14, 'sight'],
    [8, 'mental'],
    [8, 'intellectual'],
    [5, 'multiple'],
    [2, 'speech'],
  ] as const);
  return {
    kind,
    grade: random.weighted([
      [10, 1],
      [25, 2],
      [35, 3],
      [30, 4],
    ] as const),
  };
}
