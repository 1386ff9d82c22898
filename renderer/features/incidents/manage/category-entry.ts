import type { Category, Duration, LimitStart, LimitUnit } from '#shared/schema/types/incident-category';
import { LIMIT_WORDS } from './limit-words';

/** A row of the table as the form has it: numbers as typed. */
export interface CategoryEntry {
  readonly majorName: string;
  readonly majorCode: string;
  readonly name: string;
  readonly code: string;
  readonly filing: string;
  readonly closing: string;
  readonly department: string;
  /** '' for no limit. */
  readonly amount: string;
  readonly unit: LimitUnit;
  readonly from: LimitStart;
  readonly pausable: boolean;
  readonly urgent: boolean;
  readonly photoNeeded: boolean;
  readonly unitUid: string;
  readonly active: boolean;
}

/** What of a record the form changes. */
export type CategoryFields = Omit<
  Pick<
    Category,
    | 'major'
    | 'minor'
    | 'filing'
    | 'closing'
    | 'department'
    | 'limit'
    | 'pausable'
    | 'urgent'
    | 'photoNeeded'
    | 'unitUid'
    | 'active'
  >,
  symbol
>;

/** What a form over a row begins with; an empty one for a row that is to be made in that major. */
export function entryOf(row: CategoryFields | null, majorName = ''): CategoryEntry {
  return {
    majorName: row?.major.name ?? majorName,
    majorCode: row?.major.code ?? '',
    name: row?.minor.name ?? '',
    code: row?.minor.code ?? '',
    filing: row?.filing ?? '',
    closing: row?.closing ?? '',
    department: row?.department ?? '',
    amount: row?.limit ? String(row.limit.amount) : '',
    unit: row?.limit?.unit ?? 'working-hours',
    from: row?.limit?.from ?? 'dispatch',
    pausable: row?.pausable ?? false,
    urgent: row?.urgent ?? false,
    photoNeeded: row?.photoNeeded ?? false,
    unitUid: row?.unitUid ?? '',
    active: row?.active ?? true,
  };
}

export type CategoryProblem =
  'major-missing' | 'name-missing' | 'name-taken' | 'code-wrong' | 'amount-wrong' | 'too-long';

const CODE = /^[0-9A-Za-z]{1,8}$/;
const MOST_AMOUNT = 10_000;
const LONGEST = { name: 40, department: 80, text: 1000 } as const;

/** What keeps a row from being saved; `others` are the rows that are there beside it. */
export function categoryProblems(
  entry: CategoryEntry,
  others: readonly Pick<Category, 'major' | 'minor'>[],
): readonly CategoryProblem[] {
  const { majorName, name, majorCode, code, amount, filing, closing, department } = entry;
  const isTaken = others.some(
    ({ major, minor }) => major.name === majorName.trim() && minor.name === name.trim() && name.trim() !== '',
  );
  const codes = [majorCode, code].map((each) => each.trim()).filter((each) => each !== '');
  const isLong =
    [majorName, name].some((each) => each.trim().length > LONGEST.name) ||
    department.trim().length > LONGEST.department ||
    [filing, closing].some((each) => each.trim().length > LONGEST.text);
  const found: readonly (CategoryProblem | false)[] = [
    majorName.trim() === '' && 'major-missing',
    name.trim() === '' && 'name-missing',
    isTaken && 'name-taken',
    codes.some((each) => !CODE.test(each)) && 'code-wrong',
    amount.trim() !== '' && amountOf(amount) === null && 'amount-wrong',
    isLong && 'too-long',
  ];
  return found.filter((each) => each !== false);
}

/** The number that was typed, or null for what is none that a limit can have. */
function amountOf(text: string): number | null {
  const amount = Number(text.trim());
  return Number.isFinite(amount) && amount > 0 && amount <= MOST_AMOUNT ? amount : null;
}

/** The fields that an entry without problems makes; what is empty is not provided. */
export function fieldsOf(entry: CategoryEntry): CategoryFields {
  const given = (text: string) => (text.trim() === '' ? null : text.trim());
  const amount = amountOf(entry.amount);
  return {
    major: { code: given(entry.majorCode), name: entry.majorName.trim() },
    minor: { code: given(entry.code), name: entry.name.trim() },
    filing: given(entry.filing),
    closing: given(entry.closing),
    department: given(entry.department),
    limit: amount === null ? null : { amount, unit: entry.unit, from: entry.from },
    pausable: entry.pausable,
    urgent: entry.urgent,
    photoNeeded: entry.photoNeeded,
    unitUid: given(entry.unitUid),
    active: entry.active,
  };
}

/** Reads a limit as a source gives it, `4工作小时`; null where the text says more than one, or something else. */
export function readLimit(text: string): Duration | null {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*(\p{Script=Han}{1,4})$/u.exec(text.trim()) ?? [];
  const known = LIMIT_WORDS[unit];
  return known && Number(amount) > 0 ? { amount: Number(amount), unit: known } : null;
}
