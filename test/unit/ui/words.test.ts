import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#shared/errors/app-error';
import { messages as ui } from '#renderer/ui/messages';
import { startWords } from '#renderer/ui/words';
import { everyPart as parts } from '#test/support/every-part';
import { tellingOf } from '../../../renderer/ui/error-notice';

const HAN = /\p{Script=Han}/u;

const baseKeys = (words: Readonly<Record<string, string>>) =>
  [...new Set(Object.keys(words).map((key) => key.replace(/_(one|other)$/, '')))].sort();
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map((match) => match[1]).sort();

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}
const renderer = ['renderer/ui', 'renderer/features', 'renderer/staff'].flatMap(sources);

describe.each(Object.entries(parts))('the words of %s', (_part, { zh, en }) => {
  it('are there in both languages', () => {
    expect(baseKeys(en)).toEqual(baseKeys(zh));
  });

  it('name the same facts in both languages', () => {
    for (const [key, text] of Object.entries(en)) {
      const chinese = zh[key] ?? zh[key.replace(/_one$/, '_other')] ?? zh[key.replace(/_(one|other)$/, '')] ?? '';
      // "One day" may leave its number out.
      if (key.endsWith('_one')) expect(placeholders(chinese)).toEqual(expect.arrayContaining(placeholders(text)));
      else expect(placeholders(text), key).toEqual(placeholders(chinese));
    }
  });

  it('have both forms of every number in English, and the one form in Chinese', () => {
    for (const key of Object.keys(en).filter((each) => /_(one|other)$/.test(each))) {
      const base = key.replace(/_(one|other)$/, '');
      expect(en, base).toHaveProperty([`${base}_one`]);
      expect(en, base).toHaveProperty([`${base}_other`]);
      expect(zh, base).toHaveProperty([`${base}_other`]);
    }
  });

  it('are never empty, and English has no Chinese in it', () => {
    for (const text of [...Object.values(zh), ...Object.values(en)]) expect(text.trim()).not.toBe('');
    // The switch to Chinese names the language in Chinese.
    for (const [key, text] of Object.entries(en)) if (key !== 'language.switch') expect(text).not.toMatch(HAN);
  });
});

describe('the screens', () => {
  it('ask for no word that is not there', () => {
    const missing: string[] = [];
    for (const file of renderer) {
      const text = readFileSync(file, 'utf8');
      const own = /useTranslation\(\[?'([\w-]+)'/.exec(text)?.[1];
      if (own === undefined) continue;
      for (const [, key = '', rest = ''] of text.matchAll(/\bt\(\s*'([^']+)'([^)]*)\)/g)) {
        const part = /ns: '([\w-]+)'/.exec(rest)?.[1] ?? own;
        const known = new Set(baseKeys(parts[part]?.zh ?? {}));
        if (!known.has(key)) missing.push(`${file}: ${part} has no '${key}'`);
      }
      for (const [, prefix = '', rest = ''] of text.matchAll(/\bt\(\s*`([^`$]*)\$\{[^`]*`([^)]*)\)/g)) {
        const part = /ns: '([\w-]+)'/.exec(rest)?.[1] ?? own;
        if (prefix !== '' && !baseKeys(parts[part]?.zh ?? {}).some((key) => key.startsWith(prefix))) {
          missing.push(`${file}: ${part} has nothing under '${prefix}'`);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('have a sentence and a way on for every failure, in both languages', () => {
    for (const code of ERROR_CODES) {
      const { words } = tellingOf(code);
      for (const language of [ui.zh, ui.en]) {
        expect(language, code).toHaveProperty([`error.${words}.title`]);
        expect(language, code).toHaveProperty([`error.${words}.text`]);
      }
    }
  });

  it('count in both languages', () => {
    const words = startWords(parts, 'en');
    const t = words.getFixedT('en', 'visits');
    expect(t('due.overdue', { count: 1 })).toBe('1 day over');
    expect(t('due.overdue', { count: 12 })).toBe('12 days over');
    expect(words.getFixedT('zh', 'visits')('due.overdue', { count: 1 })).toBe('超 1 天');
  });
});
