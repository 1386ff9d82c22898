/** Keys pressed together. `code` is the key's place on the board, so that an input method or another layout changes nothing. */
export type Chord =
  | { readonly code: string; readonly with: 'primary' | 'primary-shift' | 'alt' }
  /** A character by itself: only outside of fields, where it would be typed. */
  | { readonly key: string; readonly with: 'nothing' };

/** Whether the keyboard is a Mac's, whose keys have other names. */
export const isMacKeyboard = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether an event is these keys and no others. */
export function isChord(event: KeyboardEvent, chord: Chord): boolean {
  if (event.isComposing || event.repeat) return false;
  // AltGr comes as Ctrl and Alt together, and writes characters.
  const isPrimary = (event.ctrlKey || event.metaKey) && !event.altKey;
  switch (chord.with) {
    case 'nothing':
      return event.key === chord.key && !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target);
    case 'primary':
      return event.code === chord.code && isPrimary && !event.shiftKey;
    case 'primary-shift':
      return event.code === chord.code && isPrimary && event.shiftKey;
    case 'alt':
      return event.code === chord.code && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  }
}

/** The keys by the names that stand on the board, in the order they are pressed. */
export function keyNames(chord: Chord, isMac: boolean): readonly string[] {
  if (chord.with === 'nothing') return [chord.key];
  const key = chord.code.replace(/^(Key|Digit)/, '');
  const held = {
    primary: isMac ? ['⌘'] : ['Ctrl'],
    'primary-shift': isMac ? ['⇧', '⌘'] : ['Ctrl', 'Shift'],
    alt: isMac ? ['⌥'] : ['Alt'],
  }[chord.with];
  return [...held, key];
}

/** The same in one text, as it stands beside a button or command. */
export const keyText = (chord: Chord, isMac: boolean): string => keyNames(chord, isMac).join(isMac ? '' : '+');

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
