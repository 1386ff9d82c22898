import type { WireRecord } from '#shared/schema/envelope';
import type { Incident } from '#shared/schema/types/incident';
import type { Assignee, IncidentStep } from '#shared/schema/types/incident-step';
import type { IncidentRating } from '#shared/schema/types/incident-rating';
import { sealFields } from '#shared/schema/seal-record';
import { DAY_MS, officeHoursBefore } from './calendar';
import { buildingUid, type GridContext } from './grid-context';
import { nobodysPhone } from './identity';
import type { PlannedIncident, PlannedStep, PlannedTaker } from './incident-plan';
import { PLANNED_INCIDENTS } from './incident-plans';
import { USUAL_INCIDENTS } from './incident-plans-past';
import { categoryUid, ruleFor, ruleUid, unitUid } from './incident-table';
import { closePicture, type PictureName, type PracticePicture } from './pictures';
import { createRandom, derivedUid, type Random } from './random';
import { practiceManager, workerOfGrid, type PracticeStaff } from './station';
import type { PlannedBuilding } from './town';

const MINUTE_MS = 60_000;
/** One report a week and grid, beside those of this morning. */
const USUAL_EVERY_DAYS = 7;
/** Of the past ones, how many were answered within half an hour, and how many residents gave a rating. */
const IN_TIME_SHARE = 0.86;
const RATED_SHARE = 0.45;

/** What a grid has of incidents. */
export interface PracticeIncidents {
  /** The planned ones first, each followed by its rating where there is one. */
  readonly records: readonly WireRecord[];
  readonly pictures: readonly PracticePicture[];
}

/** The incidents of a grid, with the pictures that they name. */
export async function incidentsOf(context: GridContext): Promise<PracticeIncidents> {
  const plans = [...PLANNED_INCIDENTS.filter(({ grid }) => grid === context.grid.number), ...usualPlans(context)];
  const records: WireRecord[] = [];
  const pictures: PracticePicture[] = [];
  for (const plan of plans) {
    const made = await madeOf(context, plan);
    records.push(...made.records);
    pictures.push(...made.pictures);
  }
  return { records, pictures };
}

/** A matter a week for as long as visits go back, all of them closed. */
function usualPlans({ options, grid }: GridContext): readonly PlannedIncident[] {
  const weeks = Math.floor(options.size.historyDays / USUAL_EVERY_DAYS) - 2;
  return Array.from({ length: Math.max(0, weeks) }, (_, week): PlannedIncident => {
    const random = createRandom(`${options.randomSeed}/incident/${grid.number}/${week}`);
    const daysAgo = 15 + week * USUAL_EVERY_DAYS + random.int(0, 4);
    const reportedAtMs = officeHoursBefore(options.nowMs, daysAgo, random.int(0, 500));
    const come = random.chance(IN_TIME_SHARE) ? random.int(6, 29) : random.int(33, 190);
    const finished = come + random.int(30, 1500);
    return {
      ...random.pick(USUAL_INCIDENTS),
      name: `week-${week}`,
      grid: grid.number,
      building: random.int(1, grid.buildings.length),
      minutesAgo: Math.round((options.nowMs - reportedAtMs) / MINUTE_MS),
      channel: random.chance(0.4) ? 'resident' : 'staff',
      steps: [
        { kind: 'accept', minutes: 1, by: 'host' },
        { kind: 'dispatch', minutes: 1, by: 'host' },
        { kind: 'start', minutes: come, by: 'worker' },
        { kind: 'finish', minutes: finished, by: 'worker', note: '已处理。' },
        { kind: 'verify', minutes: finished + 600, by: 'lead' },
        { kind: 'close', minutes: finished + 605, by: 'lead' },
      ],
      ...(random.chance(RATED_SHARE) && {
        rating: random.weighted([
          [50, 'very-satisfied'],
          [34, 'satisfied'],
          [12, 'acceptable'],
          [4, 'dissatisfied'],
        ] as const),
      }),
    };
  });
}

