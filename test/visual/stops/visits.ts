import { openForm, openPerson } from '../../browser/screens/visit';
import { drawnPhoto } from '#test/support/drawn';
import { aPdf } from '#test/support/pdf';
import type { Stop } from '../stops';
import { at, MANAGER, screen, steps } from './steps';

const list = at('#/visits', '[data-row="3"]');
const SOMEBODY = '沈桂英';
const MET = /^(在家|In)$/;

const fillWrongly: Stop['go'] = async (page) => {
  await page.locator('.visit-form').getByText(MET).first().click();
  await page.locator('.blood-pressure input').nth(0).fill('92');
  await page.locator('.blood-pressure input').nth(1).fill('148');
  await page.keyboard.press('Control+Enter');
  await page.locator('.field-error').nth(1).waitFor();
  await page.locator('.save-words.is-saved').waitFor();
};

/** Three photos, and a file that is none. */
const addPhotos: Stop['go'] = async (page) => {
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/png', buffer });
  await page
    .locator('.photo-picker input[multiple]')
    .setInputFiles([
      file('meter.png', drawnPhoto('meter')),
      file('alarm.png', drawnPhoto('alarm')),
      file('stairs.png', drawnPhoto('stairs')),
      file('notes.jpg', Buffer.from('no photo')),
    ]);
  await page.locator('.photo-refused li').waitFor();
  await page.locator('.photo-tile img').nth(2).waitFor();
  await page.locator('.save-words.is-saved').waitFor();
  await page.locator('.photo-picker').scrollIntoViewIfNeeded();
};

/** Opens one, in a state that only a station could bring about. */
const openPhoto =
  (index: number, say: object, sign: string): Stop['go'] =>
  async (page) => {
    await page.evaluate(
      ([at, what]) => {
        const media = window.harness.station?.media;
        media?.say(Object.keys(media.kept())[at] ?? '', what);
      },
      [index, say] as const,
    );
    await page
      .locator('.photo-tile button')
      .nth(index * 2)
      .click();
    await page.locator(sign).first().waitFor();
  };

/** The round: the list, somebody beside it, the form in its states. */
export const VISITS: readonly Stop[] = [
  screen('visits', list),
  screen('visits-manager', list, { who: MANAGER }),
  screen('visits-empty', at('#/visits', '.empty'), { address: '?begin=empty' }),
  screen(
    'visits-person',
    steps(list, async (page) => {
      await openPerson(page, SOMEBODY);
      await page.locator('.visit-entry').first().waitFor();
    }),
  ),
  screen(
    'visit-form',
    steps(list, (page) => openForm(page, SOMEBODY)),
  ),
  screen(
    'visit-form-wrong',
    steps(list, (page) => openForm(page, SOMEBODY), fillWrongly),
  ),
  // Alone: photos stay on the device.
  screen(
    'visit-form-photos',
    steps(list, (page) => openForm(page, SOMEBODY), addPhotos),
    { isAlone: true },
  ),
  screen(
    'visits-person-photos',
    steps(
      list,
      (page) => openForm(page, SOMEBODY),
      addPhotos,
      async (page) => {
        await page
          .locator('.visit-form')
          .getByText(/^(不在家|Not in)$/)
          .first()
          .click();
        await page.keyboard.press('Control+Enter');
        await page.locator('.visit-entry .photo-tile img').nth(2).waitFor();
        await page.locator('.visit-entry .photo-strip').scrollIntoViewIfNeeded();
      },
    ),
    { isAlone: true },
  ),
  screen(
    'photo',
    steps(list, (page) => openForm(page, SOMEBODY), addPhotos, openPhoto(1, {}, '.photo-verdict.is-intact')),
    { isAlone: true },
  ),
  screen(
    'photo-altered',
    steps(
      list,
      (page) => openForm(page, SOMEBODY),
      addPhotos,
      openPhoto(1, { verdict: 'altered-image' }, '.photo-verdict.is-altered-image'),
    ),
    { isAlone: true },
  ),
  screen(
    'photo-elsewhere',
    steps(
      list,
      (page) => openForm(page, SOMEBODY),
      addPhotos,
      openPhoto(2, { absence: 'missing', status: { kind: 'elsewhere' } }, '.photo-stage p'),
    ),
    { isAlone: true },
  ),
  screen(
    'visits-person-addition',
    steps(list, async (page) => {
      await openPerson(page, SOMEBODY);
      const entry = page.locator('.visit-entry').first();
      await entry.locator('.visit-entry-foot .link-button').click();
      await entry.locator('.addition-form textarea').fill('新烟感已装好');
      const file = { name: 'alarm.png', mimeType: 'image/png', buffer: drawnPhoto('alarm') };
      await entry.locator('.addition-form input[multiple]').setInputFiles([file]);
      await entry.locator('.addition-form .photo-tile img').waitFor();
      await entry.locator('.addition-form').scrollIntoViewIfNeeded();
    }),
    { isAlone: true },
  ),
  screen(
    'photo-pdf',
    steps(
      list,
      (page) => openForm(page, SOMEBODY),
      async (page) => {
        const file = { name: '低保证.pdf', mimeType: 'application/pdf', buffer: aPdf(3) };
        await page.locator('.photo-picker input[multiple]').setInputFiles([file]);
        await page.locator('.photo-tile img').waitFor();
        await page.locator('.photo-tile button').first().click();
        await page.locator('.paper-stage img').waitFor();
        await page.locator('.photo-verdict.is-intact').waitFor();
      },
    ),
    { isAlone: true },
  ),
];
