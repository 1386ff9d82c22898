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

describe('a message to somebody who works in a grid', () => {
  it('is behind the bell of the tablet without the host, and behind nobody else’s', async () => {
    const page = await screens.open('#/visits', { who: 'lijg', viewport: 'tablet' });
    const notice = async (n: number, recipient: string | null) =>
      page.evaluate(
        async ([key, to]) => {
          const { station } = window.harness;
          if (!station) throw new Error('nobody is signed in');
          station.setHubAway(true);
          const own = station.session.staff.uid;
          const at = station.nowMs();
          const touch = { at, by: own, on: 'host00000000' };
          const uid = `01TEST0000000000000000000${key}`;
          const content = {
            title: { zh: '事件派给了您', en: 'An incident is yours' },
            body: { zh: '{where}有人等着。', en: 'Somebody waits at {where}.' },
            values: { where: { kind: 'text', text: `${key}幢` } },
          };
          const place = { uid, field: 'content', scope: 'qinghe-1', class: 'general' } as const;
          await station.spoil({
            _id: `notice~qinghe-1~notice${key}`,
            uid,
            type: 'notice',
            schema: 1,
            created: touch,
            changed: touch,
            vv: { host00000000: 1 },
            born: '0mwsi1hc0000.host00000000.1',
            stamps: {},
            yields: [],
            recipientUid: to ?? own,
            urgency: 'normal',
            content: await station.sealer.seal(content, place),
            expiresAtMs: at + 3_600_000,
          });
        },
        [n, recipient] as const,
      );
    await notice(1, null);
    await notice(2, '01TEST00000000000000000099');
    await bell(page).click();
    await panel(page).getByText('事件派给了您').waitFor();
    await panel(page).getByText('1幢有人等着。').waitFor();
    expect(await panel(page).getByText('事件派给了您').count()).toBe(1);
    await page.context().close();
  });
});
