import type { Stop } from '../stops';
import { at, MANAGER, personId, screen } from './steps';

/** Risk: somebody's report, everybody by level, and the table of weights. */
export const RISK: readonly Stop[] = [
  screen('risk', at('#/risk', '.risk-people [data-row]'), { who: MANAGER }),
  screen(
    'person-risk',
    async (page) => {
      const id = encodeURIComponent(await personId(page, '沈桂英'));
      await at(`#/person?id=${id}&tab=risk`, '.risk-timeline li')(page);
    },
    { who: MANAGER },
  ),
  screen('risk-table', at('#/risk/table', '.risk-rule'), { who: MANAGER }),
];
