import type { AbsenceRecord } from '../commands';

/** Where an absence stands: to come, now, or over. */
export type AbsenceState = 'coming' | 'away' | 'over';

/** See `AbsenceState`. */
export function absenceState({ fromMs, toMs }: Pick<AbsenceRecord, 'fromMs' | 'toMs'>, nowMs: number): AbsenceState {
  if (toMs !== null && toMs <= nowMs) return 'over';
  return fromMs > nowMs ? 'coming' : 'away';
}

/** Absences in the order in which they matter: those that are or come, then the others, the latest first of each. */
export const absencesInOrder = <A extends Pick<AbsenceRecord, 'fromMs' | 'toMs'>>(
  absences: readonly A[],
  nowMs: number,
): readonly A[] =>
  [...absences].sort(
    (a, b) =>
      Number(absenceState(a, nowMs) === 'over') - Number(absenceState(b, nowMs) === 'over') || b.fromMs - a.fromMs,
  );

/** What is wrong with an absence as typed. */
export type AbsenceProblem = 'from' | 'to' | 'to-before-from';

/** See `AbsenceProblem`; `toMs` is undefined for what is no day and time. */
export function absenceProblems(fromMs: number | null, toMs: number | null | undefined): readonly AbsenceProblem[] {
  const problems: readonly (readonly [AbsenceProblem, boolean])[] = [
    ['from', fromMs === null],
    ['to', toMs === undefined],
    ['to-before-from', fromMs !== null && typeof toMs === 'number' && toMs <= fromMs],
  ];
  return problems.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}
