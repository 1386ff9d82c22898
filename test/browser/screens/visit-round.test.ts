import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const written = (page: Page, type: string) =>
  page.evaluate(
    (wanted) =>
      (window.harness.station?.outbox() ?? [])
        .filter(({ id }) => id.startsWith(`${wanted}~`))
        .map(({ record }) => record),
    type,
  );
const stops = (page: Page) => page.locator('.round-stops > li');
const addresses = (page: Page) => page.locator('.round-stops .round-stop > b').allTextContents();

describe('a day’s round', () => {
  it('is planned home by home, changed by hand, kept on the disk, and shows what was done', async () => {
    const page = await screens.open('#/visits', { homes: 'usual' });
    await page.getByRole('link', { name: '排今天的路线' }).click();
    await page.getByRole('heading', { level: 1, name: '今天的路线' }).waitFor();
    await stops(page).nth(8).waitFor();
    expect(await stops(page).count()).toBe(9);
    const [first, second, third] = await addresses(page);
    await page.getByRole('button', { name: '第1户往后' }).click();
    expect((await addresses(page)).slice(0, 2)).toEqual([second, first]);
    await page.getByRole('button', { name: '保存路线' }).click();
    await page.getByText(/已保存，您的每台设备上都一样/).waitFor();
    await page.getByRole('button', { name: '第1户今天不去' }).click();
    await expect.poll(() => addresses(page)).toEqual(expect.arrayContaining([first]));
    await expect.poll(async () => (await addresses(page))[1]).toBe(third);
    await expect.poll(async () => (await written(page, 'round')).at(-1)?.['stops']).toHaveLength(8);

    await page.getByText(/可以再加的\d+户/).click();
    await page
      .getByRole('button', { name: /^加上.+家$/ })
      .first()
      .click();
    await expect.poll(() => stops(page).count()).toBe(9);

    await page.evaluate(async () => {
      const { station } = window.harness;
      const round = station?.outbox().find(({ id }) => id.startsWith('round~'))?.record;
      const [stop] = (round?.['stops'] ?? []) as readonly { personUids: readonly string[] }[];
      for (const personUid of stop?.personUids ?? []) {
        const fields = {
          ...{ personUid, householdUid: null, dwellingUid: null, kind: 'home', place: null, nextVisitOn: null },
          ...{ startedAtMs: station?.nowMs() ?? 0, finishedAtMs: station?.nowMs() ?? 0, additions: [], photos: [] },
          ...{ form: { id: 'visit', version: 1 }, answers: { outcome: 'absent' } },
        };
        await station?.writer.create({ type: 'visit', scope: 'qinghe-1', uid: station.newUid(), fields });
      }
    });
    await page.getByText('去过，没见到').first().waitFor();
    await page.getByText(/已走1户/).waitFor();
    await goToAddress(page, '#/visits');
    await page.getByRole('heading', { level: 1, name: '走访' }).waitFor();
    await goToAddress(page, '#/visits/round');
    await page.getByText(/已走1户/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});

describe('whoever leads the team', () => {
  it('gives two visits to another worker with three keys, takes it back, and sees each one’s load', async () => {
    const page = await screens.open('#/visits', { who: 'zhoum', homes: 'usual' });
    await page.getByRole('grid').locator('[data-row="0"]').focus();
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('g');
    await page.getByRole('dialog', { name: '把2人的走访交给' }).waitFor();
    await page.keyboard.press('1');
    await page.getByText(/2人的走访已交给/).waitFor();
    const plans = await written(page, 'visit-plan');
    expect(plans).toHaveLength(2);
    expect(new Set(plans.map((plan) => plan?.['assigneeUid'])).size).toBe(1);
    await page.getByRole('button', { name: '撤销' }).click();
    await expect
      .poll(async () => (await written(page, 'visit-plan')).map((plan) => plan?.['assigneeUid']))
      .toEqual([null, null]);

    await page.getByRole('link', { name: '团队' }).click();
    await page.getByRole('heading', { level: 1, name: '走访团队' }).waitFor();
    const worker = page.getByRole('row').filter({ hasText: '李建国' });
    await worker.getByText(/人，[\d.]+%/).waitFor();
    await worker.getByRole('link', { name: '李建国' }).click();
    await page.getByText('只看李建国的走访').waitFor();
    await page.context().close();
  });

  it('changes how often risk is visited, is told what is wrong, and sees what follows before saving', async () => {
    const page = await screens.open('#/visits/rules', { who: 'zhoum' });
    const high = page.getByLabel('高风险');
    await high.fill('40');
    await page.getByText('不能比中风险隔得更久').waitFor();
    expect(await page.getByRole('button', { name: '保存规则' }).isDisabled()).toBe(true);
    await high.fill('3');
    await page.getByText(/现在逾期\d+人，改后\d+人/).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '保存规则' }).click();
    await page.getByRole('heading', { level: 1, name: '走访' }).waitFor();
    expect(await written(page, 'rule-table')).toMatchObject([
      { name: 'visits', revision: 1, content: { levelDays: { high: 3 } } },
    ]);
    await page.context().close();
  });
});
