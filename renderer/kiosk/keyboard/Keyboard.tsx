import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/Icon';
import { useDictionary } from './dictionary';
import { HandPad } from './HandPad';
import { useHandwriting } from './handwriting';
import { Key } from './Key';
import { candidatesFor } from './pinyin';
import type { Typed } from './use-typed';

interface KeyboardProps {
  readonly typed: Typed;
  readonly done: string;
  readonly onDone: () => void;
  /** Letters are an answer as they stand, so that it begins with them. */
  readonly takesLetters: boolean;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
/** What stands in addresses and sentences. */
const SIGNS = [...'1234567890，。、？！（）-/.:@#'];
const AT_ONCE = 6;
const MODES = ['pinyin', 'letters', 'digits', 'hand'] as const;
type Mode = (typeof MODES)[number];

/** A keyboard on the screen: pinyin with characters to choose from, letters, figures, and handwriting where the machine reads it. Letters stand in the order of the alphabet, as school taught it. */
export function Keyboard({ typed, done, onDone, takesLetters }: KeyboardProps) {
  const { t, i18n } = useTranslation('kioskKeyboard');
  const dictionary = useDictionary();
  const recognizer = useHandwriting();
  const [mode, setMode] = useState<Mode>(takesLetters || i18n.language === 'en' ? 'letters' : 'pinyin');
  const [letters, setLetters] = useState('');
  const [from, setFrom] = useState(0);
  const candidates = mode === 'pinyin' && dictionary ? candidatesFor(letters, dictionary) : [];
  const shown = candidates.slice(from, from + AT_ONCE);

  const compose = (next: string) => {
    setLetters(next);
    setFrom(0);
  };
  const choose = (index: number) => {
    const chosen = shown[index];
    if (!chosen) return;
    typed.insert(chosen.text);
    compose(letters.slice(chosen.takes));
  };
  const press = (letter: string) => {
    if (mode === 'pinyin' && dictionary) compose((letters + letter).slice(0, 24));
    else typed.insert(letter);
  };
  const erase = () => (letters === '' ? typed.erase() : compose(letters.slice(0, -1)));
  const change = (next: Mode) => {
    compose('');
    setMode(next);
  };
  usePinyinFromOwnKeyboard(typed, { isOn: mode === 'pinyin' && dictionary !== null, letters, press, choose, erase });

  return (
    <div className={`kiosk-keyboard is-${mode}`} role="group" aria-label={t('keyboard')}>
      <p className="kiosk-letters" data-quiet>
        {letters === '' ? (mode === 'pinyin' ? t('candidates.hint') : '') : letters}
      </p>
      <div className="kiosk-candidates" role="group" aria-label={t('candidates')}>
        {shown.map(({ text }, index) => (
          <Key key={text} onPress={() => choose(index)}>
            {text}
          </Key>
        ))}
        {candidates.length > AT_ONCE && (
          <Key
            look="soft"
            label={t('candidates.more')}
            onPress={() => setFrom(from + AT_ONCE >= candidates.length ? 0 : from + AT_ONCE)}
          >
            <Icon name="next" />
          </Key>
        )}
      </div>
      {mode === 'hand' && recognizer ? (
        <HandPad recognizer={recognizer} onWritten={typed.insert} />
      ) : (
        <div className="kiosk-keys">
          {(mode === 'digits' ? SIGNS : LETTERS).map((sign) => (
            <Key key={sign} onPress={() => press(sign)}>
              {sign}
            </Key>
          ))}
        </div>
      )}
      <div className="kiosk-keys-more">
        {MODES.filter((each) => each !== mode && (each !== 'hand' || recognizer !== null)).map((each) => (
          <Key key={each} look="soft" onPress={() => change(each)}>
            {t(`mode.${each}`)}
          </Key>
        ))}
        <Key look="soft" onPress={() => (letters === '' ? typed.insert(' ') : choose(0))}>
          {t('space')}
        </Key>
        <Key look="soft" label={t('erase')} onPress={erase}>
          <Icon name="erase" />
        </Key>
      </div>
      <Key look="main" className="kiosk-keys-done" onPress={onDone}>
        {done}
      </Key>
    </div>
  );
}

interface Composing {
  readonly isOn: boolean;
  readonly letters: string;
  readonly press: (letter: string) => void;
  readonly choose: (index: number) => void;
  readonly erase: () => void;
}

/** A keyboard that stands before the kiosk writes pinyin as the one on the screen does, unless the machine has an input method of its own. */
function usePinyinFromOwnKeyboard(typed: Typed, composing: Composing): void {
  useEffect(() => {
    const { current } = typed.field;
    if (!current || !composing.isOn) return;
    const heard = (event: Event) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event as KeyboardEvent;
      if (isComposing || ctrlKey || metaKey || altKey) return;
      const done = doKey(key, composing);
      if (done) event.preventDefault();
    };
    current.addEventListener('keydown', heard);
    return () => current.removeEventListener('keydown', heard);
  });
}

/** Whether the key was one of pinyin's. */
function doKey(key: string, { letters, press, choose, erase }: Composing): boolean {
  if (/^[a-z]$/.test(key)) {
    press(key);
    return true;
  }
  if (letters === '') return false;
  if (/^[1-6]$/.test(key)) choose(Number(key) - 1);
  else if (key === ' ' || key === 'Enter') choose(0);
  else if (key === 'Backspace') erase();
  else return false;
  return true;
}
