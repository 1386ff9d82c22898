import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, type Screens } from '../support/open-screens';
import { idsOf } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const bell = (page: Page) => page.getByRole('button', { name: /^提醒/ });
const panel = (page: Page) => page.getByRole('dialog', { name: '提醒' });

/** The host has told somebody something about a resident; `change` makes it another message. */
async function tell(page: Page, n: number, person: string, change: Record<string, unknown> = {}): Promise<void> {
  await page.evaluate(
    async ([key, record, changed]) => {
      const { station } = window.harness;
      if (!station) throw new Error('nobody is signed in');
      const { uid } = station.session.staff;
      const at = station.nowMs();
      const touch = { at, by: uid, on: 'host00000000' };
      await station.spoil({
        _id: `message~qinghe~${key}`,
        uid: `01TEST0000000000000000000${key.slice(-1)}`,
        type: 'message',
        schema: 1,
        created: touch,
        changed: touch,
        vv: { host00000000: 1 },
        born: '0mwsi1hc0000.host00000000.1',
        stamps: {},
        yields: [],
        channel: 'app',
        recipient: { kind: 'staff', uid },
        urgency: 'urgent',
        template: 'care',
        title: { zh: '请去看看{who}', en: 'Please see {who}' },
        body: { zh: '{what}，两天没有动静。', en: '{what}: no sign for two days.' },
        values: {
          who: { kind: 'field', record, field: 'name' },
          what: { kind: 'text', text: '3幢' },
        },
        notBeforeMs: 0,
        expiresAtMs: at + 3_600_000,
        state: 'sent',
        attempts: [],
        nextAttemptAtMs: at,
        ...changed,
      });
    },
    [`care${n}`, person, change] as const,
  );
}

describe('a message to somebody who works here', () => {
  it('is behind the bell with the name that this device may show, until it is read, and leads to whom it is about', async () => {
    const page = await screens.open('#/visits', { who: 'zhoum' });
    const [id = ''] = await idsOf(page, '沈桂英');
    await tell(page, 1, id);
    await tell(page, 2, id, { title: { zh: '还没送出的' }, state: 'queued' });
    await tell(page, 3, id, {
      title: { zh: '给别人的' },
      recipient: { kind: 'staff', uid: '01TEST00000000000000000099' },
    });
    await tell(page, 4, id, { title: { zh: '早就过时的' }, expiresAtMs: 1 });
    await bell(page).press('Enter');
    await panel(page).getByText('3幢，两天没有动静。').waitFor();
    for (const title of ['还没送出的', '给别人的', '早就过时的'])
      expect(await panel(page).getByText(title).count(), title).toBe(0);
    const line = panel(page).getByRole('link', { name: /请去看看沈桂英/ });
    expect(await line.getByText('未读').count()).toBe(1);
    await line.click();
    await page.getByRole('heading', { name: /沈桂英/ }).waitFor();
    await bell(page).press('Enter');
    await line.waitFor();
    await expect.poll(() => line.getByText('未读').count()).toBe(0);
    await page.context().close();
  });
});
