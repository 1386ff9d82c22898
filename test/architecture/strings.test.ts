import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Messages } from '#renderer/ui/index';
import { everyPart as parts } from '#test/support/every-part';
import { sourceFiles } from './layers';
import { looseWords, looseWordsIn } from './strings';

const ROOT = process.cwd();
const renderer = sourceFiles(ROOT).filter((file) => file.startsWith('renderer/'));
const isMessages = (file: string) => /(^|[/-])messages\.ts$/.test(file);

/** Files that hold words although they are no messages, and why. */
const ALLOWED: Readonly<Record<string, string>> = {
  'renderer/data/register/pinyin.ts': 'family names of two characters, a table',
  'renderer/data/register/search-words.ts': 'how addresses are written, to read what is typed',
  'renderer/ui/dates.ts': 'the spelling of dates',
};

describe('the words of the screens', () => {
  it('stand in messages and nowhere else', () => {
    const loose = renderer
      .filter((file) => !isMessages(file) && ALLOWED[file] === undefined)
      .flatMap((file) => looseWords(ROOT, file))
      .map(({ file, line, text, why }) => `${file}:${line} ${why}: ${text}`);
    expect(loose).toEqual([]);
  });

  it('are allowed elsewhere only where there are some', () => {
    for (const file of Object.keys(ALLOWED)) expect(looseWords(ROOT, file), file).not.toEqual([]);
  });

  it.each([
    ['a Chinese text', `const x = '保存';`],
    ['a Chinese piece of a template', 'const x = `共 ${n} 人`;'],
    ['words between tags', `const x = <p>Save now</p>;`],
    ['words in braces between tags', `const x = <p>{'Save now'}</p>;`],
    ['one of two words between tags', `const x = <p>{isOn ? 'Save' : t('x')}</p>;`],
    ['what readers hear', `const x = <button aria-label="Close" />;`],
    ['what readers hear, in braces', 'const x = <button aria-label={`Close ${name}`} />;'],
    ['what stands in an empty field', `const x = <input placeholder="Name" />;`],
    ['what comes up on hovering', `const x = <i title={isOn ? 'On' : ''} />;`],
  ])('are found: %s', (_what, text) => {
    expect(looseWordsIn('x.tsx', text)).not.toEqual([]);
  });

  it.each([
    ['a key of a word', `const x = <p>{t('save.now')}</p>;`],
    ['a class', `const x = <p className="save-now">{t('x')}</p>;`],
    ['a comparison', `const x = <p>{kind === 'open' ? t('a') : t('b')}</p>;`],
    ['a pattern', `const x = /[一-龥]/u;`],
    ['a comment', `// 保存`],
    ['a dot', `const x = <p>·</p>;`],
    ['a key', `const x = <kbd>Ctrl K</kbd>;`],
    ['a command', `const x = <code>--recover</code>;`],
    ['a unit', `const x = <span>mmHg</span>;`],
  ])('are not mistaken for it: %s', (_what, text) => {
    expect(looseWordsIn('x.tsx', text)).toEqual([]);
  });
});

/** Every set of words in a file of messages, by the name it is exported under. */
async function wordsIn(file: string): Promise<readonly (readonly [string, Messages])[]> {
  const exported = (await import(pathToFileURL(path.join(ROOT, file)).href)) as Readonly<Record<string, unknown>>;
  return Object.entries(exported).filter((entry): entry is [string, Messages] => {
    const value = entry[1];
    return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
  });
}

const contains = (all: Readonly<Record<string, string>>, some: Readonly<Record<string, string>>): boolean =>
  Object.entries(some).every(([key, text]) => all[key] === text);

/** Marks of Western print that touch a Chinese character; what stands for `{{count}}` may be either. */
const HALF_WIDTH =
  /\p{Script=Han}\s*[,;:!?()]|[,;:!?()]\s*\p{Script=Han}|\p{Script=Han}\.(?!\p{Letter}|\{\{)|\p{Script=Han}"|"\p{Script=Han}/u;

describe.each(renderer.filter(isMessages))('%s', (file) => {
  it('is among the words that the screens start with', async () => {
    const sets = await wordsIn(file);
    expect(sets.length, 'exports messages').toBeGreaterThan(0);
    for (const [name, { zh, en }] of sets) {
      const isThere = Object.values(parts).some((part) => contains(part.zh, zh) && contains(part.en, en));
      expect(isThere, `${name} belongs into renderer/staff/parts.ts`).toBe(true);
    }
  });

  it('uses Chinese marks in Chinese', async () => {
    const wrong = (await wordsIn(file)).flatMap(([, { zh }]) =>
      Object.entries(zh).flatMap(([key, text]) => (HALF_WIDTH.test(text) ? [`${key}: ${text}`] : [])),
    );
    expect(wrong).toEqual([]);
  });
});
