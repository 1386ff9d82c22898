import type { Category } from '../../../schema/types/incident-category';
import { SEED_EXAMPLES } from './examples';
import { guessText, type LabelledText, type TextModel } from './model';
import { learnText, type TextQuality } from './quality';

/** An incident of the station whose category somebody has confirmed by taking it on. */
export interface ConfirmedText {
  readonly text: string;
  readonly categoryUid: string;
}

/** What suggests categories at this station. */
export interface Suggester {
  readonly model: TextModel;
  /** Measured on texts it had not seen when it was measured. */
  readonly quality: TextQuality;
  /** How many of the station's own incidents it has learnt from. */
  readonly own: number;
  /** For the record: what it was made of. */
  readonly name: string;
}

type Row = Pick<Category, 'uid' | 'major' | 'minor' | 'active'>;

/** Newest incidents that are learnt from: a device does this while somebody waits. */
const MOST_OWN = 1500;

/**
 * Learns the station's categories from the shipped examples and from its own confirmed incidents, the newest first. Examples of rows that
 * the station does not have, or has put away, are left out.
 */
export function learnCategories(categories: readonly Row[], confirmed: readonly ConfirmedText[]): Suggester {
  const active = categories.filter((row) => row.active);
  const byName = new Map(active.map(({ uid, major, minor }) => [`${major.name}/${minor.name}`, uid]));
  const known = new Set(active.map(({ uid }) => uid));
  const shipped = Object.entries(SEED_EXAMPLES).flatMap(([key, texts]): readonly LabelledText[] => {
    const label = byName.get(key);
    return label === undefined ? [] : texts.map((text) => ({ text, label }));
  });
  const own = confirmed
    .filter(({ categoryUid, text }) => known.has(categoryUid) && text.trim() !== '')
    .slice(0, MOST_OWN)
    .map(({ text, categoryUid }): LabelledText => ({ text, label: categoryUid }));
  const { model, quality } = learnText({
    examples: [...shipped, ...own],
    names: new Map(active.map(({ uid, major, minor }) => [uid, nameOf(major.name, minor.name)])),
  });
  return { model, quality, own: own.length, name: `text-nb-${shipped.length}-${own.length}` };
}

/** `其他` says nothing by itself; which one it is, its major says. */
const nameOf = (major: string, minor: string): string => (minor.length < 3 ? `${major}，${minor}` : minor);

/** Below this nobody is helped. */
export const SUGGEST_FROM = 0.25;
/** Shortest text that says anything, in characters. */
const SHORTEST = 3;

/** Categories that a text may be about, at most three, the likeliest first; none when the model cannot tell. */
export function suggestCategories(
  text: string,
  { model }: Pick<Suggester, 'model'>,
): readonly { readonly categoryUid: string; readonly confidence: number }[] {
  if ([...text.trim()].length < SHORTEST) return [];
  return guessText(text, model)
    .filter(({ confidence }) => confidence >= SUGGEST_FROM)
    .slice(0, 3)
    .map(({ label, confidence }) => ({ categoryUid: label, confidence }));
}
