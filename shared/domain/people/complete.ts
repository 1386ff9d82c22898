import type { Disability, PersonProfile, Relation, Sex } from '../../schema/types/person';
import { isCalendarDate, type CalendarDate } from '../calendar/date';
import { isChild } from './age';
import { checkCitizenId, type CheckedCitizenId, type IdProblem, type RegionLookup } from './citizen-id';
import {
  PROFILE_FIELDS,
  type CertificateDraft,
  type HouseholdChoice,
  type PersonDraft,
  type PersonStatus,
  type RegisteredChoice,
} from './draft';
import { normalPhone } from './identifiers';
import { withoutInvisible } from './invisible';
import { isPlausiblePhone } from './phone';

/** What keeps a file from being saved, by the field that must change. */
export type DraftProblem =
  | { readonly field: 'name'; readonly problem: 'missing' | 'too-long' }
  | { readonly field: 'citizenId'; readonly problem: Exclude<IdProblem, 'region'> | 'taken' }
  | { readonly field: 'birthDate'; readonly problem: DateProblem | 'too-old' | 'child-closed' }
  | { readonly field: 'sex'; readonly problem: 'missing' }
  | { readonly field: 'phone'; readonly problem: 'implausible' }
  | { readonly field: 'grid'; readonly problem: 'missing' | 'not-yours' | 'other-grid' }
  | { readonly field: 'household'; readonly problem: 'missing' }
  | { readonly field: 'relation'; readonly problem: 'missing' | 'head-taken' }
  | { readonly field: 'alone'; readonly problem: DateProblem }
  | { readonly field: 'certificate'; readonly problem: CertificateProblem };

export type DateProblem = 'missing' | 'not-a-date' | 'future';
export type CertificateProblem = 'incomplete' | 'not-a-date' | 'future' | 'expires-before-issue';

/** What judging a draft depends on beside the draft. */
export interface DraftContext {
  readonly today: CalendarDate;
  readonly regionOf: RegionLookup;
  /** Whether the writer may make and change children’s files. */
  readonly opensChildren: boolean;
  /** Numbers of the grids whose people the writer may write. */
  readonly grids: readonly number[];
  /** Number of the grid that holds the file; null for somebody new. */
  readonly ownGrid: number | null;
  /** Somebody else heads the chosen household. */
  readonly isHeadTaken: boolean;
  /** A file of somebody else has the same citizen id, and nobody said that it is wrong there. */
  readonly isIdTaken: boolean;
}

/** Born before this many years ago is a slip of the pen: the oldest person ever known became 122. */
const OLDEST_YEARS = 125;
const NAME_LIMIT = 60;

/** Everything that keeps this draft from being saved, in the order of the form. */
export function draftProblems(draft: PersonDraft, context: DraftContext): readonly DraftProblem[] {
  const problems: (DraftProblem | null)[] = [
    nameProblem(draft),
    idProblem(draft, context),
    birthProblem(draft, context),
    draft.sex === null ? { field: 'sex', problem: 'missing' } : null,
    phoneProblem(draft),
    gridProblem(draft, context),
    draft.dwellingUid !== null && draft.household.kind === 'none' ? { field: 'household', problem: 'missing' } : null,
    relationProblem(draft, context),
    aloneProblem(draft, context),
    certificateProblem(draft.certificate, context.today),
  ];
  return problems.filter((problem) => problem !== null);
}

function nameProblem({ name }: PersonDraft): DraftProblem | null {
  const typed = normalName(name);
  if (typed === '') return { field: 'name', problem: 'missing' };
  return [...typed].length > NAME_LIMIT ? { field: 'name', problem: 'too-long' } : null;
}

function idProblem({ citizenId }: PersonDraft, { today, regionOf, isIdTaken }: DraftContext): DraftProblem | null {
  if (citizenId === null || citizenId.trim() === '') return null;
  const { problems } = checkCitizenId(citizenId, today, regionOf);
  // Codes of regions come and go; one that no edition has is pointed out, not refused.
  const problem = problems.find((each) => each !== 'region');
  if (problem) return { field: 'citizenId', problem };
  return isIdTaken ? { field: 'citizenId', problem: 'taken' } : null;
}

function birthProblem({ birthDate }: PersonDraft, { today, opensChildren }: DraftContext): DraftProblem | null {
  const problem = pastDateProblem(birthDate, today);
  if (problem) return { field: 'birthDate', problem };
  if (Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) > OLDEST_YEARS)
    return { field: 'birthDate', problem: 'too-old' };
  return isChild(birthDate, today) && !opensChildren ? { field: 'birthDate', problem: 'child-closed' } : null;
}

function phoneProblem({ phone }: PersonDraft): DraftProblem | null {
  if (phone === null || phone.trim() === '') return null;
  return isPlausiblePhone(phone) ? null : { field: 'phone', problem: 'implausible' };
}

function gridProblem({ grid }: PersonDraft, { grids, ownGrid }: DraftContext): DraftProblem | null {
  if (grid === null) return { field: 'grid', problem: 'missing' };
  if (ownGrid !== null && grid !== ownGrid) return { field: 'grid', problem: 'other-grid' };
  return grids.includes(grid) ? null : { field: 'grid', problem: 'not-yours' };
}

function relationProblem({ relation, household }: PersonDraft, { isHeadTaken }: DraftContext): DraftProblem | null {
  if (household.kind !== 'join') return null;
  if (relation === null) return { field: 'relation', problem: 'missing' };
  return relation === 'head' && isHeadTaken ? { field: 'relation', problem: 'head-taken' } : null;
}

function aloneProblem({ alone }: PersonDraft, { today }: DraftContext): DraftProblem | null {
  const problem = alone && pastDateProblem(alone.declaredOn, today);
  return problem ? { field: 'alone', problem } : null;
}

