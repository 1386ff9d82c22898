import type { Duration, LimitUnit } from '#shared/schema/types/incident-category';
import { newPartIds } from '#shared/domain/applications/catalogue';
import {
  ITEM_LIMITS,
  type FormFill,
  type ItemLimit,
  type ItemVersion,
  type MaterialNeed,
  type ServiceItem,
} from '#shared/schema/types/service-item';
import type { VersionContent } from './commands';

/** One material as it is being edited; '' as id for one that is new. */
export interface MaterialEntry {
  readonly id: string;
  readonly name: string;
  readonly need: MaterialNeed;
  readonly when: string;
  readonly mayFollow: boolean;
}

export interface FieldEntry {
  readonly id: string;
  readonly label: string;
  readonly fill: FormFill | '';
}

/** A limit as typed: words, and the time that they come to, '' for none. */
export interface LimitEntry {
  readonly text: string;
  readonly amount: string;
  readonly unit: LimitUnit;
}

/** An item as a manager edits it: text everywhere, '' for what is not provided. */
export interface ItemEntry {
  readonly name: string;
  readonly department: string;
  readonly who: string;
  readonly materials: readonly MaterialEntry[];
  readonly statutory: LimitEntry;
  readonly promised: LimitEntry;
  /** One a line. */
  readonly steps: string;
  readonly fee: string;
  readonly form: readonly FieldEntry[];
  readonly basis: string;
  readonly sourceName: string;
  readonly sourceDate: string;
}

export const NEW_MATERIAL: MaterialEntry = { id: '', name: '', need: 'required', when: '', mayFollow: false };
export const NEW_FIELD: FieldEntry = { id: '', label: '', fill: '' };

const limitEntry = (limit: ItemLimit | null): LimitEntry => ({
  text: limit?.text ?? '',
  amount: limit?.limit ? String(limit.limit.amount) : '',
  unit: limit?.limit?.unit ?? 'working-days',
});

/** What the editor of an item begins with that is not there yet. */
export const EMPTY_ITEM: ItemEntry = {
  ...{ name: '', department: '', who: '', materials: [], steps: '', fee: '', form: [], basis: '' },
  ...{ statutory: limitEntry(null), promised: limitEntry(null), sourceName: '', sourceDate: '' },
};

/** What the editor begins with. */
export const entryOf = (version: ItemVersion): ItemEntry => ({
  name: version.name,
  department: version.department ?? '',
  who: version.who ?? '',
  materials: (version.materials ?? []).map((material) => ({ ...material, when: material.when ?? '' })),
  statutory: limitEntry(version.statutory),
  promised: limitEntry(version.promised),
  steps: (version.steps ?? []).join('\n'),
  fee: version.fee ?? '',
  form: (version.form ?? []).map((field) => ({ ...field, fill: field.fill ?? '' })),
  basis: version.basis ?? '',
  sourceName: version.source?.name ?? '',
  sourceDate: version.source?.date ?? '',
});

export type ItemProblem =
  'name-missing' | 'too-long' | 'material-missing' | 'when-missing' | 'field-missing' | 'amount-wrong';

const isAmount = (text: string): boolean => /^\d{1,4}(\.\d)?$/.test(text.trim()) && Number(text) > 0;
const isTooLong = (text: string, limit: number): boolean => [...text.trim()].length > limit;

/** What keeps an item from being saved. */
export function itemProblems(entry: ItemEntry): readonly ItemProblem[] {
  const { line, text, name } = ITEM_LIMITS;
  const found: readonly (ItemProblem | false)[] = [
    entry.name.trim() === '' && 'name-missing',
    (isTooLong(entry.name, name) ||
      isTooLong(entry.department, name) ||
      isTooLong(entry.who, text) ||
      isTooLong(entry.basis, text) ||
      isTooLong(entry.fee, line) ||
      isTooLong(entry.sourceName, line) ||
      isTooLong(entry.sourceDate, 20) ||
      linesOf(entry.steps).some((each) => isTooLong(each, line)) ||
      linesOf(entry.steps).length > ITEM_LIMITS.steps ||
      entry.materials.length > ITEM_LIMITS.materials ||
      entry.materials.some((each) => isTooLong(each.name, line) || isTooLong(each.when, line)) ||
      entry.form.length > ITEM_LIMITS.fields ||
      entry.form.some(({ label }) => isTooLong(label, name)) ||
      [entry.statutory, entry.promised].some((limit) => isTooLong(limit.text, line))) &&
      'too-long',
    entry.materials.some((each) => each.name.trim() === '') && 'material-missing',
    entry.materials.some(({ need, when }) => need === 'conditional' && when.trim() === '') && 'when-missing',
    entry.form.some(({ label }) => label.trim() === '') && 'field-missing',
    [entry.statutory, entry.promised].some(({ amount }) => amount.trim() !== '' && !isAmount(amount)) && 'amount-wrong',
  ];
  return found.filter((each) => each !== false);
}

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((each) => each.trim())
    .filter(Boolean);

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Says a limit where nobody wrote words for it. */
export type LimitWords = (limit: Duration) => string;

function limitOf({ text, amount, unit }: LimitEntry, wordsOf: LimitWords): ItemLimit | null {
  const limit = amount.trim() === '' ? null : { amount: Number(amount), unit };
  const words = orNull(text) ?? (limit && wordsOf(limit));
  return words === null ? null : { text: words, limit };
}

/** What an entry without problems says as a version; materials and fields that are new get names that the item never gave. */
export function contentOf(entry: ItemEntry, item: Pick<ServiceItem, 'versions'>, wordsOf: LimitWords): VersionContent {
  const named = <T extends { readonly id: string }>(parts: readonly T[], kind: 'm' | 'f'): readonly T[] => {
    const nextId = newPartIds(item, kind);
    const given: string[] = parts.flatMap(({ id }) => (id === '' ? [] : [id]));
    return parts.map((part) => {
      if (part.id !== '') return part;
      const id = nextId(given);
      given.push(id);
      return { ...part, id };
    });
  };
  const materials = named(entry.materials, 'm').map((each) => ({
    ...each,
    name: each.name.trim(),
    when: each.need === 'conditional' ? orNull(each.when) : null,
  }));
  const form = named(entry.form, 'f').map(({ id, label, fill }) => ({
    id,
    label: label.trim(),
    fill: fill === '' ? null : fill,
  }));
  const steps = linesOf(entry.steps);
  const sourceName = orNull(entry.sourceName);
  return {
    name: entry.name.trim(),
    department: orNull(entry.department),
    who: orNull(entry.who),
    materials: materials.length === 0 ? null : materials,
    statutory: limitOf(entry.statutory, wordsOf),
    promised: limitOf(entry.promised, wordsOf),
    steps: steps.length === 0 ? null : [...steps],
    fee: orNull(entry.fee),
    form: form.length === 0 ? null : form,
    basis: orNull(entry.basis),
    source: sourceName === null ? null : { name: sourceName, date: orNull(entry.sourceDate) },
  };
}
