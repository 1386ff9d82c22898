import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { standingOf } from '#shared/domain/incidents/standing';
import { documentId, parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { incident as incidentType, incidentSchema, type Incident } from '#shared/schema/types/incident';
import { incidentRating, incidentRatingSchema, type Satisfaction } from '#shared/schema/types/incident-rating';
import { createRecord } from '#shared/sync/author';
import { createGridKeys } from '../grid-keys';
import { createHostWriter, WINNER } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log } from '../ports';
import type { RatingOutcome, Residents } from '../resident-port';
import { createResidentApplications, type ApplicationDirectory } from './applications';
import { isRateable, progressOf, type ProgressTables } from './progress';
import { createResults, markedResult, type ResidentDatabase } from './result';
import { withoutRev } from '../records-of';

export interface ResidentsDeps {
  readonly stationName: () => string;
  readonly hub: { database(name: string): ResidentDatabase | null };
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  /** What knows the station's incidents; null as long as it has not begun. */
  readonly incidents: () => IncidentDirectory | null;
  /** The same of applications. */
  readonly applications: () => ApplicationDirectory | null;
  readonly station: string;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** Finds incidents by their receipt. */
export interface IncidentDirectory {
  /** Id of the record that has it; null for none. */
  findReceipt(receipt: string): Promise<string | null>;
  readonly tables: ProgressTables;
}

/**
 * What residents may see and say of what they reported, by their receipt alone. Everything is read from the hub's disk when it is asked
 * for; a rating is a record of the grid, its comment sealed for those who may read there.
 */
export function createResidents(deps: ResidentsDeps): Residents {
  const { hub, author, log, now } = deps;
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys: deps.dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });

  const results = createResults({ hub, keys });
  const ofDesk = createResidentApplications({ ...deps, keys });

  function incidents(): IncidentDirectory {
    const known = deps.incidents();
    if (!known) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return known;
  }

  async function read(typed: string): Promise<Found | null> {
    const receipt = readReceipt(typed);
    const id = receipt === null ? null : await incidents().findReceipt(receipt);
    const scope = id === null ? undefined : parseDocumentId(id)?.scope;
    const database = scope === undefined ? null : hub.database(`grid-${scope}`);
    if (receipt === null || id === null || scope === undefined || !database) return null;
    const stored = await database.get(id, WINNER);
    if (!stored.found) return null;
    const incident = incidentSchema.safeParse(liftRecord(incidentType, withoutRev(stored.document)));
    if (!incident.success || incident.data.receipt !== receipt) return null;
    return { database, scope, incident: { ...incident.data, receipt } };
  }

  const ratingId = ({ scope, incident }: Found) => documentId(incidentRating.type, scope, incident.uid);

  async function ratingOf(found: Found): Promise<Satisfaction | null> {
    const stored = await found.database.get(ratingId(found), WINNER);
    if (!stored.found) return null;
    const rating = incidentRatingSchema.safeParse(liftRecord(incidentRating, withoutRev(stored.document)));
    return rating.success ? rating.data.satisfaction : null;
  }

  const rate: Residents['rate'] = async (typed, satisfaction, comment, channel = 'phone'): Promise<RatingOutcome> => {
    const found = await read(typed);
    if (!found) return ofDesk.rate(typed, satisfaction, comment, channel);
    if ((await ratingOf(found)) !== null) return 'again';
    if (!isRateable(standingOf(found.incident))) return 'early';
    const { scope, incident, database } = found;
    const uid = ulid(now());
    const { kid, key } = await keys.newest({ scope, class: 'general' });
    const fields = {
      incidentUid: incident.uid,
      satisfaction,
      comment: comment === null ? null : await sealValue(key, kid, comment, sealingAad({ uid, field: 'comment' })),
      channel,
      ratedAtMs: now(),
    };
    const record = { type: incidentRating.type, schema: incidentRating.version, scope, uid, key: incident.uid, fields };
    const [answer] = await database.bulkDocs({
      rows: [createRecord(record, writer.write(author()))],
      newEdits: true,
    });
    if (answer && 'ok' in answer) {
      log.info('residents.rated', { id: ratingId(found) });
      return 'taken';
    }
    // Somebody else with the receipt was a moment earlier.
    if (answer?.error === 'conflict') return 'again';
    throw new Error('the hub did not take a rating');
  };

  return {
    stationName: deps.stationName,
    async progress(typed) {
      const found = await read(typed);
      if (!found) return null;
      const { incident } = found;
      const standing = standingOf(incident);
      const { toldBy, photos } = markedResult(incident, standing);
      const place = placeOf(found);
      const extras = {
        rated: await ratingOf(found),
        told: await results.words(place, toldBy),
        photos: await results.arrived(place, photos),
      };
      return progressOf(incident, standing, extras, incidents().tables, now());
    },
    application: ofDesk.progress,
    async picture(typed, at) {
      const found = await read(typed);
      if (!found) return null;
      const place = placeOf(found);
      const { photos } = markedResult(found.incident, standingOf(found.incident));
      const photo = (await results.arrived(place, photos))[at];
      return photo ? results.picture(place, photo) : null;
    },
    rate,
  };
}

interface Found {
  readonly database: ResidentDatabase;
  readonly scope: string;
  readonly incident: Incident & { readonly receipt: string };
}

const placeOf = ({ scope, incident: { uid } }: Found) => ({ scope, uid });
