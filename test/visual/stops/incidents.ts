import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

/** Opens the incident whose title begins like that, from the list. */
const open = (title: string): Stop['go'] =>
  steps(at('#/incidents', '.incidents [data-row]'), async (page: Page) => {
    await page.locator('.incidents [data-row]').filter({ hasText: title }).first().click();
    await page.locator('.incident-panel .incident-steps').waitFor();
  });

/** A table with something opened beside it, found by a word in it. */
const opened = (hash: string, row: string, word: string, sign: string): Stop['go'] =>
  steps(at(hash, row), async (page: Page) => {
    await page.locator(row).filter({ hasText: word }).first().click();
    await page.locator(sign).first().waitFor();
  });

/** Incidents: the list, the board, one of them, what is done about it, the report, and the tables behind them. */
export const INCIDENTS: readonly Stop[] = [
  screen('incidents', at('#/incidents', '.incidents [data-row]'), { who: MANAGER }),
  screen('incidents-board', at('#/incidents?view=board', '.incident-board [data-row]'), { who: MANAGER }),
  screen('incidents-opened', open('8幢东侧'), { who: MANAGER }),
  screen('incidents-same-time', open('7幢2单元四楼'), { who: MANAGER }),
  screen('incidents-step', steps(open('14幢西侧'), press('.incident-foot .ant-btn-primary', '.step-form select')), {
    who: MANAGER,
    isAlone: true,
  }),
  screen('incidents-empty', at('#/incidents', '.incidents .empty'), { address: '?begin=empty' }),
  screen('incident-report', at('#/incidents/report', '.report-form .category-options'), { isAlone: true }),
  screen(
    'incident-report-wrong',
    steps(at('#/incidents/report', '.report-form'), press('.report-foot .ant-btn-primary', '.field-error')),
    {
      isAlone: true,
    },
  ),
  screen(
    'incident-categories',
    opened('#/incidents/categories', '.category-rows [data-row]', '暴露垃圾', '.table-sources'),
    {
      who: MANAGER,
    },
  ),
  screen('incident-rules', at('#/incidents/rules?open=trial', '.trial table'), { who: MANAGER }),
];
