import type { HomeIncident, Known, Opened } from '../domain/risk/known';
import type { WireRecord } from './envelope';
import type { OpenSealed } from './open-record';
import type { Alarm } from './types/alarm';
import type { Assessment } from './types/assessment';
import type { Certificate } from './types/certificate';
import type { ReadingMonth, Sensor } from './types/sensor';
import type { Visit } from './types/visit';
import type { VisitPlan } from './types/visit-plan';
import { isSealed } from './value-class';

/** Everything on record about somebody, still sealed; see `Known`. */
export interface SealedEvidence extends Pick<Known, 'person' | 'residents'> {
  readonly certificates: readonly (Certificate & WireRecord)[];
  readonly visits: readonly (Visit & WireRecord)[];
  readonly plan: VisitPlan | null;
  readonly assessments: readonly (Assessment & WireRecord)[];
  readonly sensors: readonly Sensor[];
  readonly months: readonly (ReadingMonth & WireRecord)[];
  readonly alarms: readonly Alarm[];
  readonly incidents: readonly HomeIncident[];
}

/** Opens what reports need of it, as far as `open` can; what it gives null for is no evidence. Values of visits before `visitsFromMs` stay closed. */
export async function openEvidence(sealed: SealedEvidence, open: OpenSealed, visitsFromMs = 0): Promise<Known> {
  const opening = <T extends WireRecord>(records: readonly T[], fields: readonly string[]): Promise<Opened<T>[]> =>
    Promise.all(records.map((record) => openFields(record, fields, open)));
  const { certificates, visits, assessments, months, sensors, plan, ...rest } = sealed;
  return {
    ...rest,
    certificates: await opening(certificates, ['holds']),
    visits: await Promise.all(
      visits.map((visit) =>
        visit.startedAtMs < visitsFromMs ? { record: visit, opened: {} } : openAnswers(visit, open),
      ),
    ),
    assessments: await opening(assessments, ['content']),
    sensors: sensors.filter(({ endedAtMs }) => endedAtMs === null),
    months: await opening(months, ['life', 'health']),
    everyDays: plan?.everyDays ?? null,
  };
}

async function openFields<T extends WireRecord>(
  record: T,
  fields: readonly string[],
  open: OpenSealed,
): Promise<Opened<T>> {
  const opened = fields.map(async (field): Promise<[string, unknown]> => {
    const value = (record as Readonly<Record<string, unknown>>)[field];
    return [field, isSealed(value) ? await open(value, { uid: record.uid, field }) : value];
  });
  return { record, opened: Object.fromEntries(await Promise.all(opened)) };
}

async function openAnswers(record: Visit & WireRecord, open: OpenSealed): Promise<Opened<Visit & WireRecord>> {
  const answer = (name: 'condition' | 'bloodPressure') => {
    const sealed = record.answers[name];
    return sealed ? open(sealed, { uid: record.uid, field: `answers.${name}` }) : null;
  };
  const [condition, bloodPressure] = await Promise.all([answer('condition'), answer('bloodPressure')]);
  return { record, opened: { condition, bloodPressure } };
}
