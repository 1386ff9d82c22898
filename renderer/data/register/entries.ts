import type { CalendarDate } from '#shared/domain/calendar/date';
import type { CitizenIdFacts } from '#shared/domain/quality/facts';
import type { OpenedDeclaration } from '#shared/schema/opened-person';
import type { EnterpriseKind } from '#shared/schema/types/enterprise';
import type { DwellingUse } from '#shared/schema/types/home';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import type { Disability, Relation, Sex } from '#shared/schema/types/person';
import type { FindingDecision, QualityRuleSetting } from '#shared/schema/types/quality';
import type { RiskLevel } from '#shared/domain/risk/score';
import type { Visit } from '#shared/schema/types/visit';

/**
 * What the register keeps of a record, by type: what lists, searches and rules need, with sealed values opened as far as they are for
 * the reader. Whole numbers are never among it: of a citizen id or phone stay the last four and a keyed digest.
 */
export type RegisterEntry =
  | PersonEntry
  | DwellingEntry
  | HouseholdEntry
  | EnterpriseEntry
  | BuildingEntry
  | CertificateEntry
  | BatchEntry
  | DecisionEntry
  | RuleEntry
  | VisitEntry
  | CareEntry;

interface EntryFrame {
  /** `_id` of the record. */
  readonly id: string;
  readonly uid: string;
  /** 0 for a record of the whole station. */
  readonly grid: number;
  readonly changedAtMs: number;
}

interface Imported {
  readonly importUid: string | null;
}

export interface PersonEntry extends EntryFrame, Imported {
  readonly type: 'person';
  /** Null for a file that is closed to the reader; then all below but dates and links is null too. */
  readonly name: string | null;
  /** Sorts by name (`orderKeyOf`); null for a closed file. */
  readonly order: string | null;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate;
  readonly createdAtMs: number;
  readonly householdUid: string | null;
  readonly dwellingUid: string | null;
  readonly registeredDwellingUid: string | null;
  readonly relation: Relation | null;
  readonly relationCode: string | null;
  readonly status: 'living-here' | 'moved-out' | 'deceased';
  readonly disability: Disability | null;
  readonly livingAlone: OpenedDeclaration | null;
  readonly mergedIntoUid: string | null;
  /** Last four of the citizen id, and its keyed digest; null without one, and where it does not open. */
  readonly idTail: string | null;
  readonly idDigest: string | null;
  /** What the id says; null where it is in order and says what the file says. */
  readonly idFacts: CitizenIdFacts | null;
  readonly phoneTail: string | null;
  readonly phoneDigest: string | null;
  /** True also without a phone. */
  readonly isPhonePlausible: boolean;
  readonly hasContact: boolean;
  /** Some value did not open: worth another look when the reader has other keys. */
  readonly isUnopened: boolean;
}

export interface DwellingEntry extends EntryFrame, Imported {
  readonly type: 'dwelling';
  readonly buildingUid: string;
  readonly address: string;
  /** Sorts by address (`addressOrderKey`). */
  readonly order: string | null;
  readonly unit: string;
  readonly floor: number;
  readonly room: string;
  readonly use: DwellingUse | null;
}

export interface HouseholdEntry extends EntryFrame, Imported {
  readonly type: 'household';
  readonly dwellingUid: string;
  readonly headUid: string | null;
  readonly kind: 'family' | 'collective';
  readonly status: 'current' | 'moved-out';
}

export interface EnterpriseEntry extends EntryFrame, Imported {
  readonly type: 'enterprise';
  readonly name: string;
  readonly kind: EnterpriseKind;
  readonly creditCode: string | null;
  readonly buildingUid: string | null;
  readonly dwellingUid: string | null;
  readonly address: string;
  readonly employees: number | null;
  readonly isHazardous: boolean;
  readonly status: 'active' | 'closed';
}

export interface BuildingEntry extends EntryFrame, Imported {
  readonly type: 'building';
}

export interface CertificateEntry extends EntryFrame, Imported {
  readonly type: 'certificate';
  readonly personUid: string;
  /** Null where it does not open. */
  readonly holds: Disability | null;
  readonly issuedOn: CalendarDate | null;
  readonly expiresOn: CalendarDate | null;
  readonly status: 'valid' | 'withdrawn';
  readonly isUnopened: boolean;
}

export interface BatchEntry extends EntryFrame {
  readonly type: 'import-batch';
  readonly importUid: string;
  readonly state: ImportBatch['state'];
}

/** What somebody decided about a finding. */
export interface DecisionEntry extends EntryFrame {
  readonly type: 'finding';
  readonly ruleId: string;
  readonly subjectUid: string;
  readonly decision: FindingDecision;
}

export interface RuleEntry extends EntryFrame {
  readonly type: 'quality-rule';
  readonly setting: QualityRuleSetting;
}

/** Of a visit what due days follow from: there are many times as many visits as people. */
export interface VisitEntry extends Pick<EntryFrame, 'id' | 'uid'> {
  readonly type: 'visit';
  readonly personUid: string;
  readonly startedAtMs: number;
  readonly nextVisitOn: CalendarDate | null;
  readonly outcome: Visit['answers']['outcome'];
}

/** What is known about somebody's care: each of them as little as due days and coverage follow from. */
export type CareEntry = VisitPlanEntry | AssessmentEntry | SensorEntry | ReadingMonthEntry | RiskReportEntry;

type CareFrame = Pick<EntryFrame, 'id' | 'uid'>;

export interface VisitPlanEntry extends CareFrame {
  readonly type: 'visit-plan';
  readonly personUid: string;
  readonly assigneeUid: string | null;
  readonly everyDays: number | null;
}

export interface AssessmentEntry extends CareFrame {
  readonly type: 'assessment';
  readonly personUid: string;
  readonly assessedOn: CalendarDate;
  readonly replacesUid: string | null;
}

export interface SensorEntry extends CareFrame {
  readonly type: 'sensor';
  readonly personUid: string | null;
  readonly dwellingUid: string | null;
  /** It hangs there now, and watches over people. */
  readonly isWatching: boolean;
}

export interface ReadingMonthEntry extends CareFrame {
  readonly type: 'reading-month';
  readonly sensorUid: string;
  readonly month: string;
  /** It has said something, and has not fallen silent since. */
  readonly works: boolean;
}

export interface RiskReportEntry extends CareFrame {
  readonly type: 'risk-report';
  readonly personUid: string;
  readonly day: CalendarDate;
  /** Null where it does not open. */
  readonly level: RiskLevel | null;
}

/** A record as it is now, or that it is here no more. */
export type RegisterChange =
  { readonly kind: 'put'; readonly entry: RegisterEntry } | { readonly kind: 'remove'; readonly id: string };

/** The types that the register follows, in the order in which they are best taken in. */
export const REGISTER_TYPES = [
  'import-batch',
  'quality-rule',
  'building',
  'dwelling',
  'household',
  'enterprise',
  'finding',
  'certificate',
  'visit-plan',
  'assessment',
  'sensor',
  'reading-month',
  'risk-report',
  'visit',
  'person',
] as const satisfies readonly RegisterEntry['type'][];
