import { createInstance, type i18n, type Resource } from 'i18next';
import { useState } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Language } from './preferences';

/**
 * The words of one part of the product in both languages, by flat key: `'list.empty': '…'`. What follows a number has the
 * forms `_one` and `_other` in English and `_other` in Chinese.
 */
export interface Messages {
  readonly zh: Readonly<Record<string, string>>;
  readonly en: Readonly<Record<string, string>>;
}

/** Starts the words: every part's messages by its name, in the language given. */
export function startWords(parts: Readonly<Record<string, Messages>>, language: Language): i18n {
  const resources: Resource = { zh: {}, en: {} };
  for (const [part, messages] of Object.entries(parts)) {
    (resources['zh'] ?? {})[part] = { ...messages.zh };
    (resources['en'] ?? {})[part] = { ...messages.en };
  }
  const words = createInstance({
    resources,
    lng: language,
    fallbackLng: 'zh',
    defaultNS: 'ui',
    keySeparator: false,
    nsSeparator: false,
    // React escapes by itself.
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  void words.use(initReactI18next).init();
  return words;
}

/** Adds the words of parts that come with a page fetched later; they are there for whatever the caller draws. */
export function useWords(parts: Readonly<Record<string, Messages>>): void {
  const { i18n: words } = useTranslation();
  useState(() => {
    for (const [part, messages] of Object.entries(parts)) {
      words.addResourceBundle('zh', part, { ...messages.zh });
      words.addResourceBundle('en', part, { ...messages.en });
    }
  });
}
