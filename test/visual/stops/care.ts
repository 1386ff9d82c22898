import type { Stop } from '../stops';
import { at, MANAGER, personId, screen, steps } from './steps';

const ofSomebody =
  (hash: (id: string) => string, sign: string): Stop['go'] =>
  async (page) =>
    at(hash(encodeURIComponent(await personId(page, '沈桂英'))), sign)(page);

const form = ofSomebody((id) => `#/assessment?id=${id}`, '.ability-form');

/** Key people: archives, assessments, the team, the rules and a day's round. */
export const CARE: readonly Stop[] = [
  screen('key-people', at('#/key-people', '.care-list [data-row]'), { who: MANAGER }),
  screen(
    'person-ability',
    ofSomebody((id) => `#/person?id=${id}&tab=ability`, '.ability-now'),
    { who: MANAGER },
  ),
  screen(
    'assessment',
    steps(form, async (page) => {
      for (const digit of ['2', '1', '3']) await page.keyboard.press(digit);
      await page.locator('.save-words.is-saved').waitFor();
    }),
    { who: MANAGER, isAlone: true },
  ),
  screen('visits-team', at('#/visits/team', '.team td'), { who: MANAGER }),
  screen('visits-rules', at('#/visits/rules', '.rules-form'), { who: MANAGER }),
  screen('visits-round', at('#/visits/round', '.round-stops li')),
];
