import { dateAtStation, dayNumber } from '#shared/domain/calendar/date';
import { riskInputOf } from '#shared/domain/risk/known';
import { databaseName, parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import type { OpenSealed } from '#shared/schema/open-record';
import { openValue, sealingAad } from '#shared/schema/sealing';
import { errorFields } from '../error-fields';
import { followHub, type FollowedDatabase, type FollowedHub } from '../follow-hub';
import { createGridKeys } from '../grid-keys';
import { createHostWriter, type WritableDatabase } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log, Service } from '../ports';
import type { ListedDatabase } from '../records-of';
import { createGridIndex, type GridIndex } from './grid-index';
import { readKnown, type ReadDatabase } from './read-known';
import type { Scorer } from './scorer';
import { readTerms, TERM_TYPES, type StationTerms } from './station-terms';
import { writeReports } from './write-reports';

/** The hub as reports need it. */
export interface RiskHub extends FollowedHub {
  database(name: string): (FollowedDatabase & ListedDatabase & ReadDatabase & WritableDatabase) | null;
}

export interface RiskDeps {
  readonly station: string;
  readonly hub: RiskHub;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly scorer: Scorer;
  /** Staff uid in whose name the host writes: a record needs an author. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface RiskService extends Service {
  /** Resolves when everybody is judged by what the hub had when it was called. */
  settled(): Promise<void>;
}

/** Changes are gathered for so long: a visit comes as several writes, and a tablet that was away brings hundreds. */
const GATHER_MS = 2000;
/** How often the host looks whether another day has begun, or whether something failed is to be tried again. */
export const RISK_LOOK_MS = 60_000;
/** People who are read, scored and written together: bounds what is in memory, and how long anything else waits. */
const BATCH = 40;

/**
 * Makes the risk reports of everybody whom the station looks after: first at its start, beside everything else, then of whoever's evidence
 * changed, and of everybody once each day of the station, since evidence grows old. A report that says nothing new is not written. It reads by an
 * index of ids, and what it opens is let go after each batch; scoring happens in the scorer's thread.
 */
export function startRisk(deps: RiskDeps, { gatherMs = GATHER_MS, lookEveryMs = RISK_LOOK_MS } = {}): RiskService {
  const { station, hub, log, now } = deps;
  const facts = { people: 0, written: 0, failed: 0, scoreMs: 0 };
  const grids = new Map<string, GridIndex>();
  const commons = databaseName('commons', station);
  const judge = createJudge(deps, facts, () => isStopped);
  let terms: StationTerms | null = null;
  let judgedOn = dateAtStation(now());
  let isStopped = false;
  let isCaughtUp = false;
  let gathering: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();

  const follower = followHub({
    hub,
    wants: (name) => name === commons || isGrid(name),
    since: {},
    log,
    take: (name, rows) => {
      if (name !== commons) indexOf(name).take(rows);
      else if (rows.some(({ id }) => TERM_TYPES.has(parseDocumentId(id)?.type ?? ''))) terms = null;
      if (isCaughtUp) gather();
      return Promise.resolve();
    },
  });

  function isGrid(name: string): boolean {
    const identity = parseDatabaseName(name);
    return identity?.kind === 'grid' && identity.station === station;
  }

  function indexOf(name: string): GridIndex {
    const known = grids.get(name) ?? createGridIndex();
    grids.set(name, known);
    return known;
  }

  function gather(): void {
    gathering ??= setTimeout(() => {
      gathering = null;
      run();
    }, gatherMs);
    gathering.unref();
  }

  function run(): void {
    running = running.then(judgeChanged).catch((thrown: unknown) => {
      facts.failed += 1;
      log.warn('risk.failed', errorFields(thrown));
    });
  }

  async function judgeChanged(): Promise<void> {
    if (isStopped) return;
    const today = dateAtStation(now());
    if (!terms || today !== judgedOn) {
      const database = hub.database(commons);
      if (!database) return;
      if (!terms) terms = await readTerms(database, station, log);
      for (const index of grids.values()) index.markAll();
    }
    let failed = 0;
    for (const [name, index] of grids) failed += await judge(name, index, terms, today);
    // Only now: a second try that is under way is no success.
    facts.failed = failed;
    judgedOn = today;
  }

  async function begin(): Promise<void> {
    await follower.settled();
    isCaughtUp = true;
    run();
    await running;
    log.info('risk.made', { count: facts.people, rows: facts.written });
  }

  const begun = begin();
  const timer = setInterval(() => {
    if (isCaughtUp && (facts.failed > 0 || dateAtStation(now()) !== judgedOn)) run();
  }, lookEveryMs).unref();

  return {
    settled: async () => {
      await begun;
      await follower.settled();
      run();
      await running;
    },
    health: () => ({ ok: facts.failed === 0, facts: { ...facts, scoreMs: Math.round(facts.scoreMs) } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      if (gathering) clearTimeout(gathering);
      await follower.stop();
      await deps.scorer.stop();
      await running;
    },
  };
}

interface Counts {
  people: number;
  written: number;
  scoreMs: number;
}

/** Judges those people of one grid whose evidence changed; answers how many batches failed. Who is in one is named as changed again. */
function createJudge(deps: RiskDeps, counts: Counts, isStopped: () => boolean) {
  const { hub, dataKeys, scorer, author, log, now } = deps;
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const writer = createHostWriter(now);
  const open: OpenSealed = async (sealed, place) => {
    const key = await keys.named(sealed.kid);
    const opened = key && (await openValue(key, sealed, sealingAad(place)));
    return opened?.ok ? opened.value : null;
  };

  async function judgeBatch(
    uids: readonly string[],
    name: string,
    scope: string,
    index: GridIndex,
    terms: StationTerms,
    today: string,
  ): Promise<void> {
    const database = hub.database(name);
    if (!database) return;
    const read = await readKnown(uids, database, index, terms, today, open);
    const judged = read.flatMap((person) => {
      const input = riskInputOf(person.known, terms.intervals, today);
      return input ? [{ ...person, input }] : [];
    });
    if (judged.length === 0 || isStopped()) return;
    const people = judged.map(({ input, last }) => ({ input, before: last }));
    const { reports, tookMs } = await scorer.score({ table: terms.table, day: dayNumber(today), people });
    counts.scoreMs += tookMs;
    counts.people += judged.length;
    const made = judged.flatMap(({ known, birthDate, last }, at) => {
      const content = reports[at];
      return content ? [{ personUid: known.person.uid, birthDate, content, last }] : [];
    });
    const written = await writeReports(made, { database, scope, keys, writer, author, now });
    counts.written += written.length;
    written.forEach(index.noteReport);
  }

  return async (name: string, index: GridIndex, terms: StationTerms, today: string): Promise<number> => {
    let failed = 0;
    const scope = parseDatabaseName(name)?.scope ?? '';
    const uids = [...index.takeChanged()].filter((uid) => {
      const person = index.person(uid);
      return person?.status === 'living-here' && index.canonical(uid) === uid;
    });
    for (let from = 0; from < uids.length && !isStopped(); from += BATCH) {
      const batch = uids.slice(from, from + BATCH);
      try {
        await judgeBatch(batch, name, scope, index, terms, today);
      } catch (thrown) {
        if (isStopped()) return failed;
        failed += 1;
        index.mark(batch);
        log.warn('risk.failed', { db: name, ...errorFields(thrown) });
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return failed;
  };
}
