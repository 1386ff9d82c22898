import { useEffect, useRef } from 'react';
import { isChord, isMacKeyboard, keyText, type Chord } from './keys';

interface Shortcut {
  readonly id: string;
  readonly chord: Chord;
  /** Works over an open dialog, too. */
  readonly isEverywhere?: true;
}

/**
 * Every shortcut of the staff screens: this table is what listens and what the shortcuts page lists. Alt with a digit opens the page of
 * that place in the navigation. None of them is a browser's own that pages may not take (Ctrl+N, T, W), and none is a letter by itself,
 * which an input method would catch.
 */
export const SHORTCUTS = [
  { id: 'search', chord: { code: 'KeyK', with: 'primary' } },
  { id: 'shortcuts', chord: { key: '?', with: 'nothing' } },
  { id: 'lock', chord: { code: 'KeyL', with: 'primary-shift' }, isEverywhere: true },
  { id: 'visit', chord: { code: 'KeyN', with: 'alt' } },
  { id: 'new-person', chord: { code: 'KeyR', with: 'alt' } },
  { id: 'size', chord: { code: 'KeyL', with: 'alt' } },
  // Heard by the bar that shows the call (`features/calls`).
  { id: 'answer-call', chord: { code: 'KeyJ', with: 'alt' }, isEverywhere: true },
  { id: 'page-1', chord: { code: 'Digit1', with: 'alt' } },
  { id: 'page-2', chord: { code: 'Digit2', with: 'alt' } },
  { id: 'page-3', chord: { code: 'Digit3', with: 'alt' } },
  { id: 'page-4', chord: { code: 'Digit4', with: 'alt' } },
  { id: 'page-5', chord: { code: 'Digit5', with: 'alt' } },
  { id: 'page-6', chord: { code: 'Digit6', with: 'alt' } },
  { id: 'page-7', chord: { code: 'Digit7', with: 'alt' } },
  { id: 'page-8', chord: { code: 'Digit8', with: 'alt' } },
  { id: 'page-9', chord: { code: 'Digit9', with: 'alt' } },
  { id: 'page-10', chord: { code: 'Digit0', with: 'alt' } },
] as const satisfies readonly Shortcut[];
export type ShortcutId = (typeof SHORTCUTS)[number]['id'];

/** What shortcuts do; one without an entry does nothing and is left to the browser. */
export type ShortcutActions = Readonly<Partial<Record<ShortcutId, () => void>>>;

/** Listens for the shortcuts that have an action, as long as the caller is drawn. */
export function useShortcuts(actions: ShortcutActions): void {
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      const shortcut: (Shortcut & { readonly id: ShortcutId }) | undefined = SHORTCUTS.find(({ chord }) =>
        isChord(event, chord),
      );
      const run = shortcut && newest.current[shortcut.id];
      if (!run || (!shortcut.isEverywhere && isBehindDialog())) return;
      event.preventDefault();
      run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

/** The keys of a shortcut in one text, by this device's keyboard. */
export function shortcutKeys(id: ShortcutId): string {
  const found = SHORTCUTS.find((shortcut) => shortcut.id === id);
  return found ? keyText(found.chord, isMacKeyboard()) : '';
}

/** Whether the pages lie behind a dialog that waits for an answer. */
const isBehindDialog = (): boolean =>
  document.querySelector('dialog[open]') !== null ||
  [...document.querySelectorAll<HTMLElement>('.ant-modal-wrap')].some((dialog) => dialog.checkVisibility());
