import { consentState } from '#shared/domain/people/consent-state';
import type { WireRecord } from '#shared/schema/envelope';
import { absencesOf } from './absences';
import { alarmsOf } from './alarms';
import { assessmentsOf } from './assessments';
import type { GridContext, PlannedHousehold } from './grid-context';
import type { ResidentRecords } from './people-records';
import { sensorsAtHome } from './sensors';

/** Assessments, devices with their months, absences and alarms of a household: devices hang where somebody agreed to them. */
export async function careRecords(
  context: GridContext,
  household: PlannedHousehold,
  residents: readonly ResidentRecords[],
): Promise<readonly WireRecord[]> {
  const made: WireRecord[] = [];
  for (const [place, resident] of household.residents.entries()) {
    made.push(...(await assessmentsOf(context, household, place, resident)));
  }
  const agreed = residents.findIndex(
    ({ consents }) => consentState('devices', consents, context.todayIso).kind === 'given',
  );
  if (agreed >= 0 && household.status === 'current') {
    for (const { sensor, months } of await sensorsAtHome(context, household, agreed)) made.push(sensor, ...months);
  }
  return [...made, ...(await absencesOf(context, household)), ...(await alarmsOf(context, household))];
}
