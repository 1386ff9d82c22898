import { dateAtStation } from '#shared/domain/calendar/date';
import { standingOf } from '#shared/domain/incidents/standing';
import { nextStep } from '#shared/domain/incidents/steps';
import type { ReportContact } from '#shared/domain/incidents/report';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDatabaseName } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealFields } from '#shared/schema/seal-record';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import {
  INCIDENT_LIMITS,
  incident as incidentType,
  incidentSchema,
  type Incident,
} from '#shared/schema/types/incident';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from './grid-keys';
import { heldStepId } from './host-step-id';
import { createHostWriter, WINNER, type WritableDatabase } from './host-writer';
import { withoutRev } from './records-of';

/** A report that reached the station from outside, ready to be written. */
export interface OutsideReport extends Pick<
  Incident,
  | 'uid'
  | 'categoryUid'
  | 'title'
  | 'place'
  | 'address'
  | 'buildingUid'
  | 'channel'
  | 'urgent'
  | 'reportedAtMs'
  | 'receipt'
  | 'photos'
> {
  readonly gridNumber: number;
  readonly text: string | null;
  readonly contact: ReportContact | null;
  /** Why a person has to look at it before anything is done, in words for the desk; null: nothing stands against it. */
  readonly heldBack: string | null;
}

/** Writes incidents that nobody of the station wrote. */
export interface ReportWriter {
  /** On disk when it answers. `known`: an incident with that uid is there already, and stays as it is. */
  write(report: OutsideReport): Promise<'written' | 'known'>;
  /** The incident with that uid in whatever grid it lies by now; null for none. `scope` is where it was put. */
  find(uid: string, scope: string): Promise<(Incident & WireRecord) | null>;
  scopeOf(gridNumber: number): string;
}

export interface ReportWriterDeps {
  readonly station: string;
  readonly hub: { names(): readonly string[]; database(name: string): WritableDatabase | null };
  readonly keys: Pick<GridKeys, 'newest'>;
  /** Staff uid in whose name the host writes: a record needs one. `channel` says that it was nobody of the station. */
  readonly author: () => string;
  readonly now: () => number;
}

/**
 * The title of a report from outside: what it is about and where, 电梯故障：清和路 8幢, as long as a title may be. Nobody's own words are in it,
 * since lists show titles to all who read the grid.
 */
export function titleOf(what: string, where: string): string {
  let title = '';
  for (const character of `${what}：${where}`.replace(/\s+/g, ' ')) {
    if (title.length + character.length > INCIDENT_LIMITS.title) break;
    title += character;
  }
  return title;
}

/** See `ReportWriter`. Words, and whom to call back, are sealed for those who may read the grid, as those of a report by staff. */
export function createReportWriter({ station, hub, keys, author, now }: ReportWriterDeps): ReportWriter {
  const writer = createHostWriter(now);
  const scopeOf = (gridNumber: number): string => `${station}-${gridNumber}`;

  async function read(uid: string, scope: string): Promise<(Incident & WireRecord) | null> {
    const stored = await hub.database(`grid-${scope}`)?.get(documentId(incidentType.type, scope, uid), WINNER);
    if (!stored?.found) return null;
    const parsed = incidentSchema.safeParse(liftRecord(incidentType, withoutRev(stored.document)));
    return parsed.success ? (parsed.data as unknown as Incident & WireRecord) : null;
  }

  return {
    scopeOf,
    find: async (uid, scope) => {
      const found = await read(uid, scope);
      if (found) return found;
      for (const name of hub.names()) {
        const database = parseDatabaseName(name);
        if (database?.kind !== 'grid' || database.station !== station || database.scope === scope) continue;
        const moved = await read(uid, database.scope);
        if (moved) return moved;
      }
      return null;
    },
    write: async ({ gridNumber, heldBack, ...report }) => {
      const scope = scopeOf(gridNumber);
      const database = hub.database(`grid-${scope}`);
      if (!database) throw new Error('a grid has its database');
      const { uid } = report;
      const { type, version: schema } = incidentType;
      const writing = writer.write(author());
      const seal = async (
        value: unknown,
        place: Parameters<typeof sealingAad>[0],
        keyClass: 'general' | 'health' | 'child',
      ) => {
        const { kid, key } = await keys.newest({ scope, class: keyClass });
        return sealValue(key, kid, value, sealingAad(place));
      };
      const steps = heldBack === null ? [] : [await heldNote(uid, heldBack)];
      const plain = { ...report, suggestion: null, onBehalfOf: null, voice: null };
      const about = { type, uid, birthDate: null, today: dateAtStation(now()) };
      const fields = { ...(await sealFields(about, plain, seal)), steps };
      const record = createRecord({ type, schema, scope, uid, fields }, writing);
      const [answer] = await database.bulkDocs({ rows: [record], newEdits: true });
      if (answer && 'ok' in answer) return 'written';
      if (answer?.error === 'conflict') return 'known';
      throw new Error('the hub did not take a report');

      async function heldNote(incidentUid: string, words: string) {
        const id = heldStepId(incidentUid);
        const note = await seal(words, { uid: incidentUid, field: 'steps.note', entryId: id }, 'general');
        const standing = standingOf({ categoryUid: null, reportedAtMs: report.reportedAtMs, steps: [] });
        const frame = { id, written: writing.touch, post: 'host', note, photoIds: [] } as const;
        return nextStep(standing, { ...frame, photoIds: [] }, { kind: 'note' });
      }
    },
  };
}
