import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { goToAddress, openFile } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** Keeps the print dialog shut and counts how often it was asked for, with what stood on the papers. */
const catchPrints = (page: Page) =>
  page.evaluate(() => {
    const caught: string[] = [];
    Object.assign(window, { caught });
    window.print = () => caught.push(document.querySelector('.risk-papers')?.textContent ?? '');
  });
const printed = (page: Page) => page.evaluate(() => (window as unknown as { readonly caught: string[] }).caught);

describe('a risk report', () => {
  it('is a page of the file: by key, by address, with why, what changed and what to do', async () => {
    const page = await screens.open('', { who: 'lijg' });
    const id = await openFile(page, '沈桂英');
    await tab(page, '概况').focus();
    await page.keyboard.press('ArrowRight');
    expect(await tab(page, '风险报告').getAttribute('aria-selected')).toBe('true');
    expect(page.url()).toContain('tab=risk');
    await page.getByText('健康、安全、生活三维评估').waitFor();
    await page.getByRole('img', { name: /三维得分：健康 \d+/ }).waitFor();
    await page.locator('.risk-reasons li').first().waitFor();
    await page.getByText('本报告只提示异常，不作诊断。').waitFor();
    await page.getByRole('heading', { name: /^和.*相比$/ }).waitFor();
    await page.getByRole('heading', { name: '下一步' }).waitFor();
    expect(await page.locator('.risk-timeline li').count()).toBeGreaterThan(0);
    expect(await seriousViolations(page)).toEqual([]);
    await page.reload();
    expect(id).not.toBe('');
    await page.context().close();
  });

  it('goes onto paper under the station’s head, charts and all', async () => {
    const page = await screens.open('', { who: 'lijg' });
    await openFile(page, '沈桂英');
    await tab(page, '风险报告').click();
    await page.getByRole('button', { name: '打印报告' }).waitFor();
    await catchPrints(page);
    await page.getByRole('button', { name: '打印报告' }).click();
    await expect.poll(() => printed(page)).toHaveLength(1);
    const [paper] = await printed(page);
    expect(paper).toContain('青禾里社区服务中心');
    expect(paper).toContain('沈桂英');
    expect(paper).toContain('不作诊断');
    await page.context().close();
  });

  it('shows a worker without the health function figures and levels, and says why no more', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    await goToAddress(page, '#/risk');
    await page.locator('.risk-people [data-row="0"]').click();
    await page.getByText('健康、安全、生活三维评估').waitFor();
    await page.getByText('您的功能里没有健康').waitFor();
    expect(await page.locator('.risk-reasons').count()).toBe(0);
    expect(await page.getByRole('button', { name: '打印报告' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('everybody by risk', () => {
  it('counts by level, dimension and grid, leads from a figure to its list and from there to a report', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await goToAddress(page, '#/risk');
    await page.getByRole('heading', { name: '风险', exact: true }).waitFor();
    const cell = page.locator('.risk-matrix').first().locator('td a').filter({ hasNotText: /^0$/ }).first();
    const count = Number(await cell.innerText());
    await cell.click();
    await page.getByText(`${count}人`, { exact: true }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.locator('.risk-people [data-row="0"]').click();
    await page.getByText('健康、安全、生活三维评估').waitFor();
    await page.context().close();
  });

  it('prints the list’s reports as one job', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await goToAddress(page, '#/risk');
    const button = page.getByRole('button', { name: /^打印这\d+份报告$/ });
    await button.waitFor();
    const count = Number(/\d+/.exec(await button.innerText())?.[0]);
    await catchPrints(page);
    await button.click();
    await expect.poll(() => printed(page), { timeout: 20_000 }).toHaveLength(1);
    const [papers = ''] = await printed(page);
    expect(papers.split('风险评估报告').length - 1).toBe(count);
    await page.context().close();
  });

  it('goes by a table that a manager changes after seeing whom it moves', async () => {
    const page = await screens.open('', { who: 'zhoum' });
    await goToAddress(page, '#/risk/table');
    const field = page.getByLabel('年龄，达到75时的分数');
    await field.fill('-3');
    await page.getByText('越严重分数不能越低').waitFor();
    expect(await page.getByRole('button', { name: '保存为新版本' }).isDisabled()).toBe(true);
    await field.fill('8');
    await page.getByRole('button', { name: '算一算' }).click();
    await page.getByText(/按本机能看到的\d+人的资料算/).waitFor();
    await page.getByRole('button', { name: '保存为新版本' }).click();
    await page.getByText('已保存为第2版').waitFor();
    await page.getByText('现在用第2版').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });
});
