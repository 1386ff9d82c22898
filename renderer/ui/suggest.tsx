import { Input } from 'antd';
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { InputTies } from './field';
import './suggest.css';

/** One thing that can be meant by what is typed. */
export interface Suggestion {
  readonly key: string;
  readonly label: string;
  /** Tells it from others of the same name. */
  readonly detail: string;
}

interface SuggestProps<S extends Suggestion> extends Partial<InputTies> {
  readonly label: string;
  readonly placeholder: string;
  readonly prefix?: ReactNode;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** For what is typed now; shown while the field has the focus. */
  readonly suggestions: readonly S[];
  readonly onChoose: (suggestion: S) => void;
}

/** A field that suggests what may be meant: arrows move, Enter takes, Escape closes the list alone. */
export function Suggest<S extends Suggestion>(props: SuggestProps<S>) {
  const { label, placeholder, prefix, text, onText, suggestions, onChoose, ...ties } = props;
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const shown = isOpen ? suggestions : [];
  const at = Math.min(active, shown.length - 1);
  const take = (suggestion: S) => {
    onChoose(suggestion);
    setIsOpen(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || shown.length === 0) return;
    const chosen = shown[at];
    switch (event.key) {
      case 'ArrowDown':
        setActive((at + 1) % shown.length);
        break;
      case 'ArrowUp':
        setActive((at - 1 + shown.length) % shown.length);
        break;
      case 'Enter':
        if (event.ctrlKey || !chosen) return;
        take(chosen);
        break;
      case 'Escape':
        // The form behind would close.
        event.stopPropagation();
        setIsOpen(false);
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div className="suggest">
      <Input
        {...ties}
        prefix={prefix}
        allowClear
        role="combobox"
        aria-label={label}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? `${listId}-${at}` : undefined}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          setActive(0);
          setIsOpen(true);
        }}
        onBlur={() => setIsOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={label} hidden={shown.length === 0}>
        {shown.map((suggestion, index) => (
          <li
            key={suggestion.key}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            // A press must come before the field loses the focus and the list with it.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(suggestion)}
          >
            <b>{suggestion.label}</b>
            <small>{suggestion.detail}</small>
          </li>
        ))}
      </ul>
    </div>
  );
}
