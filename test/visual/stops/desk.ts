import type { Page } from 'playwright-core';
import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

const CLERK = 'linxy';

/** Opens the first application of the list of what is late. */
const openLate: Stop['go'] = steps(at('#/applications?tab=late', '.applications [data-row]'), async (page: Page) => {
  await page.locator('.applications [data-row]').first().click();
  await page.locator('.application-panel .application-steps').waitFor();
});

/** The desk: the catalogue with an item and its editor, applications, one of them, the form, and poor ratings. */
export const DESK: readonly Stop[] = [
  screen('services', at('#/services', '.services [data-row]'), { who: CLERK }),
  screen('services-item', at('#/services?open=S017', '.service-item'), { who: MANAGER }),
  screen('services-edit', at('#/services?open=S017&edit=1', '.service-editor'), { who: MANAGER }),
  screen('applications', at('#/applications', '.applications [data-row]'), { who: CLERK }),
  screen('applications-opened', openLate, { who: CLERK }),
  screen(
    'applications-step',
    steps(openLate, press('.application-actions .ant-btn-primary', '.application-step textarea')),
    { who: CLERK },
  ),
  screen('applications-poor', at('#/applications?poor=1', '.rectify-list'), { who: CLERK }),
  screen('application-form', at('#/applications/new?item=S017', '.application-form .material-rows'), {
    who: CLERK,
    isAlone: true,
  }),
];
