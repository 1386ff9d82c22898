import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, signIn, type Screens } from '../support/open-screens';
import { goToAddress, idsOf } from './people';
import { saved } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const openTab = async (page: Page, name: string): Promise<string> => {
  const [id = ''] = await idsOf(page, name);
  await goToAddress(page, `#/person?id=${encodeURIComponent(id)}&tab=ability`);
  await page.getByRole('heading', { level: 1, name }).waitFor();
  await page.getByRole('tabpanel').getByRole('button').first().waitFor();
  return id;
};
/** Name of an elder whom nobody has assessed yet. */
const unassessed = (page: Page) =>
  page.evaluate(async () => {
    const { station } = window.harness;
    if (!station) throw new Error('nobody is signed in');
    const all = <T>(collection: 'care' | 'people', type: string) =>
      new Promise<readonly T[]>((resolve) => {
        station.records.all(collection, type).subscribe((found) => resolve(found as unknown as readonly T[]));
      });
    const assessed = new Set(
      (await all<{ personUid: string }>('care', 'assessment')).map(({ personUid }) => personUid),
    );
    const people = await all<{ uid: string; name: string; birthDate: string; status: string }>('people', 'person');
    const counts = new Map<string, number>();
    for (const { name } of people) counts.set(name, (counts.get(name) ?? 0) + 1);
    const found = people.find(
      ({ uid, name, birthDate, status }) =>
        birthDate < '1955' && status === 'living-here' && counts.get(name) === 1 && !assessed.has(uid),
    );
    if (!found) throw new Error('everybody was assessed');
    return found.name;
  });
const openForm = async (page: Page, button: string) => {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.locator('.ability-form').waitFor();
};
const answerAll = async (page: Page, digits: string) => {
  for (const digit of digits) await page.keyboard.press(digit);
};
/** Everything alone, as usual, awake. */
const ABLE = '1'.repeat(26);
const assessmentsOf = (page: Page) =>
  page.evaluate(() =>
    (window.harness.station?.outbox() ?? [])
      .filter(({ id }) => id.startsWith('assessment~'))
      .map(({ record }) => record),
  );

