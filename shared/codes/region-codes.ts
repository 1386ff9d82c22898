import type { RegionLookup } from '../domain/people/citizen-id';
import { CURRENT_REGIONS, SUPERSEDED_REGIONS } from './region-data';

/**
 * Region code of every citizen id of a practice station. No county ever had it: neither the edition of 2023 nor any since 1980 has
 * a code that begins with 3399.
 */
export const PRACTICE_REGION = '339901';

/** First six digits of ids that are given out by nobody's county: residence permits of people from Hong Kong, Macao and Taiwan. */
const PERMITS = ['810000', '820000', '830000'];

// Made when first asked: who only loads this waits for nothing.
let sets: { readonly current: ReadonlySet<string>; readonly superseded: ReadonlySet<string> } | null = null;
const regions = () =>
  (sets ??= {
    current: new Set([...CURRENT_REGIONS.flatMap(unpack), ...PERMITS]),
    superseded: new Set(SUPERSEDED_REGIONS.flatMap(unpack)),
  });

/** Whether GB/T 2260 has a region code, had it in an earlier edition, or never had it. */
export const regionOf: RegionLookup = (code) => {
  const { current, superseded } = regions();
  if (current.has(code)) return 'current';
  return superseded.has(code) ? 'superseded' : null;
};

/** `regionOf` for a practice station, whose people have ids of `PRACTICE_REGION`; a real station takes `regionOf` itself. */
export const practiceRegionOf: RegionLookup = (code) => (code === PRACTICE_REGION ? 'current' : regionOf(code));

/** The codes of a line of `region-data`: `12 0000 0100010203` holds 120000, 120100, 120101, 120102 and 120103. */
function unpack(line: string): readonly string[] {
  const [province = '', ...cities] = line.split(' ');
  return cities.flatMap((city) =>
    (city.slice(2).match(/../g) ?? []).map((county) => province + city.slice(0, 2) + county),
  );
}
