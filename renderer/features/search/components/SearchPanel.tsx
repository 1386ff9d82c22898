import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useObservable, useStation } from '#renderer/data/index';
import { ErrorNotice, goTo, PrivateForm } from '#renderer/ui/index';
import { matchingCommands, useCommands, type SearchActions } from '../commands';
import { groupsOf, type Result } from '../results';
import { useHits, useRecentPeople } from '../use-hits';
import { SearchResults } from './SearchResults';

interface SearchPanelProps {
  readonly actions: SearchActions;
  readonly keysOf: (command: string) => string;
  readonly onClose: () => void;
}

/** The search itself: a field, and below it what is found, in groups. Arrows choose, Enter opens, Escape closes. */
export function SearchPanel({ actions, keysOf, onClose }: SearchPanelProps) {
  const { t } = useTranslation('search');
  const { register } = useStation();
  const state = useObservable(register.state$);
  const dialog = useModalDialog();
  const listId = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const typed = text.trim();
  const { hits, error, text: answered } = useHits(text);
  const recent = useRecentPeople();
  const commands = matchingCommands(useCommands(actions), text);
  const groups = groupsOf(hits, typed === '' ? recent : [], commands);
  const results = groups.flatMap((group) => group.results);
  const active = Math.min(chosen, Math.max(0, results.length - 1));

  const open = (result: Result) => {
    onClose();
    if (result.kind === 'command') result.command.run();
    else goTo(result.place);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      // Not for what lies below: a panel beside a list would close too.
      event.preventDefault();
      event.stopPropagation();
      onClose();
      return;
    }
    // An input method that is composing keeps arrows and Enter for itself.
    if (event.nativeEvent.isComposing) return;
    const result = results[active];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && results.length > 0) {
      event.preventDefault();
      setChosen((active + step + results.length) % results.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (result) open(result);
    }
  };

  const isAnswered = typed === answered;
  return (
    <dialog
      ref={dialog}
      className="search-dialog"
      aria-label={t('title')}
      onKeyDown={onKeyDown}
      onCancel={onClose}
      onMouseDown={(event) => event.target === event.currentTarget && onClose()}
    >
      <PrivateForm className="search-field" role="search">
        <Search size={18} aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          autoFocus
          aria-label={t('hint')}
          aria-expanded={results.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={results.length > 0 ? `${listId}-${active}` : undefined}
          placeholder={t('hint')}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setChosen(0);
          }}
        />
        <kbd aria-hidden="true">Esc</kbd>
      </PrivateForm>
      {state?.kind === 'building' && <p className="search-note">{t('building', { count: state.records })}</p>}
      {error !== null && <ErrorNotice error={error} />}
      <SearchResults
        groups={groups}
        active={active}
        listId={listId}
        keysOf={keysOf}
        onOpen={open}
        onChoose={setChosen}
      />
      {results.length === 0 && isAnswered && error === null && (
        <p className="search-none">
          <b>{t('none', { text: typed })}</b>
          {t('none.text')}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {isAnswered && typed !== '' && t('found', { count: hits.length })}
      </p>
    </dialog>
  );
}

/** A dialog that is modal as long as it is drawn; the focus goes back to where it was. */
function useModalDialog() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return dialog;
}
