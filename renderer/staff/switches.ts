import { prefer, preferences, type ThemeChoice } from '#renderer/ui/index';

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };

/** Draws everything large, or at the usual size again. */
export const toggleSize = (): void => prefer({ size: preferences().size === 'large' ? 'usual' : 'large' });

/** Changes between Chinese and English. */
export const nextLanguage = (): void => prefer({ language: preferences().language === 'zh' ? 'en' : 'zh' });

/** As the system, light, dark, and round again. */
export const nextTheme = (): void => prefer({ theme: NEXT_THEME[preferences().theme] });