async function madeOf(context: GridContext, plan: PlannedIncident): Promise<PracticeIncidents> {
  const { options, grid, scope, todayIso: today } = context;
  const uid = incidentUid(context, plan.name);
  const random = createRandom(`${options.randomSeed}/incident-place/${grid.number}/${plan.name}`);
  const building = grid.buildings[(plan.building - 1) % grid.buildings.length];
  if (!building) return { records: [], pictures: [] };
  const reportedAtMs = options.nowMs - plan.minutesAgo * MINUTE_MS;
  const by =
    plan.channel === undefined || plan.channel === 'staff' ? takerOf(context, 'worker') : takerOf(context, 'clerk');
  const place = placeOf(random, building);
  const photos = await photosOf(context, plan, by, place, reportedAtMs);
  const plain = {
    text: plan.text,
    contact: plan.contact ? { name: '来电居民', phone: nobodysPhone(random) } : null,
    steps: stepsOf(context, plan, reportedAtMs),
  };
  const sealed = await sealFields({ type: 'incident', uid, birthDate: null, today }, plain, context.sealer.seal);
  const incident: Incident & WireRecord = {
    ...context.framer({ type: 'incident', scope, uid, atMs: reportedAtMs, by: by.uid }),
    type: 'incident',
    categoryUid: categoryUid(options, plan.category),
    suggestion: null,
    title: `${building.name}${plan.where}${plan.what}`,
    ...(sealed as Pick<Incident, 'text' | 'contact' | 'steps'>),
    place,
    address: `${building.street} ${building.name}${plan.where}`,
    buildingUid: buildingUid(context, building),
    onBehalfOf: null,
    channel: plan.channel ?? 'staff',
    urgent: plan.urgent ?? false,
    reportedAtMs,
    receipt: null,
    photos: photos.map(({ ref }) => ref),
    voice: null,
  };
  const rating = plan.rating ? [await ratingOf(context, plan, incident)] : [];
  return { records: [incident, ...rating], pictures: photos.map(({ picture }) => picture) };
}

/** The pictures that came with the report and with its steps, each taken when that was written. */
function photosOf(
  context: GridContext,
  plan: PlannedIncident,
  reporter: PracticeStaff,
  place: Incident['place'],
  reportedAtMs: number,
) {
  const taken = [
    ...(plan.photos ?? []).map((name) => ({ name, author: reporter, atMs: reportedAtMs })),
    ...plan.steps.flatMap(({ photos = [], by, minutes }) =>
      photos.map((name) => ({ name, author: takerOf(context, by), atMs: reportedAtMs + minutes * MINUTE_MS })),
    ),
  ];
  return Promise.all(
    taken.map(({ name, author, atMs }) =>
      closePicture(context, { name, uid: pictureUid(context, plan, name), authorUid: author.uid, atMs, place }),
    ),
  );
}

const pictureUid = ({ options, grid }: GridContext, plan: PlannedIncident, name: PictureName): string =>
  derivedUid(options.randomSeed, `picture/${grid.number}/${plan.name}/${name}`);

async function ratingOf(context: GridContext, plan: PlannedIncident, incident: Incident): Promise<WireRecord> {
  const { options, scope, todayIso: today } = context;
  const uid = derivedUid(options.randomSeed, `incident-rating/${incident.uid}`);
  const lastMs = incident.reportedAtMs + (plan.steps.at(-1)?.minutes ?? 0) * MINUTE_MS;
  const ratedAtMs = Math.min(lastMs + DAY_MS / 6, options.nowMs);
  const about = { type: 'incident-rating', uid, birthDate: null, today };
  const sealed = await sealFields(about, { comment: plan.comment ?? null }, context.sealer.seal);
  const rating: IncidentRating & WireRecord = {
    ...context.framer({
      type: 'incident-rating',
      scope,
      uid,
      key: incident.uid,
      atMs: ratedAtMs,
      by: practiceManager.uid,
    }),
    type: 'incident-rating',
    incidentUid: incident.uid,
    satisfaction: plan.rating ?? 'satisfied',
    ...(sealed as Pick<IncidentRating, 'comment'>),
    channel: 'phone',
    ratedAtMs,
  };
  return rating;
}

