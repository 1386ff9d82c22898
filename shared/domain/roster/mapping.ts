import type { PersonCodes } from './context';
import { fieldsOf, missingFields } from './fields';
import { isAboutOthers, meaningOf } from './meanings';
import { agreement, contentOf, TOLD_BY_CONTENT, type ColumnContent } from './sniff';
import { readTitle, type Title } from './titles';
import type { FoundHeader, RosterField, RosterKind, RosterMapping, TableRow } from './types';
import { wordsOfColumn } from './column-words';

/** What is known besides heads and rows. */
export interface MappingHints {
  /** Null to have it guessed. */
  readonly kind: RosterKind | null;
  /** As the same source was read before; null for one that is new. */
  readonly remembered: RosterMapping | null;
  readonly codes: PersonCodes;
}

export interface SuggestedMapping {
  readonly mapping: RosterMapping;
  /** The mapping is the remembered one. */
  readonly isRemembered: boolean;
  /** Required fields of the kind that no column gives (`missingFields`). */
  readonly missing: readonly RosterField[];
}

/** One column with all that speaks about its meaning. */
interface Column {
  readonly position: number;
  readonly title: Title;
  readonly content: ColumnContent;
}

/** What each column means, by its head, what stands in it (`sample`: rows below the heads), and what was remembered. */
export function suggestMapping(
  header: FoundHeader,
  sample: readonly TableRow[],
  hints: MappingHints,
): SuggestedMapping {
  const columns = header.columns.map(({ position, title }): Column => ({
    position,
    title: readTitle(title),
    content: contentOf(sample, position),
  }));
  const { remembered } = hints;
  const isRemembered = remembered !== null && (hints.kind === null || hints.kind === remembered.kind);
  const kind = isRemembered ? remembered.kind : (hints.kind ?? likeliestKind(columns, sample.length));
  const fields = isRemembered ? remembered.fields : fieldsFor(kind, columns, sample.length).fields;
  const words = { ...wordsFor(columns, fields, hints.codes) };
  if (isRemembered) {
    for (const [field, known] of Object.entries(remembered.words) as [RosterField, Record<string, string>][]) {
      words[field] = { ...words[field], ...known };
    }
  }
  // A register of social organisations need not say of each that it is one.
  const isOfSocial = header.columns.some(({ title }) => title.includes('社会组织'));
  if (kind === 'enterprise' && isOfSocial) words.enterpriseKind = { '': 'social', ...words.enterpriseKind };
  const mapping: RosterMapping = { kind, fields, words, defaultGrid: isRemembered ? remembered.defaultGrid : null };
  return { mapping, isRemembered, missing: missingFields(mapping) };
}

interface Fit {
  readonly fields: Record<number, RosterField>;
  readonly weight: number;
}

/** Each field goes to the column that is surest about it, the one further left where two are as sure. */
function fieldsFor(kind: RosterKind, columns: readonly Column[], sampleRows: number): Fit {
  const claims = columns
    .flatMap(({ position, title, content }) => {
      const meaning = meaningOf(title, kind);
      if (!meaning) return [];
      return [
        { position, field: meaning.field, weight: meaning.weight + agreement(meaning.field, content, sampleRows) },
      ];
    })
    .sort((a, b) => b.weight - a.weight || a.position - b.position);
  const fields: Record<number, RosterField> = {};
  const given = new Set<RosterField>();
  for (const { position, field, weight } of claims) {
    if (given.has(field) || weight < 40) continue;
    given.add(field);
    fields[position] = field;
  }
  for (const [field, content] of TOLD_BY_CONTENT) {
    if (given.has(field) || !fieldsOf(kind).includes(field)) continue;
    const told = columns.find(
      (column) =>
        fields[column.position] === undefined &&
        !isAboutOthers(column.title) &&
        column.content.filled >= 3 &&
        column.content.shareOf(content) >= 0.6,
    );
    if (told) fields[told.position] = field;
  }
  // A contact needs a name and a number.
  dropUnless(fields, 'contactName', 'contactPhone');
  return { fields, weight: weigh(kind, fields) };
}

function dropUnless(fields: Record<number, RosterField>, one: RosterField, other: RosterField): void {
  const given = Object.values(fields);
  if (given.includes(one) && given.includes(other)) return;
  for (const [position, field] of Object.entries(fields)) {
    if (field === one || field === other || field === 'contactRelation') delete fields[Number(position)];
  }
}

/** What tells one kind of roster from another, beyond the number of columns that mean something. */
const TELLING: Readonly<Partial<Record<RosterField, number>>> = {
  citizenId: 3,
  relation: 3,
  creditCode: 5,
  enterpriseKind: 4,
  representative: 3,
  employees: 3,
  isRented: 3,
  area: 1,
};
const MISSING_WEIGHS = 8;

function weigh(kind: RosterKind, fields: Readonly<Record<number, RosterField>>): number {
  const known = Object.values(fields).reduce((sum, field) => sum + 1 + (TELLING[field] ?? 0), 0);
  return known - (missingFields({ kind, fields }).length > 0 ? MISSING_WEIGHS : 0);
}

function likeliestKind(columns: readonly Column[], sampleRows: number): RosterKind {
  // People come first where two kinds fit alike, so households have to fit better than they.
  const order: readonly RosterKind[] = ['person', 'enterprise', 'dwelling', 'household'];
  const fits = order.map((kind) => ({ kind, weight: fieldsFor(kind, columns, sampleRows).weight }));
  return fits.reduce((best, fit) => (fit.weight > best.weight ? fit : best)).kind;
}

/** What a guardian is to somebody, where no column says it. */
const GUARDIAN = '监护人';

function wordsFor(
  columns: readonly Column[],
  fields: Readonly<Record<number, RosterField>>,
  codes: PersonCodes,
): Partial<Record<RosterField, Readonly<Record<string, string>>>> {
  const words: Partial<Record<RosterField, Readonly<Record<string, string>>>> = {};
  for (const { position, title, content } of columns) {
    const field = fields[position];
    if (field === undefined || field === 'ignore') continue;
    const known = wordsOfColumn(field, title.hints, content.values, codes);
    if (Object.keys(known).length > 0) words[field] = known;
    const isGuardian = field === 'contactName' && /监护/u.test(title.group + title.name);
    if (isGuardian) words.contactRelation = { '': GUARDIAN, ...words.contactRelation };
  }
  return words;
}
