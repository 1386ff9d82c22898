import { Input } from 'antd';
import { Search } from 'lucide-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchHit, RegisterKind } from '#renderer/data/index';
import { useStation } from '#renderer/data/index';
import type { InputTies } from '#renderer/ui/index';
import { useRound } from '../../visits/index';
import './register-picker.css';

interface RegisterPickerProps extends Partial<InputTies> {
  readonly kind: RegisterKind;
  readonly label: string;
  readonly placeholder: string;
  readonly onPick: (hit: SearchHit) => void;
  /** Hits that cannot be chosen are left out. */
  readonly isWanted?: (hit: SearchHit) => boolean;
  /** What stands behind a hit’s title. */
  readonly detail: (hit: SearchHit) => string;
}

const SHOWN = 8;
/** Asked for, since some may not be wanted. */
const ASKED = 24;

/** Finds one home or person as words are typed: arrows move, Enter or a press chooses, Escape closes. */
export function RegisterPicker({ kind, label, placeholder, onPick, isWanted, detail, ...ties }: RegisterPickerProps) {
  const { t } = useTranslation('person');
  const { register } = useStation();
  const { today } = useRound();
  const listId = useId();
  const [text, setText] = useState('');
  const [found, setFound] = useState<{ readonly of: string; readonly hits: readonly SearchHit[] } | null>(null);
  const [active, setActive] = useState(0);
  const words = text.trim();
  useEffect(() => {
    if (words === '') return;
    let isCurrent = true;
    const ask = { text: words, kinds: [kind], limit: ASKED, today };
    register.search(ask).then(
      (hits) => {
        if (isCurrent) setFound({ of: words, hits });
      },
      () => {
        if (isCurrent) setFound({ of: words, hits: [] });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [register, words, kind, today]);

  const hits = words === '' || !found ? [] : found.hits.filter((hit) => isWanted?.(hit) ?? true).slice(0, SHOWN);
  const isOpen = words !== '' && found !== null;
  const chosen = Math.min(active, Math.max(0, hits.length - 1));
  const pick = (hit: SearchHit) => {
    setText('');
    setFound(null);
    onPick(hit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !isOpen) return;
    if (event.key === 'ArrowDown') setActive(Math.min(chosen + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(chosen - 1, 0));
    else if (event.key === 'Enter' && !event.ctrlKey && hits[chosen]) pick(hits[chosen]);
    else if (event.key === 'Escape') setText('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="register-picker">
      <Input
        {...ties}
        role="combobox"
        aria-label={label}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && hits.length > 0 ? `${listId}-${chosen}` : undefined}
        prefix={<Search size={16} aria-hidden="true" />}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={listId} role="listbox" aria-label={label} hidden={!isOpen || hits.length === 0}>
        {hits.map((hit, index) => (
          <li
            key={hit.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => pick(hit)}
          >
            <b>{hit.title}</b> <span>{detail(hit)}</span>
          </li>
        ))}
      </ul>
      {isOpen && hits.length === 0 && (
        <p className="field-hint" role="status">
          {t('picker.none', { text: words })}
        </p>
      )}
    </div>
  );
}
