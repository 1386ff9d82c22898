/** How far the visits to key people have come in a building. */
export interface Coverage {
  readonly people: number;
  /** Of them, who was met within the interval that holds for them. */
  readonly visited: number;
  readonly band: CoverageBand;
}

/** Where a share lies: under a half, under four fifths, more. */
export type CoverageBand = 'low' | 'middle' | 'high';

const BANDS = [
  { band: 'high', from: 0.8 },
  { band: 'middle', from: 0.5 },
] as const;

/** A key person of a building, as the round has it. */
export interface CoveredPerson {
  readonly buildingUid: string;
  readonly lastMetOn: string | null;
  /** Days past the day on which the next visit was due. */
  readonly overdueDays: number;
}

/** How far visits have come, by building; those without key people are not among them. */
export function coverageByBuilding(people: Iterable<CoveredPerson>): ReadonlyMap<string, Coverage> {
  const counts = new Map<string, { people: number; visited: number }>();
  for (const { buildingUid, lastMetOn, overdueDays } of people) {
    const count = counts.get(buildingUid) ?? { people: 0, visited: 0 };
    count.people += 1;
    // Somebody who became a key person yesterday is not overdue, and has not been visited either.
    if (lastMetOn !== null && overdueDays <= 0) count.visited += 1;
    counts.set(buildingUid, count);
  }
  return new Map([...counts].map(([uid, count]) => [uid, { ...count, band: bandOf(count.visited / count.people) }]));
}

const bandOf = (share: number): CoverageBand => BANDS.find(({ from }) => share >= from)?.band ?? 'low';
