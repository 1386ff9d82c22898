import { usePreferences, type Language } from './preferences';

/** The language of the screens now. */
export function useLanguage(): Language {
  return usePreferences().language;
}