describe('an ability assessment', () => {
  it('is answered by digits, says points and level as soon as they are known, is sealed, and is corrected by another', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await openTab(page, await unassessed(page));
    await openForm(page, '开始评估');
    await page.keyboard.press('3');
    await page.getByText('已答1项，共26项').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('还有26处没有填好，已在上面标出。').waitFor();
    await answerAll(page, ABLE.slice(1));
    const sum = page.locator('.ability-sum');
    await sum.getByText('88 / 90分').waitFor();
    await sum.getByText('轻度失能').waitFor();
    await page
      .getByRole('radiogroup', { name: /确诊的认知障碍/ })
      .getByText('痴呆')
      .click();
    await sum.getByText(/按分数是轻度失能，因为确诊认知障碍或其他精神疾病/).waitFor();
    await page.getByRole('button', { name: '跌倒多一次' }).click();
    await page.getByRole('button', { name: '跌倒多一次' }).click();
    await sum.getByText('重度失能').waitFor();
    await saved(page);
    await page.keyboard.press('Control+Enter');

    const now = page.getByRole('tabpanel');
    await now.getByText('88 / 90分').waitFor();
    await now.getByText('下次评估：2027年11月23日前').waitFor();
    const [record, ...others] = await assessmentsOf(page);
    expect(others).toEqual([]);
    expect(record).toMatchObject({ assessedOn: '2026-11-23', reason: 'first', replacesUid: null });
    expect(JSON.stringify(record)).not.toMatch(/dementia|answers|B1\.1/);

    await openForm(page, '更正');
    await page.getByText(/更正11月23日的评估/).waitFor();
    await page.getByRole('button', { name: /^进食/ }).click();
    await page.keyboard.press('1');
    await page
      .getByRole('radiogroup', { name: /确诊的认知障碍/ })
      .getByText('没有', { exact: true })
      .click();
    await page.getByRole('button', { name: '跌倒少一次' }).click();
    await page.keyboard.press('Control+Enter');
    await now.getByText('90 / 90分').waitFor();
    await now.getByText('已更正，不算数').waitFor();
    expect((await assessmentsOf(page)).map((each) => each?.['replacesUid'])).toEqual([null, record?.uid]);

    await openForm(page, '重新评估');
    await answerAll(page, `4${ABLE.slice(1)}`);
    await page
      .getByRole('radiogroup', { name: /确诊的认知障碍/ })
      .getByText('没有', { exact: true })
      .click();
    await page.getByRole('radiogroup', { name: '评估原因' }).getByText('情况变化').click();
    await page.keyboard.press('Control+Enter');
    await now.getByText('总分90 → 87，能力完好 → 轻度失能').click();
    await now.getByText('少3分').waitFor();

    await page.evaluate(() => Object.assign(window, { print: () => undefined }));
    await page.getByRole('button', { name: '打印评估表' }).click();
    await page.emulateMedia({ media: 'print' });
    const paper = page.locator('.ability-paper');
    await paper.getByText('老年人能力评估表').waitFor();
    for (const text of ['评估人签字', '被评估人或家属签字', '能力等级 轻度失能'])
      await paper.getByText(new RegExp(text)).waitFor();
    expect(await page.locator('.person-file').isVisible()).toBe(false);
    await page.context().close();
  });

  it('begun by thumb on a tablet is there again after the page died, and its writer may read it back', async () => {
    const first = await screens.open('', { viewport: 'tablet' });
    const context = first.context();
    await openTab(first, await unassessed(first));
    await openForm(first, '开始评估');
    await first.getByText('独立进食，无呛咳').click();
    // The next item opens by itself, under the thumb.
    await first.getByRole('radiogroup', { name: '修饰' }).waitFor();
    await first.getByRole('radiogroup', { name: '修饰' }).getByText('独立完成').click();
    await saved(first);
    const address = first.url();
    await first.close();
    const page = await context.newPage();
    await page.goto(address);
    await signIn(page);
    await page.getByText('已答2项，共26项').waitFor();
    await page.getByText('接着上次填写，没有丢失').waitFor();
    await answerAll(page, ABLE.slice(2));
    await page
      .getByRole('radiogroup', { name: /确诊的认知障碍/ })
      .getByText('没有', { exact: true })
      .click();
    await page.getByRole('button', { name: '保存评估' }).click();
    await page.getByRole('tabpanel').getByText('90 / 90分').waitFor();
    await page.context().close();
  });

  it('of somebody else’s making is closed to whoever does not read health, who is told why', async () => {
    const page = await screens.open('', { who: 'linxy' });
    const [id = ''] = await idsOf(page, '沈桂英');
    await goToAddress(page, `#/person?id=${encodeURIComponent(id)}&tab=ability`);
    const panel = page.getByRole('tabpanel');
    await panel.getByText('不能打开').first().waitFor();
    await panel.getByText(/能力评估属于健康信息，您的岗位不能看/).waitFor();
    expect(await panel.getByText(/\d+ \/ \d+/).count()).toBe(0);
    expect(await page.getByRole('button', { name: '开始评估' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('the archives', () => {
  it('count who is covered by what, name who is missing and why, and lead from the figure of the workbench', async () => {
    const page = await screens.open('#/', { who: 'zhoum' });
    await page.getByRole('link', { name: '重点人群监测覆盖' }).click();
    await page.getByRole('heading', { level: 1, name: '重点人群' }).waitFor();
    const all = page.locator('.care-archives button').first();
    const missing = async () => Number(/差([\d,]+)人/.exec((await all.textContent()) ?? '')?.[1]);
    const before = await missing();
    const rows = page.getByRole('grid');
    await rows.getByText('从未走访').first().waitFor();
    await rows.getByText('没有设备').first().waitFor();

    // An assessment in date covers somebody whom nobody visited.
    await page.evaluate(async () => {
      const { station } = window.harness;
      if (!station) throw new Error('nobody is signed in');
      const round = await station.register.round({
        today: '2026-11-23',
        intervals: { elderly: 90, child: 180, disabled: 60, livingAlone: 30 },
        levelDays: { high: 7, medium: 14, unknown: 30, low: 180 },
      });
      const row = round.find(
        ({ overdueDays, watch, assessedOn, age }) =>
          overdueDays > 0 && watch !== 'works' && assessedOn === null && age > 65,
      );
      if (!row) throw new Error('everybody is covered');
      const [, scope = ''] = row.person._id.split('~');
      const uid = station.newUid();
      const content = await station.sealer.seal({}, { uid, field: 'content', scope, class: 'health' });
      const fields = {
        personUid: row.person.uid,
        assessedOn: '2026-11-20',
        reason: 'first',
        replacesUid: null,
        content,
      };
      await station.writer.create({ type: 'assessment', scope, uid, fields });
    });
    await expect.poll(missing).toBe(before - 1);
    await page.getByRole('button', { name: '全部人员' }).click();
    await page.getByRole('button', { name: /^独居/ }).click();
    await expect.poll(() => page.url()).toContain('kind=livingAlone');
    expect(await page.getByRole('button', { name: '导出' }).isEnabled()).toBe(true);
    await page.context().close();
  });
});
