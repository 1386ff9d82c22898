import type { Disability, Relation } from '../../schema/types/person';
import { normalCitizenId, normalPhone } from '../people/identifiers';
import { isPlausiblePhone } from '../people/phone';
import { kinPlace } from '../people/relations';
import { CODE_FIELDS } from './fields';
import type { Identity } from './read-identity';
import type { RowPlace } from './read-home';
import type { RowCells } from './row-cells';
import type { RosterMapping, RosterPerson } from './types';
import { wordMeaning } from './words';
import type { PersonCodes } from './context';

/** Relations by the first digit of their code (GB/T 4761). */
const GROUPS: Readonly<Record<string, Relation>> = {
  '0': 'head',
  '1': 'spouse',
  '2': 'child',
  '3': 'child',
  '4': 'grandchild',
  '5': 'parent',
  '6': 'grandparent',
  '7': 'sibling',
};

/** The group that a code of GB/T 4761 belongs to. */
const relationOfCode = (code: string): Relation => GROUPS[code.charAt(0)] ?? 'other';

/** Somebody as a row tells it, without what it does not. */
export function readPerson(
  cells: RowCells,
  mapping: RosterMapping,
  who: Identity,
  place: RowPlace,
  codes: PersonCodes,
): RosterPerson {
  const name = readName(cells);
  const isHousehold = mapping.kind === 'household';
  const relationCode = isHousehold ? '02' : readRelation(cells, who);
  const phone = readPhone(cells, 'phone');
  const status = cells.meaning('status') as RosterPerson['status'] | null;
  const alone = cells.meaning('livingAlone');
  const profile = readProfile(cells);
  const disability = readDisability(cells, codes);
  const contact = readContact(cells, mapping);
  const headId = normalCitizenId(cells.tight('headCitizenId'));
  return given({
    name,
    citizenId: who.citizenId,
    idProblems: who.idProblems.length > 0 ? who.idProblems : null,
    sex: who.sex,
    birthDate: who.birthDate,
    phone,
    relation: relationCode === null ? null : relationOfCode(relationCode),
    relationCode,
    householdNumber: cells.tight('householdNumber').slice(0, 64),
    headName: plainName(cells.text('headName')),
    headCitizenId: headId.length === 18 ? headId : null,
    home: place.home,
    registeredAddress: cells.text('registeredAddress').slice(0, 200),
    registeredHome: place.registered,
    isRegisteredHere: registersHere(cells.meaning('isRegisteredHere'), place),
    status,
    profile: Object.keys(profile).length > 0 ? profile : null,
    disability,
    disabilityNumber: disability === null ? null : cells.tight('disabilityNumber').toUpperCase().slice(0, 64),
    livingAlone: alone === null ? null : alone === 'yes',
    contact,
  });
}

/** As the row says it, else by comparing the two addresses. */
function registersHere(said: string | null, { home, registered }: RowPlace): boolean | null {
  if (said !== null) return said === 'yes';
  return home && registered ? home.key === registered.key : null;
}

/** The same without what is null or ''. */
export function given<T extends object>(fields: { readonly [K in keyof T]: T[K] | null | undefined }): Partial<T> {
  const kept: Partial<T> = {};
  for (const key in fields) {
    const value = fields[key];
    if (value !== null && value !== undefined && value !== '') kept[key] = value as T[typeof key];
  }
  return kept;
}

/** Names as they are compared and kept: no spaces between Chinese characters, one kind of middle dot. */
const plainName = (text: string): string =>
  text.replace(/[•・．‧]/gu, '·').replace(/\s+/gu, /\p{Script=Han}/u.test(text) ? '' : ' ');

