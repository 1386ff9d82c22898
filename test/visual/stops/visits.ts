import { openForm, openPerson } from '../../browser/screens/visit';
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
];
