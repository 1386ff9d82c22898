import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIndex, storedPictures, type Index } from './baselines';
import { comparePictures } from './compare';
import { judge, mannerFor, type Manner } from './judge';
import { PICTURES } from './pictures';
import { decodePng, encodePalettePng } from './png';
import { openStudio, type Studio } from './studio';
import type { Stop } from './stops';

const WIDE = { viewport: 'wide', theme: 'dark', language: 'zh' } as const;

let studio: Studio;
let index: Index;
let manner: Manner;
beforeAll(async () => {
  studio = await openStudio();
  const stored = readIndex();
  if (!stored) throw new Error('no pictures are stored: npm run visual -- --update');
  index = stored;
  manner = mannerFor(index, studio.fingerprint);
  if (manner === 'landmarks') {
    console.warn('browser or fonts are not those of the stored pictures: only where things stand is compared');
  }
});
afterAll(() => studio.close());

describe('the stored pictures', () => {
  it('are those that there are', () => {
    const names = PICTURES.map(({ name }) => name).sort();
    expect([...storedPictures()].sort()).toEqual(names);
    expect(Object.keys(index.landmarks).sort()).toEqual(names);
  });

  it.each(PICTURES.filter(({ isShort }) => isShort))('$name looks as it should', async ({ name, stop, look }) => {
    expect(judge(name, await studio.see(stop, look), index, manner)).toEqual([]);
  });
});

describe('a picture', () => {
  const status = PICTURES.find(({ name }) => name === 'gallery-status.dark')?.stop as Stop;
  const after = (change: (root: HTMLElement) => void): Stop => ({
    ...status,
    go: async (page) => {
      await status.go(page);
      await page.evaluate(`(${change.toString()})(document.documentElement)`);
    },
  });
  const see = (stop: Stop) => studio.see(stop, WIDE);

  it('is the same each time, and the same as when it was stored', async () => {
    const [one, other] = [await see(status), await see(status)];
    expect(comparePictures(one.picture, other.picture).kind).toBe('same');
    const stored = decodePng(encodePalettePng(one.picture));
    expect(comparePictures(stored, one.picture).kind).toBe('same');
  });

  it.each<readonly [string, (root: HTMLElement) => void]>([
    [
      'a digit',
      (root) => {
        const chip = [...root.querySelectorAll('.deadline span')].find((each) => each.textContent === '剩 38 分');
        if (chip) chip.textContent = '剩 35 分';
      },
    ],
    ['the colour of a word', (root) => root.style.setProperty('--warn', 'var(--ok)')],
    ['a ground by a shade', (root) => root.style.setProperty('--bg', 'var(--surface)')],
    [
      'a weight',
      (root) => root.querySelectorAll('.tag').forEach((tag) => tag.setAttribute('style', 'font-weight:600')),
    ],
  ])('tells when it has changed: %s', async (_what, change) => {
    const stored = decodePng(encodePalettePng((await see(status)).picture));
    expect(comparePictures(stored, (await see(after(change))).picture).kind).toBe('different');
  });

  it.each<readonly [string, RegExp, (root: HTMLElement) => void]>([
    ['wider than the window', /wider than the window/, (root) => root.style.setProperty('width', '2000px')],
    [
      'cut off',
      /cut off/,
      (root) =>
        root
          .querySelector('.tag')
          ?.setAttribute('style', 'display:inline-block;width:20px;overflow:hidden;white-space:nowrap'),
    ],
    [
      'upon each other',
      /upon each other/,
      (root) =>
        root.querySelectorAll('.tag').forEach((tag) => tag.setAttribute('style', 'position:absolute;background:none')),
    ],
  ])('tells in any font when something is %s', async (_what, trouble, change) => {
    expect((await see(status)).troubles).toEqual([]);
    expect((await see(after(change))).troubles.join()).toMatch(trouble);
  });

  it('is told by its landmarks where letters are drawn otherwise', async () => {
    const here = studio.fingerprint;
    expect(mannerFor({ ...index, fingerprint: { ...here, text: 'other' } }, here)).toBe('landmarks');
    const sight = await see(status);
    const name = 'gallery-status.dark';
    expect(judge(name, sight, index, 'landmarks')).toEqual([]);
    const moved = sight.landmarks.map((each) => ({ ...each, left: each.left + 40 }));
    expect(judge(name, { ...sight, landmarks: moved }, index, 'landmarks')).not.toEqual([]);
    expect(judge('never-stored', sight, index, 'landmarks').join()).toContain('npm run visual -- --update');
  });
});
