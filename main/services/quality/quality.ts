import { ulid } from 'ulid';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { clockAtStation, dateAtStation, type CalendarDate } from '#shared/domain/calendar/date';
import type { QualityRule } from '#shared/domain/quality/rules';
import type { OpenSealed } from '#shared/schema/open-record';
import { documentId, parseDatabaseName } from '#shared/schema/ids';
import { openValue, sealingAad } from '#shared/schema/sealing';
import { qualityReport } from '#shared/schema/types/quality';
import { createRecord } from '#shared/sync/author';
import { errorFields } from '../error-fields';
import { createGridKeys } from '../grid-keys';
import { createHostWriter, WINNER } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log, Matching, Service } from '../ports';
import { checkGrid } from './check-grid';
import {
  isListed,
  readIndex,
  readRules,
  type CheckedDatabase,
  type CheckedHub,
  type StationIndex,
} from './station-index';

export interface QualityDeps {
  readonly hub: CheckedHub;
  readonly station: { readonly id: string; readonly practice: boolean };
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly matching: Pick<Matching, 'find'>;
  /** Staff uid in whose name the host writes: a record needs an author. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

export interface QualityService extends Service {
  /** Resolves when the check that is under way has ended. */
  settled(): Promise<void>;
}

/** Nobody works at the station then. */
export const NIGHT_BEGINS = '02:00:00';
/** How long after its start the host looks for the first time, and how soon again: whoever opens it in the morning comes first. */
export const QUALITY_LOOK_MS = 5 * 60_000;

/**
 * Checks every file of the station once on each of its days, after two at night or as soon as the host runs after that, by the same
 * rules as the screens, and leaves one report for each grid and day. It counts and changes nothing. A grid that fails is taken again
 * at the next look and holds up no other.
 */
export function startQuality(deps: QualityDeps, lookEveryMs = QUALITY_LOOK_MS): QualityService {
  const { log, now } = deps;
  const facts = { lastDay: '', grids: 0, findings: 0, failed: 0 };
  let doneOn: CalendarDate | null = null;
  let isStopped = false;
  let running: Promise<void> | null = null;
  const checkStation = createStationCheck(deps, () => isStopped);

  function look(): void {
    const today = dateAtStation(now());
    if (running || doneOn === today || clockAtStation(now()) < NIGHT_BEGINS) return;
    running = checkStation(today)
      .then(
        ({ grids, findings, failed }) => {
          if (isStopped) return;
          Object.assign(facts, { grids, findings, failed });
          if (failed > 0) return;
          doneOn = today;
          facts.lastDay = today;
        },
        (thrown: unknown) => {
          facts.failed = 1;
          log.warn('quality.failed', errorFields(thrown));
        },
      )
      .finally(() => {
        running = null;
      });
  }

  const timer = setInterval(look, lookEveryMs).unref();
  return {
    settled: () => running ?? Promise.resolve(),
    health: () => ({ ok: facts.failed === 0, facts: { ...facts } }),
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

interface StationCheck {
  /** Grids that were checked in this run. */
  readonly grids: number;
  readonly findings: number;
  readonly failed: number;
}

/** Checks the grids that have no report of that day yet. */
function createStationCheck(deps: QualityDeps, isStopped: () => boolean) {
  const { hub, station, dataKeys, matching, author, log, now } = deps;
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });

  const open: OpenSealed = async (sealed, place) => {
    const key = await keys.named(sealed.kid);
    const opened = key && (await openValue(key, sealed, sealingAad(place)));
    return opened?.ok ? opened.value : null;
  };

  /** Those whom lists show: a merged file has its number too. */
  async function idCount(citizenId: string): Promise<number> {
    const ids = await matching.find('citizenId', citizenId);
    if (ids.length < 2) return ids.length;
    const shown = await Promise.all(ids.map((id) => isListed(hub, id)));
    return shown.filter(Boolean).length;
  }

  async function checkOne(
    name: string,
    scope: string,
    day: CalendarDate,
    index: StationIndex,
    rules: readonly QualityRule[],
  ) {
    const database = hub.database(name);
    if (!database || (await hasReport(database, scope, day))) return null;
    const check = await checkGrid({
      database,
      scope,
      rules,
      station: index,
      isStopped,
      open,
      regionOf: station.practice ? practiceRegionOf : regionOf,
      today: day,
      idCount,
    });
    if (!check) return null;
    const uid = ulid(now());
    const fields = { day, atMs: now(), ...check };
    const report = { type: qualityReport.type, scope, uid, key: day, schema: qualityReport.version, fields };
    const [answer] = await database.bulkDocs({
      rows: [createRecord(report, writer.write(author()))],
      newEdits: true,
    });
    if (answer && 'error' in answer && answer.error !== 'conflict') throw new Error('the hub did not take the report');
    return Object.values(check.found).reduce((sum, count) => sum + count, 0);
  }

  return async (day: CalendarDate): Promise<StationCheck> => {
    const result = { grids: 0, findings: 0, failed: 0 };
    const grids = hub.names().flatMap((name) => {
      const identity = parseDatabaseName(name);
      return identity?.kind === 'grid' ? [{ name, scope: identity.scope }] : [];
    });
    const index = await readIndex(hub, station.id, grids, log);
    const rules = await readRules(hub, station.id);
    for (const { name, scope } of grids) {
      if (isStopped()) break;
      try {
        const findings = await checkOne(name, scope, day, index, rules);
        if (findings === null) continue;
        result.grids += 1;
        result.findings += findings;
      } catch (thrown) {
        result.failed += 1;
        log.warn('quality.failed', { db: name, ...errorFields(thrown) });
      }
    }
    if (result.grids > 0) log.info('quality.checked', { grids: result.grids, count: result.findings });
    return result;
  };
}

async function hasReport(database: CheckedDatabase, scope: string, day: CalendarDate): Promise<boolean> {
  return (await database.get(documentId(qualityReport.type, scope, day), WINNER)).found;
}
