import { useTranslation } from 'react-i18next';
import type { CategoryView } from '../categories';
import { useCategoryText } from '../names';

/** Nothing that guesses is quite sure. */
const percentOf = (confidence: number): number => Math.min(99, Math.round(confidence * 100));

export interface GuessesProps {
  /** Who says so. */
  readonly label: string;
  /** The likeliest first. */
  readonly guesses: readonly { readonly categoryUid: string; readonly confidence: number }[];
  readonly categories: readonly CategoryView[];
  /** uid of the category that is chosen. */
  readonly chosen: string | null;
  readonly onChoose: (category: CategoryView) => void;
}

/** Categories that something suggests, each with how sure that is; one press takes it. Nothing where nothing is suggested. */
export function Guesses({ label, guesses, categories, chosen, onChoose }: GuessesProps) {
  const { t } = useTranslation('incidentReport');
  const categoryText = useCategoryText();
  const known = guesses.flatMap(({ categoryUid, confidence }) => {
    const category = categories.find(({ uid }) => uid === categoryUid);
    return category ? [{ category, confidence }] : [];
  });
  if (known.length === 0) return null;
  return (
    <div className="category-guesses" role="group" aria-label={label}>
      <span>{label}</span>
      {known.map(({ category, confidence }) => (
        <button
          key={category.uid}
          type="button"
          aria-pressed={category.uid === chosen}
          onClick={() => onChoose(category)}
        >
          {categoryText(category.name)} <small>{t('category.sure', { percent: percentOf(confidence) })}</small>
        </button>
      ))}
    </div>
  );
}
