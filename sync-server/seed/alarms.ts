import { figuresOf, rulesFor, USUAL_WATCH } from '#shared/domain/devices/watch-table';
import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Alarm } from '#shared/schema/types/alarm';
import { PLANNED_ALARMS, type PlannedAlarm } from './alarm-plans';
import { buildingUid, dwellingUid, livingIn, personUid, type GridContext, type PlannedHousehold } from './grid-context';
import { derivedUid } from './random';
import { nightOf } from './sensor-months';
import { sensorUid } from './sensors';
import { practiceManager, workerOfGrid } from './station';

const MINUTE_MS = 60_000;

/** The alarms about the people of a household. */
export function alarmsOf(context: GridContext, household: PlannedHousehold): Promise<readonly (Alarm & WireRecord)[]> {
  return Promise.all(
    household.residents.flatMap(({ name, devices, birthDate }, place) =>
      PLANNED_ALARMS.filter((plan) => plan.of === name && devices?.some(({ kind }) => kind === plan.sensor)).map(
        (plan) => alarmRecord(context, household, place, birthDate, plan),
      ),
    ),
  );
}

async function alarmRecord(
  context: GridContext,
  household: PlannedHousehold,
  place: number,
  birthDate: string,
  plan: PlannedAlarm,
): Promise<Alarm & WireRecord> {
  const { sensor, rule, raised, reading, steps: planned } = plan;
  const { options, scope, staff, grid, todayIso: today } = context;
  const raisedAtMs = raisedAt(raised, options.nowMs);
  const livesAlone = livingIn(household) === 1;
  const line = rulesFor(USUAL_WATCH, { kind: sensor, reportsEveryMs: null }, { livesAlone }).find(
    (each) => each.rule.id === rule,
  );
  const person = personUid(context, household, place);
  const home = dwellingUid(context, household.room);
  const uid = derivedUid(options.randomSeed, `alarm/${household.label}/${rule}/${String(raised)}`);
  const worker = workerOfGrid(staff, grid.number);
  const steps = planned.map(({ minutes, note, ...content }, index) => ({
    id: derivedUid(options.randomSeed, `alarm-step/${uid}/${index}`),
    written: { at: raisedAtMs + minutes * MINUTE_MS, by: worker.uid, on: options.replica },
    note: note ?? null,
    ...content,
  }));
  const about = { type: 'alarm', uid, birthDate, today };
  const sealed = await sealFields(about, { reading: reading ?? null, steps }, context.sealer.seal);
  return {
    ...context.framer({
      type: 'alarm',
      scope,
      uid,
      // By its place in the plan and not by its time, which would be another one on the day an interrupted first run goes on.
      key: `${rule}.${watched(sensor, livesAlone) ? person : home}.${PLANNED_ALARMS.indexOf(plan)}`,
      atMs: raisedAtMs,
      by: practiceManager.uid,
    }),
    type: 'alarm',
    rule,
    sensorUid: sensorUid(context, household, sensor),
    personUid: watched(sensor, livesAlone) ? person : null,
    dwellingUid: home,
    buildingUid: buildingUid(context, household.room.building),
    sinceMs: raisedAtMs,
    raisedAtMs,
    figures: line ? { ...figuresOf(line.rule) } : {},
    ...(sealed as Pick<Alarm, 'reading' | 'steps'>),
  };
}

const raisedAt = (raised: PlannedAlarm['raised'], nowMs: number): number =>
  typeof raised === 'number' ? nowMs - raised * MINUTE_MS : nightOf(nowMs, raised[0]) + raised[1] * MINUTE_MS;

/** Whether the device is one person's, and so is the alarm. */
const watched = (kind: PlannedAlarm['sensor'], livesAlone: boolean): boolean => livesAlone || kind === 'blood-pressure';
