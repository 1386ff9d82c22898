import { Check, ChevronDown, ChevronUp } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { withoutPhrase, withPhrase } from '#shared/domain/phrases/note';
import type { PhraseQuestion } from '#shared/schema/types/phrase';
import { usePhrases, type PhraseRecord } from './queries';
import './phrases.css';

interface PhrasePickerProps {
  readonly note: string;
  /** Characters that the note may have. */
  readonly limit: number;
  /** What the phrases are about. */
  readonly questions: readonly PhraseQuestion[];
  readonly onChange: (note: string) => void;
}

/** Phrases shown before somebody asks for all of them: two lines under the thumb. */
const FIRST = 5;

/**
 * The station's phrases below a note: one press puts a phrase at its end, another takes it out again. Nothing while the station has
 * none.
 */
export function PhrasePicker({ note, limit, questions, onChange }: PhrasePickerProps) {
  const { t } = useTranslation('phrases');
  const [isOpen, setIsOpen] = useState(false);
  const listId = useId();
  const phrases = usePhrases()?.filter(({ active, question }) => active && questions.includes(question)) ?? [];
  if (phrases.length === 0) return null;
  const button = (phrase: PhraseRecord) => (
    <PhraseButton key={phrase.uid} text={phrase.text} note={note} limit={limit} onChange={onChange} />
  );
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  return (
    <div className="phrases" role="group" aria-label={t('label')}>
      <div id={listId} className={isOpen ? 'phrase-groups' : 'phrase-line'}>
        {isOpen
          ? questions.map((question) => {
              const own = phrases.filter((phrase) => phrase.question === question);
              return (
                own.length > 0 && (
                  <div key={question} role="group" aria-label={t(`question.${question}`)}>
                    <span aria-hidden="true">{t(`question.${question}`)}</span>
                    <div className="phrase-line">{own.map(button)}</div>
                  </div>
                )
              );
            })
          : firstOfEach(phrases).map(button)}
      </div>
      {phrases.length > FIRST && (
        <button
          type="button"
          className="phrase-more"
          aria-expanded={isOpen}
          aria-controls={listId}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t(isOpen ? 'less' : 'more', { count: phrases.length })}
          <Chevron size={16} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

/** The first of every question, then the second, as many as stand in the short list. */
function firstOfEach(phrases: readonly PhraseRecord[]): readonly PhraseRecord[] {
  const placeOf = (phrase: PhraseRecord) =>
    phrases.filter(({ question }) => question === phrase.question).indexOf(phrase);
  return [...phrases].sort((a, b) => placeOf(a) - placeOf(b)).slice(0, FIRST);
}

interface PhraseButtonProps extends Omit<PhrasePickerProps, 'questions'> {
  readonly text: string;
}

function PhraseButton({ text, note, limit, onChange }: PhraseButtonProps) {
  const isIn = note.includes(text);
  const next = isIn ? withoutPhrase(note, text) : withPhrase(note, text);
  return (
    <button
      type="button"
      aria-pressed={isIn}
      disabled={!isIn && [...next].length > limit}
      onClick={() => onChange(next)}
    >
      {isIn && <Check size={16} strokeWidth={2} aria-hidden="true" />}
      <span>{text}</span>
    </button>
  );
}
