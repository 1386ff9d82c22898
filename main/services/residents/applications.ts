import { AppError } from '#shared/errors/app-error';
import { isRateable, ratingKey } from '#shared/domain/applications/ratings';
import type { CountedStep } from '#shared/domain/applications/standing';
import { nearestLimit, viewApplication, type ApplicationView } from '#shared/domain/applications/view';
import type { WorkingCalendar } from '#shared/domain/calendar/working-calendar';
import { readReceipt } from '#shared/domain/incidents/receipt';
import { databaseName } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { Log } from '../ports';
import { createRatingWriter, ratedApplication } from '../rating-writer';
import {
  TOLD_APPLICATION_STEPS,
  type ApplicationProgress,
  type Residents,
  type ToldApplicationStep,
} from '../resident-port';
import { withoutRev } from '../records-of';

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
  const { station, hub, now } = deps;
  const ratings = createRatingWriter({ ...deps, calendar: () => directory().tables.calendar() });

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
    return application?.receipt === receipt ? { application, receipt } : null;
  }

  const ratingOf = ({ uid }: Application) => ratings.given(ratingKey({ service: 'application', uid }));

  function viewOf({ itemNumber, versionId, ...application }: Application) {
    const { tables } = directory();
    const version = tables.version(itemNumber, versionId);
    return { name: version?.name ?? tables.nameOf(itemNumber), view: viewOfVersion(application, version) };
  }
  const viewOfVersion = (application: Pick<Application, 'startedAtMs' | 'steps'>, version: ItemVersion | null) =>
    viewApplication(application, version, directory().tables.calendar(), now());

  const rate: Residents['rate'] = async (typed, satisfaction, comment, channel = 'phone') => {
    const found = await read(typed);
    if (!found) return 'unknown';
    const { application } = found;
    if ((await ratingOf(application)) !== null) return 'again';
    const { view } = viewOf(application);
    if (!isRateable(view.standing.state)) return 'early';
    return ratings.write({
      ...{ satisfaction, comment, channel },
      ...ratedApplication(application, view.standing),
    });
  };

  return {
    async progress(typed) {
      const found = await read(typed);
      if (!found) return null;
      const { application, receipt } = found;
      const { name, view } = viewOf(application);
      const rated = await ratingOf(application);
      return progressOf({ receipt, item: name, startedAtMs: application.startedAtMs, rated }, view);
    },
    rate,
  };
}

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
