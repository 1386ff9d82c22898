import type { RecordType, CollectionName } from './record-type';
import { alarm } from './types/alarm';
import { announcement } from './types/announcement';
import { application } from './types/application';
import { assessment } from './types/assessment';
import { booking } from './types/booking';
import { calendar } from './types/calendar';
import { certificate } from './types/certificate';
import { consent } from './types/consent';
import { enterprise } from './types/enterprise';
import { importBatch, importPart } from './types/import-batch';
import { incident } from './types/incident';
import { category } from './types/incident-category';
import { dispatchRule, unit } from './types/incident-dispatch';
import { incidentRating } from './types/incident-rating';
import { merge } from './types/merge';
import { message } from './types/message';
import { notice } from './types/notice';
import { building, grid, staff, station } from './types/place';
import { finding, qualityReport, qualityRule } from './types/quality';
import { dwelling, household } from './types/home';
import { person } from './types/person';
import { phrase } from './types/phrase';
import { rating } from './types/rating';
import { replica } from './types/replica';
import { reveal } from './types/reveal';
import { riskReport } from './types/risk-report';
import { ruleTable } from './types/rule-table';
import { absence, readingMonth, sensor } from './types/sensor';
import { serviceItem } from './types/service-item';
import { signingKey } from './types/signing-key';
import { transmission } from './types/transmission';
import { visit } from './types/visit';
import { round, visitPlan } from './types/visit-plan';

/** Every document type this build can read and write. What is planned stands in `README.md`, not here. */
const TYPES = [
  station,
  grid,
  building,
  staff,
  replica,
  signingKey,
  qualityRule,
  announcement,
  phrase,
  calendar,
  category,
  unit,
  dispatchRule,
  ruleTable,
  serviceItem,
  dwelling,
  household,
  enterprise,
  person,
  certificate,
  consent,
  merge,
  importBatch,
  importPart,
  finding,
  qualityReport,
  visit,
  visitPlan,
  round,
  assessment,
  riskReport,
  sensor,
  readingMonth,
  absence,
  alarm,
  incident,
  incidentRating,
  reveal,
  application,
  rating,
  booking,
  transmission,
  message,
  notice,
] as const;

// The registry forgets each type's own T on purpose: whoever looks a type up by name holds an unparsed record.
type AnyRecordType = RecordType<never>;
const BY_NAME: ReadonlyMap<string, AnyRecordType> = new Map(TYPES.map((type) => [type.type, type as AnyRecordType]));

/** All known types, in a stable order. */
export const recordTypes: readonly AnyRecordType[] = [...BY_NAME.values()];

/** The definition of a type, or undefined for one that a newer version brought. */
export function findRecordType(type: string): AnyRecordType | undefined {
  return BY_NAME.get(type);
}

/** The collections that at least one known type uses: only these are opened. */
export const openCollections: readonly CollectionName[] = [...new Set(recordTypes.map((type) => type.collection))];

/** The types kept in a collection. */
export function typesOf(collection: CollectionName): readonly AnyRecordType[] {
  return recordTypes.filter((type) => type.collection === collection);
}
