import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Absence } from '#shared/schema/types/sensor';
import { DAY_MS, officeHoursBefore } from './calendar';
import { personUid, type GridContext, type PlannedHousehold } from './grid-context';
import { derivedUid } from './random';
import { workerOfGrid } from './station';

/** Who was away and who is. */
const PLANNED_ABSENCES = [
  { of: '蒋德明', fromDaysAgo: 2, forDays: 6, note: '去儿子家住几天，本人电话说的。' },
  { of: '冯月娥', fromDaysAgo: 2, forDays: 6, note: '和蒋德明一起去儿子家。' },
  { of: '沈桂英', fromDaysAgo: 33, forDays: 4, note: '女儿接去过生日，女儿说的。' },
] as const;

/** The absences of the people of a household. */
export function absencesOf(
  context: GridContext,
  household: PlannedHousehold,
): Promise<readonly (Absence & WireRecord)[]> {
  return Promise.all(
    household.residents.flatMap(({ name, birthDate }, place) =>
      PLANNED_ABSENCES.filter(({ of }) => of === name && context.grid.number === 1).map(async (plan) => {
        const { options, scope, staff, grid, todayIso: today } = context;
        const person = personUid(context, household, place);
        const uid = derivedUid(options.randomSeed, `absence/${person}/${plan.fromDaysAgo}`);
        const fromMs = Math.min(officeHoursBefore(options.nowMs, plan.fromDaysAgo, 90), options.nowMs);
        const about = { type: 'absence', uid, birthDate, today };
        const sealed = await sealFields(about, { note: plan.note }, context.sealer.seal);
        return {
          ...context.framer({ type: 'absence', scope, uid, atMs: fromMs, by: workerOfGrid(staff, grid.number).uid }),
          type: 'absence' as const,
          personUid: person,
          fromMs,
          toMs: fromMs + plan.forDays * DAY_MS,
          ...(sealed as Pick<Absence, 'note'>),
        };
      }),
    ),
  );
}