/** The steps with their notes still in the open, each following on all before it that its author knew. */
function stepsOf(context: GridContext, plan: PlannedIncident, reportedAtMs: number) {
  const ids = plan.steps.map((_, place) =>
    derivedUid(context.options.randomSeed, `incident-step/${context.grid.number}/${plan.name}/${place}`),
  );
  return plan.steps.map((planned, place) => {
    const taker = takerOf(context, planned.by);
    const before = ids[(planned.knew ?? place) - 1];
    const photoIds = (planned.photos ?? []).map((name) => pictureUid(context, plan, name));
    return {
      id: ids[place],
      written: { at: reportedAtMs + planned.minutes * MINUTE_MS, by: taker.uid, on: context.options.replica },
      post: planned.by === 'host' ? ('host' as const) : taker.post,
      after: before === undefined ? [] : [before],
      note: planned.note ?? null,
      photoIds,
      ...(planned.told !== undefined && { told: planned.told, shownPhotoIds: photoIds }),
      ...contentOf(context, plan, planned, reportedAtMs),
    };
  });
}

function contentOf(context: GridContext, plan: PlannedIncident, planned: PlannedStep, reportedAtMs: number) {
  const { options } = context;
  const { kind } = planned;
  const [major = ''] = plan.category.split('/');
  switch (kind) {
    case 'accept':
      return { kind, categoryUid: null };
    case 'reject':
      return { kind, reason: planned.reason ?? 'other' };
    case 'duplicate':
      return { kind, ofUid: incidentUid(context, planned.of ?? plan.name) };
    case 'dispatch':
      return { kind, ...dispatchOf(context, plan, planned, major) };
    case 'transfer':
      return {
        kind,
        to: { unitUid: unitUid(options, planned.unit ?? 'station'), staffUid: null, mode: 'assigned' as const },
      };
    case 'escalate':
      return { kind, clock: planned.clock ?? 'handling', level: planned.level ?? 1 };
    case 'postpone':
      return { kind, untilMs: reportedAtMs + (planned.minutes + (planned.hours ?? 24) * 60) * MINUTE_MS };
    default:
      return { kind };
  }
}

function dispatchOf(context: GridContext, plan: PlannedIncident, { unit }: PlannedStep, major: string) {
  const { options } = context;
  const rule = ruleFor(major, plan.category);
  if (unit !== undefined || !rule) {
    const to: Assignee = { unitUid: unitUid(options, unit ?? 'station'), staffUid: null, mode: 'assigned' };
    return { to, copyUnitUids: [], because: null };
  }
  return {
    to: { unitUid: unitUid(options, rule.unit), staffUid: null, mode: rule.mode },
    copyUnitUids: (rule.copies ?? []).map((key) => unitUid(options, key)),
    because: {
      ruleUid: ruleUid(options, rule.index),
      ruleName: rule.name,
      category: rule.only ? ('category' as const) : ('major' as const),
      area: 'any' as const,
      mode: rule.mode,
      turn: null,
    },
  } satisfies Pick<Extract<IncidentStep, { kind: 'dispatch' }>, 'to' | 'copyUnitUids' | 'because'>;
}

function takerOf({ staff, grid }: GridContext, taker: PlannedTaker): PracticeStaff {
  const post = { lead: 'duty-lead', clerk: 'clerk', manager: 'manager', host: 'manager' } as const;
  if (taker === 'worker') return workerOfGrid(staff, grid.number);
  return staff.find((each) => each.post === post[taker]) ?? practiceManager;
}

const incidentUid = ({ options, grid }: GridContext, name: string): string =>
  derivedUid(options.randomSeed, `incident/${grid.number}/${name}`);

/** Within 25 m of the building's middle, as a phone measures it. */
function placeOf(random: Random, { center }: PlannedBuilding): Incident['place'] {
  const off = () => (random.next() - 0.5) * 0.0004;
  return {
    lat: Number((center.lat + off()).toFixed(7)),
    lng: Number((center.lng + off()).toFixed(7)),
    accuracyMeters: random.int(4, 25),
    source: 'device',
  };
}
