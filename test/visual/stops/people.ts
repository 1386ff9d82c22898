import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, personId, press, screen, steps } from './steps';

const GRID_ROW = '.data-grid [data-row="3"] b';
const SOMEBODY = '沈桂英';
/** Gets a name as long as one on a document can be. */
const RENAMED = '何秀兰';
const LONG_NAME = '买买提明·阿卜杜热合曼·吐尔逊江·依布拉音木';

const openFile =
  (name: string): Stop['go'] =>
  async (page: Page) => {
    const id = await personId(page, name);
    await at(`#/person?id=${encodeURIComponent(id)}`, '.timeline')(page);
  };

const rename: Stop['go'] = async (page) => {
  const id = await personId(page, RENAMED);
  await page.evaluate(
    async ([who, name]) => {
      await window.harness.station?.writer.edit(who, () => ({ name }));
    },
    [id, LONG_NAME] as const,
  );
};

const filterFor = (text: string, sign: string): Stop['go'] => {
  return async (page) => {
    await page.locator('.filter-text input').fill(text);
    await page.locator(sign).first().waitFor();
  };
};

const search: Stop['go'] = async (page) => {
  await at('#/people', GRID_ROW)(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').waitFor();
};

/** Types into the search, and waits for an answer that says so. */
const typeSearch =
  (text: string, sign: string, says: string): Stop['go'] =>
  async (page) => {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox').fill(text);
    await dialog.locator(sign).filter({ hasText: says }).first().waitFor();
  };

/** Among what is done less often with a file: merging it, then sending it to another grid. */
const MOVE = '.more-actions button:nth-of-type(2)';
/** Whom the host knows to have moved. */
const LONG_GONE = 'person~qinghe-1~01M4G0NE000000000000000001';

/** Residents, somebody's file, its forms, homes and firms. */
export const PEOPLE: readonly Stop[] = [
  screen('residents', at('#/people', GRID_ROW)),
  screen('residents-manager', at('#/people', GRID_ROW), { who: MANAGER }),
  screen('residents-empty', at('#/people', '.empty'), { address: '?begin=empty' }),
  screen('residents-none', steps(at('#/people', GRID_ROW), filterFor('zzzzqq', '.empty'))),
  screen(
    'residents-one',
    steps(
      at('#/people', GRID_ROW),
      filterFor(SOMEBODY, '.data-grid [aria-rowcount="2"], .data-grid [aria-rowcount="1"]'),
    ),
  ),
  screen('residents-person', steps(at('#/people', GRID_ROW), press(GRID_ROW, 'article')), { who: MANAGER }),
  screen(
    'residents-selected',
    steps(at('#/people?kind=elderly', GRID_ROW), press('.data-grid [data-row="1"] input', '.foot-bar')),
  ),
  screen(
    'residents-filter',
    steps(at('#/people?kind=elderly', GRID_ROW), press('.filter-bar .tool-button', '.popover-panel input')),
  ),
  screen('person', openFile(SOMEBODY)),
  screen('person-long-name', steps(rename, openFile(LONG_NAME))),
  screen(
    'person-transfer',
    steps(openFile(SOMEBODY), press('.more-button', '.more-actions'), press(MOVE, '.transfer-form')),
    { who: MANAGER },
  ),
  screen('person-moved', at(`#/person?id=${LONG_GONE}`, '.empty .ant-btn-primary'), { who: MANAGER }),
  screen('person-new', at('#/person/new', '.entry-foot')),
  screen(
    'person-new-missing',
    steps(at('#/person/new', '.entry-foot'), async (page) => {
      await page.keyboard.press('Control+Enter');
      await page.locator('.field-error').first().waitFor();
    }),
  ),
  screen('homes', at('#/homes', '.data-grid [data-row="0"] b')),
  screen('homes-households', at('#/homes?tab=households', '.data-grid [data-row="0"] b')),
  screen('homes-enterprises', at('#/homes?tab=enterprises', '.data-grid [data-row="0"] b'), { who: MANAGER }),
  screen(
    'homes-opened',
    steps(at('#/homes', '.data-grid [data-row="0"] b'), press('.data-grid [data-row="0"] b', '.beside .facts')),
  ),
  screen('search', search),
  screen('search-hits', steps(search, typeSearch('sgy', '[role=option]', SOMEBODY))),
  screen('search-none', steps(search, typeSearch('zzzzqq', '.search-none', 'zzzzqq'))),
];
