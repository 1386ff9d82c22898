import { assertRight, type BenchResult } from './bench';
import { builtEntries, bytesOf, originsOf, readBundle, type Bytes, type Moment } from './bundle';

const MOMENTS: Readonly<Record<Moment, string>> = {
  first: 'First',
  lazy: 'Lazy',
  worker: 'Workers',
  'service-worker': 'ServiceWorker',
};
/** Files and origins that are worth a line. */
const LINES = 12;

const inKb = (bytes: number): number => Math.round(bytes / 100) / 10;
const text = ({ raw, gzip }: Bytes): string => `${inKb(gzip)} kB gzip, ${inKb(raw)} kB raw`;

/** What a device fetches of each entry of the screens: before anything is seen, and later, part by part; kB. */
export async function run(): Promise<BenchResult> {
  const entries = builtEntries();
  assertRight(entries.includes('staff'), 'the staff screens are not built');
  const figures: Record<string, number> = {};
  const dataMix: string[] = [];
  for (const entry of entries) {
    const bundle = readBundle(entry);
    for (const [moment, name] of Object.entries(MOMENTS) as [Moment, string][]) {
      const bytes = bytesOf(bundle, moment);
      figures[`${entry}${name}GzipKb`] = inKb(bytes.gzip);
      figures[`${entry}${name}RawKb`] = inKb(bytes.raw);
      dataMix.push(`${entry}, ${moment}: ${text(bytes)}`);
      for (const file of bundle.files.filter((each) => each.moment === moment).slice(0, LINES)) {
        dataMix.push(`  ${file.name.padEnd(44)} ${text(file)}`);
      }
    }
    const origins = new Map<string, number>();
    for (const { name, moment } of bundle.files) {
      if (moment !== 'first' || !name.endsWith('.js')) continue;
      for (const [origin, bytes] of originsOf(entry, name)) origins.set(origin, (origins.get(origin) ?? 0) + bytes);
    }
    const largest = [...origins].sort((a, b) => b[1] - a[1]).slice(0, LINES * 2);
    dataMix.push(
      `${entry}, first, by origin: ${largest.map(([origin, raw]) => `${origin} ${inKb(raw)}`).join(', ')} kB raw`,
    );
  }
  return { name: 'bundle', dataMix, figures, ceilings: {}, ratios: {} };
}
