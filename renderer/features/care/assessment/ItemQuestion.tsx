import { Check } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AbilityItem } from '#shared/domain/ability/items';
import { StatusShape, useLanguage } from '#renderer/ui/index';

interface ItemQuestionProps {
  readonly item: AbilityItem;
  /** Which option, counted from the best; undefined for none yet. */
  readonly chosen: number | undefined;
  readonly isOpen: boolean;
  /** Somebody tried to save without it. */
  readonly isMissing: boolean;
  readonly onOpen: () => void;
  /** `isStep` when the answer was pressed, and the next item may come; not while arrows go through the options. */
  readonly onChoose: (option: number, isStep: boolean) => void;
}

/** One item of the assessment: a line that says what was answered, or its options one below the other. */
export function ItemQuestion({ item, chosen, isOpen, isMissing, onOpen, onChoose }: ItemQuestionProps) {
  const { t } = useTranslation('care');
  const language = useLanguage();
  const id = useId();
  // Arrows press options too: then somebody is still reading.
  const isPointed = useRef(false);
  const option = chosen === undefined ? undefined : item.options[chosen];
  return (
    <li className={`ability-item${isOpen ? ' is-open' : ''}${isMissing ? ' is-missing' : ''}`}>
      <button type="button" data-item={item.id} aria-expanded={isOpen} aria-controls={`${id}-options`} onClick={onOpen}>
        <StatusShape shape={option ? 'done' : isMissing ? 'alert' : 'idle'} size={16} />
        <b>{item.name[language]}</b>
        <span>{option ? option[language] : t(isMissing ? 'item.missing' : 'item.open')}</span>
        {option && <em>{t('points', { count: option.score })}</em>}
      </button>
      <div id={`${id}-options`} hidden={!isOpen}>
        <p>{item.asks[language]}</p>
        <div className="ability-options" role="radiogroup" aria-label={item.name[language]}>
          {item.options.map((each, index) => (
            <label
              key={each.zh}
              className={index === chosen ? 'is-on' : ''}
              onPointerDown={() => (isPointed.current = true)}
            >
              <input
                className="visually-hidden"
                type="radio"
                name={id}
                checked={index === chosen}
                onChange={() => undefined}
                onClick={() => {
                  onChoose(index, isPointed.current);
                  isPointed.current = false;
                }}
              />
              <kbd aria-hidden="true">{index + 1}</kbd>
              <span>{each[language]}</span>
              {index === chosen ? <Check size={18} aria-hidden="true" /> : null}
              <em>{t('points', { count: each.score })}</em>
            </label>
          ))}
        </div>
      </div>
    </li>
  );
}