const NAME = /^\p{L}[\p{L}\p{M}·.'\s-]*$/u;
const LONGEST_NAME = 60;

function readName(cells: RowCells): string | null {
  const name = plainName(cells.text('name'));
  if (name === '') cells.notes.add('error', 'missing', 'name');
  else if (name.length > LONGEST_NAME) cells.notes.add('error', 'name-implausible', 'name');
  else if (name.length < 2 || !NAME.test(name)) cells.notes.add('warning', 'name-implausible', 'name');
  return name === '' || name.length > LONGEST_NAME ? null : name;
}

function readRelation(cells: RowCells, { sex }: Identity): string | null {
  const code = cells.meaning('relation');
  if (code === null) return null;
  const said = kinPlace(null, code).sex;
  if (said !== null && sex !== null && said !== sex) cells.notes.add('warning', 'relation-sex-disagrees', 'relation');
  return code;
}

/** Fewer digits are a slip that nobody can call; more are kept, with a warning, for whoever knows better. */
const FEWEST_DIGITS = 5;

/** The first number of a cell that may hold several. */
export function readPhone(cells: RowCells, field: 'phone' | 'contactPhone'): string | null {
  const text = cells.text(field);
  if (text === '' || /^(?:无|没有|不详|暂无|未知|[-—/])+$/u.test(text)) return null;
  if (isPlausiblePhone(text)) return normalPhone(text);
  const numbers = text.split(/[、,，;；/|\s]+|或|转/u).filter((part) => part !== '');
  const plausible = numbers.find(isPlausiblePhone);
  if (plausible !== undefined) {
    cells.notes.add('note', 'phone-implausible', field, normalPhone(plausible));
    return normalPhone(plausible);
  }
  cells.notes.add('warning', 'phone-implausible', field);
  const digits = normalPhone(text).replace(/\D/g, '');
  return digits.length >= FEWEST_DIGITS && digits.length <= 20 ? digits : null;
}

const LONGEST = { workplace: 120, formerName: LONGEST_NAME } as const;

function readProfile(cells: RowCells): NonNullable<RosterPerson['profile']> {
  const profile: Record<string, string> = {};
  for (const field of CODE_FIELDS) {
    if (field === 'relation') continue;
    const code = cells.meaning(field);
    if (code !== null) profile[field] = code;
  }
  for (const field of ['workplace', 'formerName'] as const) {
    const text = cells.text(field);
    if (text.length > LONGEST[field]) cells.notes.add('warning', 'word-unknown', field);
    else if (text !== '' && !/^(?:无|没有|[-—/])$/u.test(text)) profile[field] = text;
  }
  return profile;
}

/** In this order the digit of a certificate's number counts kinds. */
const KINDS: readonly Disability['kind'][] = [
  'sight',
  'hearing',
  'speech',
  'limb',
  'intellectual',
  'mental',
  'multiple',
];

/** Kind and grade, from their columns, from one column that holds both, or from the certificate's number: the id, kind, grade. */
function readDisability(cells: RowCells, codes: PersonCodes): Disability | null {
  const number = /^[\dX]{18}([1-7])([1-4])(?:B\d*)?$/i.exec(cells.tight('disabilityNumber'));
  const kindSaid = cells.meaning('disabilityKind');
  if (kindSaid === 'none') return null;
  const kind = (kindSaid as Disability['kind'] | null) ?? (number ? (KINDS[Number(number[1]) - 1] ?? null) : null);
  const gradeSaid =
    cells.text('disabilityGrade') === '' && kindSaid !== null && /级/u.test(cells.text('disabilityKind'))
      ? wordMeaning('disabilityGrade', cells.text('disabilityKind'), codes)
      : cells.meaning('disabilityGrade');
  const grade = gradeSaid === null || gradeSaid === '' ? (number?.[2] ?? null) : gradeSaid;
  if (kind !== null && grade !== null) return { kind, grade: Number(grade) };
  if (kind !== null) cells.notes.add('warning', 'missing', 'disabilityGrade');
  else if (grade !== null) cells.notes.add('warning', 'missing', 'disabilityKind');
  return null;
}

function readContact(cells: RowCells, { words }: RosterMapping): RosterPerson['contact'] | null {
  const name = plainName(cells.text('contactName')).slice(0, LONGEST_NAME);
  const phone = readPhone(cells, 'contactPhone');
  if (name === '' || phone === null) return null;
  const relation = cells.text('contactRelation');
  return { name, phone, relation: (relation === '' ? (words.contactRelation?.[''] ?? '') : relation).slice(0, 40) };
}
