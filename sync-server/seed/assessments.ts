import { assessmentContent } from '#shared/domain/ability/content';
import { ABILITY_ITEMS } from '#shared/domain/ability/items';
import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Assessment } from '#shared/schema/types/assessment';
import { ageOn, isoDateInShanghai, officeHoursBefore } from './calendar';
import { personUid, type GridContext, type PlannedHousehold } from './grid-context';
import type { KnownResident } from './known';
import { createRandom, derivedUid, type Random } from './random';
import { practiceStaff } from './station';

/** Ability assessments of some of the old. */

/** Of people of 75 and older, how many were assessed within the last year; of those, how many a second time before. */
const ASSESSED_SHARE = 0.22;
const TWICE_SHARE = 0.3;
const ASSESSED_FROM_YEARS = 75;

/** The assessments of one person, the latest first. */
export async function assessmentsOf(
  context: GridContext,
  household: PlannedHousehold,
  place: number,
  resident: KnownResident,
): Promise<readonly (Assessment & WireRecord)[]> {
  const { options, today } = context;
  const age = ageOn(today, resident.birthDate);
  if (resident.status !== 'living-here' || resident.isApart || age < ASSESSED_FROM_YEARS) return [];
  const random = createRandom(`${options.randomSeed}/assessment/${household.label}/${place}`);
  const plans = resident.assessed ?? byChance(random, age);
  const made: (Assessment & WireRecord)[] = [];
  for (const [ordinal, plan] of plans.entries()) {
    const isFirst = ordinal === plans.length - 1;
    made.push(await assessmentRecord(context, household, place, resident, { ...plan, ordinal, isFirst }));
  }
  return made;
}

function byChance(random: Random, age: number): NonNullable<KnownResident['assessed']> {
  if (!random.chance(ASSESSED_SHARE)) return [];
  const total = Math.max(24, 90 - Math.round((age - 70) * random.next() * 2.4));
  const daysAgo = random.int(10, 170);
  const before = { daysAgo: daysAgo + random.int(170, 200), total: Math.min(90, total + random.int(0, 9)) };
  return [{ daysAgo, total }, ...(random.chance(TWICE_SHARE) ? [before] : [])];
}

interface Plan {
  readonly daysAgo: number;
  readonly total: number;
  readonly ordinal: number;
  readonly isFirst: boolean;
}

async function assessmentRecord(
  context: GridContext,
  household: PlannedHousehold,
  place: number,
  { birthDate }: KnownResident,
  { daysAgo, total, ordinal, isFirst }: Plan,
): Promise<Assessment & WireRecord> {
  const { options, scope, todayIso: today } = context;
  const person = personUid(context, household, place);
  const uid = derivedUid(options.randomSeed, `assessment/${person}/${ordinal}`);
  const random = createRandom(`${options.randomSeed}/answers/${person}/${ordinal}`);
  const atMs = officeHoursBefore(options.nowMs, daysAgo, random.int(0, 400));
  const content = assessmentContent(answersFor(random, total), { disorder: 'none', events: {} }, '');
  const sealed = await sealFields({ type: 'assessment', uid, birthDate, today }, { content }, context.sealer.seal);
  return {
    ...context.framer({ type: 'assessment', scope, uid, atMs, by: assessor.uid }),
    type: 'assessment',
    personUid: person,
    assessedOn: isoDateInShanghai(atMs),
    reason: isFirst ? 'first' : 'routine',
    replacesUid: null,
    ...(sealed as Pick<Assessment, 'content'>),
  };
}

/** Answers that come to so many points: from the best ones, an item at a time is answered one worse. */
function answersFor(random: Random, total: number): Readonly<Record<string, number>> {
  const answers = Object.fromEntries(ABILITY_ITEMS.map(({ id }) => [id, 0]));
  let points = ABILITY_ITEMS.reduce((sum, { options }) => sum + (options[0]?.score ?? 0), 0);
  for (let turn = 0; points > total && turn < 2000; turn += 1) {
    const { id, options } = random.pick(ABILITY_ITEMS);
    const [now, worse] = [options[answers[id] ?? 0], options[(answers[id] ?? 0) + 1]];
    // Nobody is assessed in a coma, and no answer takes more points than are to go.
    if (!now || !worse || worse.isComa || points - (now.score - worse.score) < total) continue;
    answers[id] = (answers[id] ?? 0) + 1;
    points -= now.score - worse.score;
  }
  return answers;
}

/** Assessments are made by whoever holds the health function at the station. */
const assessor = practiceStaff.find(({ post }) => post === 'duty-lead') ?? practiceStaff[0] ?? missing();

function missing(): never {
  throw new Error('the practice station has nobody who assesses');
}
