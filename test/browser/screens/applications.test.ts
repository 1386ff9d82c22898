import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '#shared/schema/types/application';
import type { Rating } from '#shared/schema/types/rating';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const sentOf = <T>(page: Page, type: string): Promise<readonly T[]> =>
  page.evaluate(
    (prefix) =>
      (window.harness.station?.outbox() ?? [])
        .filter(({ id }) => id.startsWith(prefix))
        .map(({ record }) => record as unknown as never),
    `${type}~`,
  );

describe('the catalogue', () => {
  it('is searched by a name, tells what is not provided, and prints what to bring', async () => {
    const page = await screens.open('#/services', { who: 'linxy' });
    await page.getByText(/87项在办/).waitFor();
    await page.getByRole('textbox', { name: '搜事项名称、编号、部门' }).fill('高龄');
    await page.getByRole('row', { name: /高龄津贴/ }).click();
    const panel = page.locator('.service-item');
    await panel.getByText('银行卡', { exact: false }).first().waitFor();
    expect(await panel.getByText('未提供').count()).toBeGreaterThan(2);
    expect(await page.getByRole('button', { name: '修改' }).count()).toBe(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '打印材料清单' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('请带齐：').waitFor();
    await dialog.getByText('58毫米小票').click();
    expect(await seriousViolations(page)).toEqual([]);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const [, width] = /\/MediaBox\s*\[0 0 ([\d.]+)/.exec(pdf) ?? [];
    expect(Math.round((Number(width) * 25.4) / 72)).toBe(58);
  });

  it('gets a new version from its manager, and what runs keeps its own', async () => {
    const page = await screens.open('#/services?open=S017', { who: 'zhoum' });
    await page.getByRole('button', { name: '修改' }).click();
    const editor = page.getByRole('form', { name: /改：80周岁/ });
    await editor.getByRole('button', { name: '加一样材料' }).click();
    await editor.getByRole('button', { name: '存为新版本' }).click();
    await editor.getByText('有一样材料没有写名称').waitFor();
    await editor.getByRole('textbox', { name: '材料8', exact: true }).fill('社保卡复印件');
    await editor.getByRole('textbox', { name: '收费' }).fill('不收费');
    await editor.getByRole('button', { name: '存为新版本' }).click();
    await page.locator('.service-item').getByText('社保卡复印件').waitFor();
    await page.getByText(/共2版/).waitFor();
    await goToAddress(page, '#/applications');
    await page
      .getByRole('row', { name: /高龄津贴/ })
      .first()
      .click();
    await page.locator('.application-panel .application-steps').waitFor();
    expect(await page.locator('.application-panel').getByText('社保卡复印件').count()).toBe(0);
  });
});

describe('an application at the window', () => {
  it('is filled in by keyboard, survives a restart, lets a material follow, and prints receipt and notice', async () => {
    const page = await screens.open('#/applications/new?ticket=A023&day=2026-11-23', { who: 'linxy' });
    await page.getByText('号码A023').waitFor();
    await page.getByRole('combobox', { name: '办什么' }).fill('高龄');
    await page.keyboard.press('Enter');
    await page.getByText('承诺22工作日，法定30工作日').waitFor();
    await page.getByRole('combobox', { name: '申请人' }).fill('何秀兰');
    await page
      .getByRole('option', { name: /何秀兰/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '换一个人，不是何秀兰' }).waitFor();
    await page.getByRole('button', { name: /填档案里的：/ }).click();
    const row = (name: RegExp) => page.getByRole('group', { name }).first();
    await row(/高龄津贴申请书/).focus();
    for (let at = 0; at < 5; at += 1) {
      await page.keyboard.press('1');
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('3');
    await row(/低保证.*：不用/).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText(/还缺材料/).waitFor();
    await page.getByText(/已存在本机/).waitFor();

    await page.reload();
    await signIn(page, 'linxy');
    await page.getByText(/接着上次填的/).waitFor();
    await row(/照片：缺/).focus();
    await page.keyboard.press('4');
    await row(/照片：容缺/).waitFor();
    expect(await page.getByLabel(/照片最晚哪天补交/).inputValue()).toBe('2026-11-28');
    expect(await seriousViolations(page)).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '已经收下' }).waitFor();
    await page.getByText('回执编号等连上站里再给').waitFor();

    const [application] = await sentOf<Application>(page, 'application');
    expect(application).toMatchObject({ itemNumber: 'S017', ticketNumber: 'A023', channel: 'counter', receipt: null });
    expect(application?.steps.map(({ kind }) => kind)).toEqual([
      'submit',
      ...Array<string>(6).fill('material'),
      'accept',
    ]);
    expect(JSON.stringify(application)).not.toContain('清和路');
    await page.getByRole('button', { name: '打印告知书' }).click();
    await page.getByRole('dialog').getByText('照片').first().waitFor();
    await page.keyboard.press('Escape');
    await goToAddress(page, '#/applications?tab=mine');
    await page
      .getByRole('row', { name: /何秀兰/ })
      .first()
      .waitFor();
  });
});

describe('the desk’s list', () => {
  it('has what is late in a list of its own, and an application goes on to its decision there', async () => {
    const page = await screens.open('#/applications?tab=late', { who: 'linxy' });
    await page.getByRole('row', { name: /最低生活保障/ }).click();
    const panel = page.locator('.application-panel');
    await panel.getByText('督办').first().waitFor();
    await panel.getByText('请问一问街道核查到哪一步了。').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await panel.getByRole('button', { name: '作出决定' }).click();
    await panel.getByRole('combobox', { name: '结果' }).selectOption('refused');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('请写明为什么。').waitFor();
    await panel.getByRole('textbox', { name: '备注' }).fill('家庭收入超过标准。');
    await page.keyboard.press('Control+Enter');
    await panel.getByText('已决定').first().waitFor();
    await panel.getByText('非常不满意').click();
    await panel.getByText('会有人给您回电话').waitFor();
    await panel.getByRole('button', { name: '提交评价' }).click();
    await panel.getByText('服务评价').waitFor();
    const [rating] = await sentOf<Rating>(page, 'rating');
    expect(rating).toMatchObject({ satisfaction: 'very-dissatisfied', itemNumber: 'S018', channel: 'counter' });
    expect(rating?.rectifyByMs).toBeGreaterThan(rating?.ratedAtMs ?? 0);
  });

  it('lists poor ratings until somebody has called back and put it right', async () => {
    const page = await screens.open('#/applications?poor=1', { who: 'sunlh' });
    const item = page.locator('.rectify-list > li').filter({ hasText: '来了三次才办好' });
    await item.getByText('已接手').waitFor();
    await item.getByRole('button', { name: '回访到了' }).click();
    await item.getByText('请写一句').waitFor();
    await item.getByRole('textbox', { name: '说了什么、改了什么' }).fill('道了歉，材料清单已经贴出来。');
    await item.getByRole('button', { name: '回访到了' }).click();
    await item.getByText('已回访').waitFor();
    await item.getByRole('textbox', { name: '说了什么、改了什么' }).fill('以后当场打印清单。');
    await item.getByRole('button', { name: '整改完了' }).click();
    await item.getByText('整改完', { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });

  it('fits a tablet in large type and the dark, in English', async () => {
    const page = await screens.open('#/applications', {
      who: 'linxy',
      viewport: 'tablet',
      language: 'en',
      theme: 'dark',
      size: 'large',
    });
    await page.getByRole('heading', { name: 'Applications' }).waitFor();
    await page.getByRole('row').nth(1).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await goToAddress(page, '#/applications/new');
    await page.getByRole('heading', { name: 'New application' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
  });
});
