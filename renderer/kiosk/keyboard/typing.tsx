import { useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import type { Fault } from '../host/answer';
import { Keyboard } from './Keyboard';
import { CodePad, DigitPad } from './Pads';
import { useTyped, type Typed, type TypingElement } from './use-typed';
import './keyboard.css';

/** `words`: anything; `digits`: a number, with `extra` beside the figures; `code`: a receipt. */
export type TypingKind = 'words' | 'digits' | 'code';

interface TypePageProps {
  readonly part: string;
  /** What is asked. */
  readonly title: string;
  readonly sub?: string | undefined;
  readonly kind: TypingKind;
  readonly extra?: string;
  /** Letters are an answer as they stand: they need not be turned into characters. */
  readonly takesLetters?: boolean;
  /** Several lines. */
  readonly isLong?: boolean;
  readonly maxLength: number;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with what was typed, in words. */
  readonly problem?: string | null;
  readonly fault?: Fault | null;
  readonly done?: string;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** One question, and the keys to answer it. */
export function TypePage(props: TypePageProps) {
  const { t } = useTranslation('kioskKeyboard');
  const { part, title, sub, kind, extra = '', maxLength, value, onChange, problem, fault, onDone, onBack } = props;
  const done = props.done ?? t('done');
  const typed = useTyped(value, maxLength, onChange);
  const keys = { typed, done, onDone };
  return (
    <Screen
      part={part}
      title={title}
      onBack={onBack}
      field={<TypedField {...props} label={title} hint={sub} typed={typed} />}
    >
      <div className="kiosk-typing">
        <FaultNote fault={fault ?? null} text={problem ?? null} />
        {kind === 'words' && <Keyboard {...keys} takesLetters={props.takesLetters === true} />}
        {kind === 'digits' && <DigitPad {...keys} extra={extra} />}
        {kind === 'code' && <CodePad {...keys} />}
      </div>
    </Screen>
  );
}

interface TypedFieldProps extends Pick<TypePageProps, 'value' | 'onChange' | 'maxLength' | 'isLong' | 'onDone'> {
  readonly typed: Typed;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** Where it is typed; a keyboard or scanner before the kiosk writes into it as well. Nothing of it is kept, corrected or suggested by the browser. */
function TypedField({ typed, label, hint, value, onChange, maxLength, isLong = false, onDone }: TypedFieldProps) {
  const hintId = useId();
  const { attach } = typed;
  const common = {
    className: 'kiosk-field',
    'aria-label': label,
    ...(hint !== undefined && { 'aria-describedby': hintId }),
    autoComplete: 'off',
    autoCorrect: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    inputMode: 'none',
    maxLength,
    value,
    onChange: (event: { readonly target: TypingElement }) => onChange(event.target.value),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.defaultPrevented || event.shiftKey) return;
      event.preventDefault();
      onDone();
    },
  } as const;
  return (
    <>
      {hint !== undefined && (
        <p className="kiosk-sub" id={hintId}>
          {hint}
        </p>
      )}
      {isLong ? <textarea {...common} rows={2} ref={attach} /> : <input {...common} ref={attach} />}
    </>
  );
}
