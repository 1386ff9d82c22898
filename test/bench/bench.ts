/** What a benchmark answers; `npm run bench` prints it and keeps it in `.bench/<name>.json`. */
export interface BenchResult {
  readonly name: string;
  /** What the figures were measured on. */
  readonly dataMix: readonly string[];
  /** Times in ms, rates per second, unless the name says otherwise; medians unless it ends in P95. */
  readonly figures: Readonly<Record<string, number>>;
  /** What the parts reach without us, in the same run. */
  readonly ceilings: Readonly<Record<string, number>>;
  readonly ratios: Readonly<Record<string, number>>;
}

/** Ends a benchmark whose result is wrong: a quick wrong answer is no figure. */
export function assertRight(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(`wrong result: ${what}`);
}

/** How many records of each type, for the data mix. */
export function describeMix(records: readonly { readonly type: string }[]): string {
  const counts = new Map<string, number>();
  for (const { type } of records) counts.set(type, (counts.get(type) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]).map(([type, count]) => `${count} ${type}`);
  return `${records.length} records: ${parts.join(', ')}`;
}
