import { RISK_LEVELS, type RiskLevel } from '#shared/domain/risk/score';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenSealed } from '#shared/schema/open-record';
import type { Assessment } from '#shared/schema/types/assessment';
import type { RiskReport } from '#shared/schema/types/risk-report';
import type { ReadingMonth, Sensor, SensorKind } from '#shared/schema/types/sensor';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import type { CareEntry } from './entries';

/** Devices that look after a place or a pile and say nothing about how people are. */
const NOT_WATCHING: ReadonlySet<SensorKind> = new Set(['charging', 'other']);

/** Of a record about care what the register keeps; null for a record of another type. */
export async function careEntry(record: WireRecord, open: OpenSealed): Promise<CareEntry | null> {
  const frame = { id: record._id, uid: record.uid };
  switch (record.type) {
    case 'visit-plan': {
      const { personUid, assigneeUid, everyDays } = record as unknown as VisitPlan;
      return { type: 'visit-plan', ...frame, personUid, assigneeUid, everyDays };
    }
    case 'assessment': {
      const { personUid, assessedOn, replacesUid } = record as unknown as Assessment;
      return { type: 'assessment', ...frame, personUid, assessedOn, replacesUid };
    }
    case 'sensor': {
      const { personUid, dwellingUid, kind, endedAtMs } = record as unknown as Sensor;
      const isWatching = endedAtMs === null && !NOT_WATCHING.has(kind);
      return { type: 'sensor', ...frame, personUid, dwellingUid, isWatching };
    }
    case 'reading-month': {
      const { sensorUid, month, heardAtMs, isSilent } = record as unknown as ReadingMonth;
      return { type: 'reading-month', ...frame, sensorUid, month, works: heardAtMs !== null && !isSilent };
    }
    case 'risk-report': {
      const { personUid, day, summary } = record as unknown as RiskReport;
      const level = levelIn(await open(summary, { uid: record.uid, field: 'summary' }));
      return { type: 'risk-report', ...frame, personUid, day, level };
    }
    default:
      return null;
  }
}

/** The level that an opened summary names; null for one that did not open. */
function levelIn(summary: unknown): RiskLevel | null {
  if (typeof summary !== 'object' || summary === null || !('level' in summary)) return null;
  return RISK_LEVELS.find((level) => level === summary.level) ?? null;
}
