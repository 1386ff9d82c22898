import { useSyncExternalStore } from 'react';
import type { ThemeName } from './tokens';

/**
 * What somebody prefers on this device: language, theme, size. Kept in localStorage, because it must be known before anybody
 * signs in, and losing it costs nothing.
 */
export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export type ThemeChoice = ThemeName | 'system';
/** `large` is the elder mode: nothing smaller than 18 px, nothing to press smaller than 60 px. */
export type SizeChoice = 'usual' | 'large';

export interface Preferences {
  readonly language: Language;
  readonly theme: ThemeChoice;
  readonly size: SizeChoice;
}

const KEY = 'linli-preferences';
const DEFAULTS: Preferences = { language: 'zh', theme: 'system', size: 'usual' };

const listeners = new Set<() => void>();
let current: Preferences | undefined;

/** The preferences now. */
export function preferences(): Preferences {
  current ??= read();
  return current;
}

/** Changes some of them, for this and the next start. */
export function prefer(change: Partial<Preferences>): void {
  current = { ...preferences(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // A full or forbidden store: the choice holds until the page closes.
  }
  for (const listener of listeners) listener();
}

/** The preferences, kept current. */
export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, preferences);
}

/** The theme in force: the one chosen, or the system's. */
export function useThemeName(): ThemeName {
  const { theme } = usePreferences();
  const isDark = useMedia('(prefers-color-scheme: dark)');
  return theme === 'system' ? (isDark ? 'dark' : 'light') : theme;
}

/** Whether everything is drawn large (大字). */
export function useIsLarge(): boolean {
  return usePreferences().size === 'large';
}

/** Whether a media query holds, kept current. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<Record<keyof Preferences, unknown>>;
    return {
      language: LANGUAGES.find((each) => each === stored.language) ?? DEFAULTS.language,
      theme: (['light', 'dark', 'system'] as const).find((each) => each === stored.theme) ?? DEFAULTS.theme,
      size: (['usual', 'large'] as const).find((each) => each === stored.size) ?? DEFAULTS.size,
    };
  } catch {
    return DEFAULTS;
  }
}