/** What is wrong with a certificate as typed; null for nothing, and for none. */
export function certificateProblem(
  certificate: CertificateDraft | null,
  today: CalendarDate,
): Extract<DraftProblem, { readonly field: 'certificate' }> | null {
  if (!certificate) return null;
  const { kind, grade, issuedOn, expiresOn } = certificate;
  const problem = (what: CertificateProblem) => ({ field: 'certificate', problem: what }) as const;
  if (kind === null || grade === null) return problem('incomplete');
  if ([issuedOn, expiresOn].some((day) => day !== '' && !isCalendarDate(day))) return problem('not-a-date');
  if (issuedOn > today) return problem('future');
  return issuedOn !== '' && expiresOn !== '' && expiresOn <= issuedOn ? problem('expires-before-issue') : null;
}

/** What is wrong with a day that must lie in the past or be today. */
export function pastDateProblem(day: string, today: CalendarDate): DateProblem | null {
  if (day === '') return 'missing';
  if (!isCalendarDate(day)) return 'not-a-date';
  return day > today ? 'future' : null;
}

/** What the citizen id says otherwise than the fields beside it; empty when nothing was typed or it agrees. */
export function idDisagreements(
  { birthDate, sex }: Pick<PersonDraft, 'birthDate' | 'sex'>,
  checked: Pick<CheckedCitizenId, 'birthDate' | 'sex' | 'problems'>,
): readonly ('birthDate' | 'sex')[] {
  if (checked.problems.some((problem) => problem !== 'region')) return [];
  return [
    ...(checked.birthDate !== null && birthDate !== '' && birthDate !== checked.birthDate
      ? (['birthDate'] as const)
      : []),
    ...(checked.sex !== null && sex !== null && sex !== checked.sex ? (['sex'] as const) : []),
  ];
}

/** A file in plain fields; what stays as it is on file is absent. */
export interface PlainFile {
  readonly name: string;
  readonly sex: Sex;
  readonly birthDate: CalendarDate;
  readonly citizenId?: string | null;
  readonly phone?: string | null;
  readonly dwellingUid: string | null;
  readonly registeredDwellingUid: string | null;
  readonly relation: Relation;
  readonly relationCode: string | null;
  readonly status: PersonStatus;
  readonly profile: PersonProfile | null;
  readonly alone: { readonly value: boolean; readonly declaredOn: CalendarDate } | null;
}

export interface CompletedDraft {
  readonly grid: number;
  readonly file: PlainFile;
  readonly household: HouseholdChoice;
  readonly certificate: PlainCertificate | null;
}

export interface PlainCertificate {
  readonly holds: Disability;
  readonly number: string | null;
  readonly issuedOn: CalendarDate | null;
  readonly expiresOn: CalendarDate | null;
}

export type DraftCompletion =
  | { readonly ok: true; readonly completed: CompletedDraft }
  | { readonly ok: false; readonly problems: readonly DraftProblem[] };

/** The file as it goes into records, or what is wrong. Numbers come in their one form (`normalCitizenId`, `normalPhone`). */
export function completeDraft(draft: PersonDraft, context: DraftContext): DraftCompletion {
  const problems = draftProblems(draft, context);
  const { sex, grid, household, alone } = draft;
  if (problems.length > 0 || sex === null || grid === null) return { ok: false, problems };
  const heads = household.kind === 'new';
  const { citizenId, phone } = draft;
  const file: PlainFile = {
    name: normalName(draft.name),
    sex,
    birthDate: draft.birthDate,
    ...(citizenId !== null && { citizenId: numberOf(checkCitizenId(citizenId, context.today, context.regionOf).id) }),
    ...(phone !== null && { phone: numberOf(normalPhone(phone)) }),
    dwellingUid: draft.dwellingUid,
    registeredDwellingUid: registeredUid(draft.registered, draft.dwellingUid),
    relation: heads ? 'head' : (draft.relation ?? 'other'),
    relationCode: heads ? null : draft.relationCode,
    status: draft.status,
    profile: profileOf(draft),
    alone: alone && { value: alone.value, declaredOn: alone.declaredOn },
  };
  return { ok: true, completed: { grid, file, household, certificate: plainCertificate(draft.certificate) } };
}

/** A certificate that has no problems, in plain fields. */
export function plainCertificate(draft: CertificateDraft | null): PlainCertificate | null {
  if (draft === null || draft.kind === null || draft.grade === null) return null;
  return {
    holds: { kind: draft.kind, grade: draft.grade },
    number: numberOf(draft.number.normalize('NFKC').replace(/\s/gu, '').toUpperCase()),
    issuedOn: draft.issuedOn === '' ? null : draft.issuedOn,
    expiresOn: draft.expiresOn === '' ? null : draft.expiresOn,
  };
}

/** A name in one form: no spaces around it, one at most within, nothing invisible, and full-width letters and dots as they are usually typed. */
export const normalName = (name: string): string =>
  withoutInvisible(name).normalize('NFKC').replace(/\s+/gu, ' ').trim();

const numberOf = (text: string): string | null => (text === '' ? null : text);

function registeredUid(choice: RegisteredChoice, dwellingUid: string | null): string | null {
  switch (choice.kind) {
    case 'same':
      return dwellingUid;
    case 'unknown':
      return null;
    case 'dwelling':
      return choice.dwellingUid === '' ? null : choice.dwellingUid;
  }
}

function profileOf({ profile }: PersonDraft): PersonProfile | null {
  const said = PROFILE_FIELDS.flatMap((field) => {
    const value = profile[field].trim();
    return value === '' ? [] : [[field, value] as const];
  });
  return said.length === 0 ? null : Object.fromEntries(said);
}
