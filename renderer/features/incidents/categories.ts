import { englishCategoryName } from '#shared/codes/incident-categories/english';
import type { Category } from '#shared/schema/types/incident-category';

/** One category as screens need it. */
export interface CategoryView extends Pick<
  Category,
  'uid' | 'limit' | 'department' | 'photoNeeded' | 'pausable' | 'order'
> {
  readonly name: string;
  readonly majorName: string;
  /** Codes of major and minor as far as the table has them; '' where it has none. */
  readonly code: string;
  readonly isUrgent: boolean;
  readonly isActive: boolean;
}

/** A major and what belongs to it, in the table's order. */
export interface MajorView {
  readonly code: string;
  readonly name: string;
  readonly categories: readonly CategoryView[];
}

/** The view of a row of the table. */
export const categoryView = (record: Category): CategoryView => ({
  uid: record.uid,
  name: record.minor.name,
  majorName: record.major.name,
  code: [record.major.code, record.minor.code].filter((code) => code !== null).join('-'),
  limit: record.limit,
  department: record.department,
  photoNeeded: record.photoNeeded,
  pausable: record.pausable,
  order: record.order,
  isUrgent: record.urgent,
  isActive: record.active,
});

/** Categories of which name, major or code hold every word that was typed; those whose name begins with it first. */
export function categoriesFound(categories: readonly CategoryView[], typed: string): readonly CategoryView[] {
  const words = typed.trim().toLowerCase().split(/\s+/u);
  const [first = ''] = words;
  const rank = ({ name }: CategoryView) => (name.startsWith(first) ? 0 : name.includes(first) ? 1 : 2);
  return categories
    .filter((category) => words.every((word) => searchedIn(category).includes(word)))
    .sort((a, b) => rank(a) - rank(b) || a.order - b.order);
}

/** What a category is looked for by, in both languages: whoever reads names in English types English. */
export const searchedIn = ({ name, majorName, code }: Pick<CategoryView, 'name' | 'majorName' | 'code'>): string =>
  [name, majorName, code, englishCategoryName(name), englishCategoryName(majorName)].join(' ').toLowerCase();

/** The table by major; a major stands where its first row does. */
export function majorsOf(categories: readonly CategoryView[]): readonly MajorView[] {
  const majors = new Map<string, CategoryView[]>();
  for (const category of [...categories].sort((a, b) => a.order - b.order)) {
    const own = majors.get(category.majorName) ?? [];
    own.push(category);
    majors.set(category.majorName, own);
  }
  return [...majors].map(([name, own]) => ({ code: name, name, categories: own }));
}

/** As many as are offered before anything is typed. */
const MOST_USUAL = 12;

/**
 * Uids of the categories that are likeliest next: those that this person reported lately, the latest first, then those that the station
 * reports most, then the table's own order.
 */
export function usualCategories(
  incidents: readonly { readonly categoryUid: string | null; readonly reportedAtMs: number; readonly by: string }[],
  categories: readonly CategoryView[],
  staffUid: string,
): readonly string[] {
  const own = [...incidents]
    .filter(({ by }) => by === staffUid)
    .sort((a, b) => b.reportedAtMs - a.reportedAtMs)
    .flatMap(({ categoryUid }) => categoryUid ?? []);
  const counts = new Map<string, number>();
  for (const { categoryUid } of incidents) {
    if (categoryUid !== null) counts.set(categoryUid, (counts.get(categoryUid) ?? 0) + 1);
  }
  const common = [...counts].sort((a, b) => b[1] - a[1]).map(([uid]) => uid);
  const offered = new Set(categories.filter(({ isActive }) => isActive).map(({ uid }) => uid));
  const inOrder = [...categories].sort((a, b) => a.order - b.order).map(({ uid }) => uid);
  const all = [...new Set([...own.slice(0, OWN_FIRST), ...common, ...inOrder])];
  return all.filter((uid) => offered.has(uid)).slice(0, MOST_USUAL);
}

/** What somebody reported lately tells more than what everybody does, but not all of it. */
const OWN_FIRST = 20;
