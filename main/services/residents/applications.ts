import { ulid } from 'ulid';
import { AppError } from '#shared/errors/app-error';
import { ratingKey, rectifyBy } from '#shared/domain/applications/ratings';
import type { ApplicationState } from '#shared/domain/applications/steps';
import type { CountedStep } from '#shared/domain/applications/standing';
import { nearestLimit, viewApplication, type ApplicationView } from '#shared/domain/applications/view';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { readReceipt } from '#shared/domain/incidents/receipt';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName, documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import type { Satisfaction } from '#shared/schema/types/incident-rating';
import { rating as ratingType, ratingSchema } from '#shared/schema/types/rating';
import type { ItemVersion } from '#shared/schema/types/service-item';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Log } from '../ports';
import {
  TOLD_APPLICATION_STEPS,
  type ApplicationProgress,
  type RatingOutcome,
  type Residents,
  type ToldApplicationStep,
} from '../resident-port';

/** Finds applications by their receipt. */
export interface ApplicationDirectory {
  /** Id of the record that has it; null for none. */
  findReceipt(receipt: string): Promise<string | null>;
  readonly tables: {
    version(itemNumber: string, versionId: string): ItemVersion | null;
    nameOf(itemNumber: string): string | null;
    calendar(): WorkingCalendar;
  };
}

export interface ResidentApplicationsDeps {
  readonly station: string;
  readonly hub: { database(name: string): WritableDatabase | null };
  readonly keys: Pick<GridKeys, 'newest'>;
  /** Null as long as it has not begun. */
  readonly applications: () => ApplicationDirectory | null;
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
}

/** What residents may see and say of an application, by its receipt alone; read from the hub's disk when it is asked for. */
export function createResidentApplications(deps: ResidentApplicationsDeps): {
  progress: Residents['application'];
  rate: Residents['rate'];
} {
  const { station, hub, keys, author, log, now } = deps;
  const writer = createHostWriter(now);

  function directory(): ApplicationDirectory {
    const known = deps.applications();
    if (!known) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return known;
  }

  async function read(typed: string) {
    const receipt = readReceipt(typed);
    const id = receipt === null ? null : await directory().findReceipt(receipt);
    const database = hub.database(databaseName('desk', station));
    if (receipt === null || id === null || !database) return null;
    const stored = await database.get(id, WINNER);
    const application = stored.found
      ? applicationSchema.safeParse(liftRecord(applicationType, withoutRev(stored.document))).data
      : undefined;
    return application?.receipt === receipt ? { database, application, receipt } : null;
  }

  const ratingId = ({ uid }: Application) =>
    documentId(ratingType.type, station, ratingKey({ service: 'application', uid }));

  async function ratingOf(database: WritableDatabase, application: Application): Promise<Satisfaction | null> {
    const stored = await database.get(ratingId(application), WINNER);
    if (!stored.found) return null;
    return ratingSchema.safeParse(liftRecord(ratingType, withoutRev(stored.document))).data?.satisfaction ?? null;
  }

  function viewOf({ itemNumber, versionId, ...application }: Application) {
    const { tables } = directory();
    const version = tables.version(itemNumber, versionId);
    return { name: version?.name ?? tables.nameOf(itemNumber), view: viewOfVersion(application, version) };
  }
  const viewOfVersion = (application: Pick<Application, 'startedAtMs' | 'steps'>, version: ItemVersion | null) =>
    viewApplication(application, version, directory().tables.calendar(), now());

  async function rate(typed: string, satisfaction: Satisfaction, comment: string | null): Promise<RatingOutcome> {
    const found = await read(typed);
    if (!found) return 'unknown';
    const { database, application } = found;
    if ((await ratingOf(database, application)) !== null) return 'again';
    const { view } = viewOf(application);
    if (!isRateable(view.standing.state)) return 'early';
    const uid = ulid(now());
    const { kid, key } = await keys.newest({ scope: station, class: 'general' });
    const fields = {
      service: 'application',
      serviceUid: application.uid,
      itemNumber: application.itemNumber,
      satisfaction,
      comment: comment === null ? null : await sealValue(key, kid, comment, sealingAad({ uid, field: 'comment' })),
      channel: 'phone',
      ratedAtMs: now(),
      servedByUid: view.standing.steps.findLast(({ step }) => step.kind === 'accept')?.step.written.by ?? null,
      rectifyByMs: rectifyBy(satisfaction, now(), directory().tables.calendar()),
      steps: [],
    };
    const ofRating = ratingKey({ service: 'application', uid: application.uid });
    const { type, version } = ratingType;
    const record = createRecord(
      { type, schema: version, scope: station, uid, key: ofRating, fields },
      writer.write(author()),
    );
    const [answer] = await database.bulkDocs({ rows: [record], newEdits: true });
    if (answer && 'ok' in answer) {
      log.info('residents.rated', { id: ratingId(application) });
      return 'taken';
    }
    // Somebody else with the receipt was a moment earlier.
    if (answer?.error === 'conflict') return 'again';
    throw new Error('the hub did not take a rating');
  }

  return {
    async progress(typed) {
      const found = await read(typed);
      if (!found) return null;
      const { database, application, receipt } = found;
      const { name, view } = viewOf(application);
      const rated = await ratingOf(database, application);
      return progressOf({ receipt, item: name, startedAtMs: application.startedAtMs, rated }, view);
    },
    rate,
  };
}

/** What was decided or sent back was a service; what goes on or was withdrawn is none as yet. */
const isRateable = (state: ApplicationState): boolean => ['decided', 'delivered', 'returned'].includes(state);

const TOLD: ReadonlySet<string> = new Set(TOLD_APPLICATION_STEPS);

/** Made of named fields alone, so that nothing else gets out. */
function progressOf(
  { receipt, item, startedAtMs, rated }: Pick<ApplicationProgress, 'receipt' | 'item' | 'startedAtMs' | 'rated'>,
  view: ApplicationView,
): ApplicationProgress {
  const { standing, materials } = view;
  const limit = nearestLimit(view);
  const asked = standing.state === 'lacking' ? standing.asked : null;
  const toBring = materials.flatMap(({ material, state, untilMs }) => {
    if (state === 'promised') return [{ name: material.name, untilMs }];
    const isAsked = asked?.materialIds.includes(material.id) === true && state !== 'here' && state !== 'not-needed';
    return isAsked ? [{ name: material.name, untilMs: asked.untilMs }] : [];
  });
  return {
    receipt,
    item,
    startedAtMs,
    state: standing.state,
    isPaused: standing.isPaused,
    steps: standing.steps.flatMap(toldStep),
    dueAtMs: limit.kind === 'running' ? limit.dueAtMs : null,
    toBring,
    rated,
    mayRate: rated === null && isRateable(standing.state),
  };
}

function toldStep({ step, aside }: CountedStep): ApplicationProgress['steps'] {
  if (aside !== null || !TOLD.has(step.kind)) return [];
  const untilMs = step.kind === 'ask' || step.kind === 'extend' ? step.untilMs : null;
  return [{ kind: step.kind as ToldApplicationStep, atMs: step.written.at, untilMs }];
}

function withoutRev(document: object): WireRecord {
  const { _rev, ...fields } = document as Readonly<Record<string, unknown>>;
  void _rev;
  return fields as unknown as WireRecord;
}
