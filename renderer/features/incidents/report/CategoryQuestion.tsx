import { Input } from 'antd';
import { ChevronDown, ChevronRight, Search } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { suggestionOf } from '#shared/domain/incidents/classify/image';
import { chooseDispatch } from '#shared/domain/incidents/dispatch';
import { StatusShape } from '#renderer/ui/index';
import { categoriesFound, majorsOf, type CategoryView } from '../categories';
import { useDispatchTable } from '../dispatch';
import { useCategoryText, useUnits } from '../names';
import { Guesses } from '../suggest/Guesses';
import { PhotoSaid } from '../suggest/PhotoSaid';
import { usePhotoSuggestion } from '../suggest/use-photo-suggestion';
import { useSuggestions } from '../suggest/use-suggestions';
import { useLimitText } from '../words';
import { Ask, problemOf } from './Ask';
import type { ReportQuestionProps } from './ReportForm';

interface CategoryQuestionProps extends ReportQuestionProps {
  /** Those that are in use. */
  readonly categories: readonly CategoryView[];
  /** Categories that this person reported lately, the latest first, then those reported most at the station. */
  readonly usual: readonly string[];
}

/** As many as stand there before anything is typed: two rows under the thumb. */
const SHOWN = 8;

/** What kind of thing it is: one press for what is usual, a search, and the whole table major by major. */
export function CategoryQuestion({ state: { draft, problems }, answer, categories, usual }: CategoryQuestionProps) {
  const { t } = useTranslation('incidentReport');
  const categoryText = useCategoryText();
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const name = useId();
  const chosen = categories.find(({ uid }) => uid === draft.categoryUid);
  const suggested = useSuggestions(text.trim() === '' ? `${draft.title} ${draft.text}` : text);
  const seen = usePhotoSuggestion(draft.photos);
  const choose = (category: CategoryView) => {
    const [said, shown] = [suggested.guesses[0], seen.guesses[0]];
    const byWords = said ? { ...said, model: suggested.model } : null;
    const suggestion = suggestionOf(byWords, shown ? { ...shown, model: seen.model } : null) ?? draft.suggestion;
    answer({ categoryUid: category.uid, suggestion, ...(category.isUrgent && { urgent: true }) });
    setText('');
    setIsOpen(false);
  };
  const first = usual.flatMap((uid) => categories.find((each) => each.uid === uid) ?? []).slice(0, SHOWN);
  const found = text.trim() === '' ? null : categoriesFound(categories, text);
  const usually = withChosen(first.length > 0 ? first : categories.slice(0, SHOWN), chosen);
  const shown = found && found.length > 0 ? found : usually;
  const option = (group: string) => (category: CategoryView) => (
    <Option
      key={category.uid}
      name={`${name}-${group}`}
      category={category}
      isOn={category.uid === draft.categoryUid}
      onChoose={() => choose(category)}
    />
  );
  return (
    <Ask label={t('field.category')} problem={problemOf(problems, 'category')}>
      {(errorId) => (
        <div className="category-question">
          <Input
            prefix={<Search size={18} aria-hidden="true" />}
            allowClear
            aria-label={t('category.search')}
            placeholder={t('category.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              const guess = suggested.guesses[0]?.categoryUid;
              const best = found?.[0] ?? categories.find(({ uid }) => uid === guess);
              if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.ctrlKey || !best) return;
              event.preventDefault();
              choose(best);
            }}
          />
          <Guesses
            label={t('category.suggested')}
            guesses={suggested.guesses}
            categories={categories}
            chosen={draft.categoryUid}
            onChoose={choose}
          />
          <PhotoSaid seen={seen} categories={categories} chosen={draft.categoryUid} onChoose={choose} />
          <div
            className="category-options"
            role="radiogroup"
            aria-label={t('field.category')}
            aria-describedby={errorId}
            aria-invalid={errorId ? true : undefined}
          >
            {shown.map(option('usual'))}
          </div>
          {found?.length === 0 && suggested.guesses.length === 0 && (
            <p className="quiet">{t('category.none', { text: text.trim() })}</p>
          )}
          {chosen && found === null && <Chosen category={chosen} grid={draft.grid} />}
          <button
            type="button"
            className="link-button category-all"
            aria-expanded={isOpen}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? <ChevronDown size={16} aria-hidden="true" /> : <ChevronRight size={16} aria-hidden="true" />}
            {t(isOpen ? 'category.less' : 'category.all', { count: categories.length })}
          </button>
          {isOpen && (
            <div className="category-tree">
              {majorsOf(categories).map(({ code, name: major, categories: own }) => (
                <section key={code} aria-label={categoryText(major)}>
                  <h3>
                    {categoryText(major)} <small>{t('category.count', { count: own.length })}</small>
                  </h3>
                  <div className="category-options" role="radiogroup" aria-label={categoryText(major)}>
                    {own.map(option('all'))}
                  </div>
                </section>
              ))}
            </div>
          )}
        </div>
      )}
    </Ask>
  );
}

/** What is chosen stays in sight, whatever else is usual. */
const withChosen = (shown: readonly CategoryView[], chosen: CategoryView | undefined): readonly CategoryView[] =>
  !chosen || shown.some(({ uid }) => uid === chosen.uid) ? shown : [chosen, ...shown.slice(0, SHOWN - 1)];

interface OptionProps {
  readonly name: string;
  readonly category: CategoryView;
  readonly isOn: boolean;
  readonly onChoose: () => void;
}

function Option({ name, category, isOn, onChoose }: OptionProps) {
  const categoryText = useCategoryText();
  return (
    <label className={isOn ? 'is-on' : ''}>
      <input className="visually-hidden" type="radio" name={name} checked={isOn} onChange={onChoose} />
      <span>{categoryText(category.name)}</span>
      <small>{categoryText(category.majorName)}</small>
      {category.isUrgent && <StatusShape shape="alert" />}
    </label>
  );
}

/** What follows from the choice: how long there is, and who gets it by the rules. */
function Chosen({ category, grid }: { readonly category: CategoryView; readonly grid: number | null }) {
  const { t } = useTranslation('incidentReport');
  const limitText = useLimitText();
  const { nameOfUnit } = useUnits();
  const table = useDispatchTable();
  const choice = table && chooseDispatch({ categoryUid: category.uid, gridNumber: grid ?? 0 }, table);
  const limit = limitText(category);
  const words =
    choice?.kind === 'chosen'
      ? t(choice.automatic ? 'category.goes' : 'category.proposed', { limit, unit: nameOfUnit(choice.to.unitUid) })
      : t('category.by-hand', { limit });
  return <p className="category-chosen">{words}</p>;
}
