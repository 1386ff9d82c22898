import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { generateHistory } from './generate';
import { FEATURES, formatHistory, parseHistory, type Feature, type History } from './operations';
import type { Figures, Verdict } from './play-history';
import { runHistory } from './run-history';
import { buildHistoryPage, runInChromium } from './in-chromium';
import { shrinkHistory } from './shrink';

/** Steps of one history: long enough for troubles to meet, short enough to be shrunk. */
const STEPS_PER_HISTORY = 150;

/** Time that goes into making a failing history shorter. */
const SHRINK_MS = 120_000;

const USAGE = `npm run convergence -- --seed 1 --steps 1000 [--histories 10]
npm run convergence -- --history <file that an earlier run wrote> [--times 5]
npm run convergence -- --faults [name,name]
With --with upstream there is a district behind the hub; with --district couch it is the cluster that COUCHDB_CLUSTER_URLS names, or
the CouchDB that COUCHDB_URL does.
With --couch the hub is the CouchDB that COUCHDB_URL names; with --chromium the devices are in a browser, over IndexedDB.`;

/**
 * The command line: plays histories from a seed on, or one from a file. Resolves to the exit code: 0 when every promise was
 * kept, 1 when one was not, 2 when it was asked for something that is not there.
 */
export async function main(args: readonly string[]): Promise<number> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${USAGE}`);
    return 2;
  }
  return options.history ? replay(options.history, options) : hunt(options);
}

type Run = (history: History) => Promise<Verdict>;

/** Plays in browsers; the page that does is built for the first history. */
function inChromium(): Run {
  let page: Promise<string> | null = null;
  return async (history) => runInChromium(history, await (page ??= buildHistoryPage()));
}

interface Options {
  readonly seed: number;
  readonly histories: number;
  readonly steps: number;
  readonly features: readonly Feature[];
  readonly history: History | null;
  readonly times: number;
  /** Ends at the first failing history without making it shorter. */
  readonly isBrief: boolean;
  readonly run: Run;
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seed: { type: 'string', default: '1' },
      steps: { type: 'string', default: '1000' },
      histories: { type: 'string' },
      history: { type: 'string' },
      times: { type: 'string', default: '1' },
      brief: { type: 'boolean', default: false },
      with: { type: 'string', default: '' },
      district: { type: 'string', default: 'embedded' },
      couch: { type: 'boolean', default: false },
      chromium: { type: 'boolean', default: false },
    },
  });
  const whole = (name: string, text: string): number => {
    const number = Number(text);
    if (Number.isSafeInteger(number) && number > 0) return number;
    throw new Error(`--${name} wants a whole number above 0, not ${text}`);
  };
  const couchUrl = values.couch ? process.env['COUCHDB_URL'] : undefined;
  if (values.couch && values.chromium) throw new Error('--couch and --chromium exclude each other');
  if (values.couch && !couchUrl) throw new Error('--couch wants COUCHDB_URL, as http://admin:secret@127.0.0.1:5984');
  const features = values.with
    .split(',')
    .filter((name) => name !== '')
    .map(featureOf);
  if (features.length > 0 && (values.couch || values.chromium))
    throw new Error('--with is for histories in this process, at the embedded hub');
  if (values.district !== 'embedded' && values.district !== 'couch')
    throw new Error(`--district wants embedded or couch, not ${values.district}`);
  const named = process.env['COUCHDB_CLUSTER_URLS'] ?? process.env['COUCHDB_URL'] ?? '';
  const districtUrls = values.district === 'couch' ? named.split(',').filter((url) => url !== '') : [];
  if (values.district === 'couch' && districtUrls.length === 0)
    throw new Error(
      '--district couch wants COUCHDB_CLUSTER_URLS or COUCHDB_URL, as http://admin:secret@127.0.0.1:5984',
    );
  const all = whole('steps', values.steps);
  const histories =
    values.histories === undefined ? Math.ceil(all / STEPS_PER_HISTORY) : whole('histories', values.histories);
  return {
    seed: whole('seed', values.seed),
    histories,
    steps: Math.ceil(all / histories),
    features,
    history: values.history === undefined ? null : parseHistory(readFileSync(values.history, 'utf8')),
    times: whole('times', values.times),
    isBrief: values.brief,
    run: values.chromium ? inChromium() : (history) => runHistory(history, { couchUrl, districtUrls }),
  };
}

function featureOf(name: string): Feature {
  const found = FEATURES.find((feature) => feature === name);
  if (!found) throw new Error(`--with wants some of ${FEATURES.join(', ')}, not ${name}`);
  return found;
}

async function replay(history: History, { times, run }: Options): Promise<number> {
  let failed = 0;
  for (let time = 0; time < times; time += 1) {
    const verdict = await run(history);
    if (verdict.faults.length > 0) failed += 1;
    report(`seed ${history.seed}`, verdict);
  }
  console.log(`${times - failed} of ${times} kept every promise`);
  return failed > 0 ? 1 : 0;
}

async function hunt({ seed, histories, steps, features, isBrief, run }: Options): Promise<number> {
  const total: Record<keyof Figures, number> = {
    steps: 0,
    acknowledged: 0,
    records: 0,
    yielded: 0,
    refused: 0,
    requests: 0,
    upstreamRequests: 0,
    ms: 0,
  };
  const failing: number[] = [];
  for (let number = seed; number < seed + histories; number += 1) {
    const history = generateHistory(number, steps, features);
    const verdict = await run(history);
    for (const figure of Object.keys(total) as (keyof Figures)[]) total[figure] += verdict.figures[figure];
    if (verdict.faults.length === 0) continue;
    failing.push(number);
    report(`seed ${number}`, verdict);
    if (isBrief) return 1;
    await explain(history, verdict, run);
  }
  const { ms, ...counts } = total;
  const figures = Object.entries(counts).map(([name, count]) => `${count.toLocaleString('en')} ${name}`);
  console.log(`${histories} histories: ${figures.join(', ')}; ${Math.round(counts.steps / (ms / 1000))} steps/s`);
  if (failing.length > 0) console.log(`failed: seeds ${failing.join(', ')}`);
  return failing.length > 0 ? 1 : 0;
}

function report(what: string, { faults, figures }: Verdict): void {
  if (faults.length === 0) return;
  console.log(`${what}: ${faults.length} faults after ${figures.steps} steps`);
  for (const fault of faults.slice(0, 8)) console.log(`  ${fault}`);
}

/** Prints the shortest history found that fails in the same way, and keeps it in a file. */
async function explain(history: History, verdict: Verdict, run: Run): Promise<void> {
  const wanted = kindOf(verdict.faults[0] ?? '');
  const shorter = await shrinkHistory(history, {
    limitMs: SHRINK_MS,
    fails: async (candidate) => (await run(candidate)).faults.some((fault) => kindOf(fault) === wanted),
  });
  const file = `.cache/convergence/seed-${history.seed}.json`;
  mkdirSync('.cache/convergence', { recursive: true });
  writeFileSync(file, formatHistory(shorter));
  console.log(formatHistory(shorter));
  console.log(`kept in ${file}; again: npm run convergence -- --history ${file} --times 5`);
}

/** What sort of fault a line tells of: its words before the first number, id or value. */
const kindOf = (fault: string): string => fault.replace(/^step \d+, /, '').split(/[:\d]/)[0] ?? '';
