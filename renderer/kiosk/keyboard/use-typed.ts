import { useCallback, useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

export type TypingElement = HTMLInputElement | HTMLTextAreaElement;

export interface Typed {
  readonly field: RefObject<TypingElement | null>;
  /** Takes the field when it is drawn. */
  readonly attach: (element: TypingElement | null) => void;
  /** Puts something where the caret is. */
  insert(text: string): void;
  /** Takes away what is marked, else the character before the caret. */
  erase(): void;
}

/** What keys on the screen do to a field, which keyboards that one holds in the hand write into as well. */
export function useTyped(value: string, maxLength: number, onChange: (value: string) => void): Typed {
  const field = useRef<TypingElement>(null);
  const caret = useRef<number | null>(null);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    if (caret.current === null) return;
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
    // The end of what was typed is what people look at.
    if (field.current) field.current.scrollLeft = field.current.scrollWidth;
  }, [value]);

  const replace = useCallback(
    (from: number, to: number, text: string) => {
      const next = value.slice(0, from) + text + value.slice(to);
      if (next.length > maxLength) return;
      caret.current = from + text.length;
      onChange(next);
      field.current?.focus({ preventScroll: true });
    },
    [value, maxLength, onChange],
  );

  const marked = (): readonly [number, number] => [
    field.current?.selectionStart ?? value.length,
    field.current?.selectionEnd ?? value.length,
  ];
  const attach = useCallback((element: TypingElement | null) => {
    field.current = element;
  }, []);
  return {
    field,
    attach,
    insert: (text) => replace(...marked(), text),
    erase: () => {
      const [from, to] = marked();
      if (from !== to) return replace(from, to, '');
      // A character of two halves goes whole.
      const before = [...value.slice(0, from)].at(-1) ?? '';
      replace(from - before.length, to, '');
    },
  };
}
