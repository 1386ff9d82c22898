import { useEffect, useRef } from 'react';

/** As the shortcuts page lists it. */
export const ANSWER_KEYS = 'Alt+J';

/** Answers by one chord, from wherever the person is; null while nothing rings. A letter alone would be caught by an input method. */
export function useAnswerKey(answer: (() => void) | null): void {
  const newest = useRef(answer);
  useEffect(() => {
    newest.current = answer;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.code !== 'KeyJ' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (!newest.current || event.repeat) return;
      event.preventDefault();
      newest.current();
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  }, []);
}
