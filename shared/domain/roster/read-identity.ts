import type { Sex } from '../../schema/types/person';
import type { CalendarDate } from '../calendar/date';
import { ageOn } from '../people/age';
import { checkCharacterOf, checkCitizenId, type CheckedCitizenId, type IdProblem } from '../people/citizen-id';
import type { RosterContext } from './context';
import { readDate } from './dates';
import type { RowCells } from './row-cells';
import type { RosterMapping } from './types';

/** Who somebody is by number, birth and sex, which have to agree. */
export interface Identity {
  readonly citizenId: string | null;
  readonly idProblems: readonly IdProblem[];
  readonly birthDate: CalendarDate | null;
  readonly sex: Sex | null;
}

/** Nobody known to be older has lived in China; a longer age is an id of somebody else, or a slip. */
const OLDEST_YEARS = 115;

/** Reads and compares id, birth date and sex of a row. */
export function readIdentity(cells: RowCells, mapping: RosterMapping, context: RosterContext): Identity {
  const id = readId(cells, context);
  const sure = id !== null && id.problems.every((problem) => problem === 'region') ? id : null;
  // What is wrong with an id says itself why there is no birth date; of a head of household it need not be known.
  const mayLack = id !== null || mapping.kind === 'household';
  const birthDate = readBirthDate(cells, sure?.birthDate ?? null, mayLack, context.today);
  const sex = readSex(cells, sure?.sex ?? null, mayLack, mapping);
  if (id) noteProblems(cells, id, birthDate, context);
  if (birthDate !== null && birthDate <= context.today && ageOn(birthDate, context.today) > OLDEST_YEARS) {
    cells.notes.add('warning', 'age-unlikely', cells.tight('birthDate') === '' ? 'citizenId' : 'birthDate');
  }
  return { citizenId: id?.id ?? null, idProblems: id?.problems ?? [], birthDate, sex };
}

type ReadId = CheckedCitizenId & { readonly hasLostDigits: boolean };

function readId(cells: RowCells, { today, regionOf }: RosterContext): ReadId | null {
  const text = cells.tight('citizenId');
  if (text === '' || /^(?:无|没有|未办|不详|未知|暂无|空|[-—/\\.])+/u.test(text)) return null;
  const checked = checkCitizenId(text, today, regionOf);
  const raw = cells.raw('citizenId');
  const isRounded = typeof raw === 'number' && raw >= 1e15;
  const endsInZeros = /^\d{15}000$/.test(text) && checked.problems.includes('check');
  return { ...checked, hasLostDigits: isRounded || endsInZeros || /^\d(?:\.\d+)?e\+?1[0-9]$/i.test(text) };
}

const CODES = {
  length: 'id-length',
  characters: 'id-characters',
  check: 'id-check',
  birth: 'id-birth',
  region: 'id-region',
} as const;

function noteProblems(cells: RowCells, id: ReadId, birthDate: CalendarDate | null, context: RosterContext): void {
  const { notes } = cells;
  if (id.hasLostDigits) return notes.add('error', 'id-lost-digits', 'citizenId');
  for (const problem of id.problems) {
    // A code that came after the tables is likelier than a slip that fits the check character; a province that never was is neither.
    const severity = problem === 'region' && isLikelyRegion(id.id, context) ? 'warning' : 'error';
    const suggestion = problem === 'check' ? meantId(id, birthDate) : null;
    notes.add(severity, CODES[problem], 'citizenId', suggestion);
  }
  if (id.region === 'superseded') notes.add('note', 'id-region-superseded', 'citizenId');
  if (id.wasShort && id.problems.length === 0) notes.add('note', 'id-length', 'citizenId', id.id);
}

/** A province that exists, or a permanent residence permit: 9 and the province that gave it out. */
const isLikelyRegion = (id: string, { regionOf }: RosterContext): boolean =>
  regionOf(`${id.slice(0, 2)}0000`) !== null || (id.startsWith('9') && regionOf(`${id.slice(1, 3)}0000`) !== null);

/** The id with the birth date of the row where that makes it right; else with the right check character where nothing else speaks against it. */
function meantId(id: ReadId, birthDate: CalendarDate | null): string | null {
  if (birthDate !== null && birthDate !== id.birthDate) {
    const meant = id.id.slice(0, 6) + birthDate.replaceAll('-', '') + id.id.slice(14);
    return checkCharacterOf(meant) === meant.charAt(17) ? meant : null;
  }
  return id.problems.length === 1 ? id.id.slice(0, 17) + checkCharacterOf(id.id) : null;
}

function readBirthDate(
  cells: RowCells,
  byId: CalendarDate | null,
  mayLack: boolean,
  today: CalendarDate,
): CalendarDate | null {
  const { notes } = cells;
  const read = cells.text('birthDate') === '' ? ({ kind: 'empty' } as const) : readDate(cells.raw('birthDate'));
  switch (read.kind) {
    case 'day':
      if (byId !== null && byId !== read.date) notes.add('error', 'birth-disagrees', 'birthDate', byId);
      else if (read.date > today) notes.add('error', 'birth-in-future', 'birthDate');
      return byId ?? read.date;
    case 'partial':
      if (byId === null) notes.add('error', 'birth-unreadable', 'birthDate');
      else if (!read.fits(byId)) notes.add('error', 'birth-disagrees', 'birthDate', byId);
      return byId;
    case 'unreadable':
      notes.add(byId === null ? 'error' : 'warning', 'birth-unreadable', 'birthDate', byId);
      return byId;
    case 'empty':
      if (byId === null && !mayLack) notes.add('error', 'missing', cells.has('birthDate') ? 'birthDate' : 'citizenId');
      return byId;
  }
}

/** Words for a sex that every roster reads, where its own codes are not known. */
const WORDS: Readonly<Record<Sex, string>> = { male: '男', female: '女' };

function readSex(cells: RowCells, byId: Sex | null, mayLack: boolean, { words }: RosterMapping): Sex | null {
  const told = cells.meaning('sex') as Sex | null;
  if (told !== null && byId !== null && told !== byId) {
    const code = Object.entries(words.sex ?? {}).find(([, meaning]) => meaning === byId)?.[0];
    cells.notes.add('error', 'sex-disagrees', 'sex', code ?? WORDS[byId]);
  }
  if (told === null && byId === null && !(mayLack && cells.text('sex') === ''))
    cells.notes.add('error', 'missing', 'sex');
  return byId ?? told;
}
