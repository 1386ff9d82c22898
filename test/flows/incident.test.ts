import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { readQr } from '#test/support/read-qr';
import {
  addPhoto,
  beginStep,
  findIncident,
  openIncident,
  openIncidents,
  panel,
  responseFigure,
  takeStep,
  timeline,
} from './incident/steps';
import { badge, signIn } from './screens';

const ADDRESS = '9幢2单元三楼';
const TITLE = `${ADDRESS}：楼道堆物`;
const TOLD = '纸箱和旧床板都清走了，楼道恢复通行。';

describe('an incident, from a photo in the stairwell to a resident’s rating', () => {
  let host: TestHost;
  let tablet: Chromium;
  let desk: Chromium;
  let phone: Chromium;
  let receiptPage = '';
  let before: Awaited<ReturnType<typeof responseFigure>>;

  beforeAll(async () => {
    host = await startTestHost();
    [tablet, desk, phone] = await Promise.all([
      startChromium({ authoritySpki: host.authoritySpki, width: 800, height: 1280 }),
      startChromium({ authoritySpki: host.authoritySpki }),
      startChromium({ authoritySpki: host.authoritySpki, width: 390, height: 844 }),
    ]);
    await tablet.page.setViewportSize({ width: 800, height: 1280 });
    await phone.page.setViewportSize({ width: 390, height: 844 });
    await phone.page.setExtraHTTPHeaders({ 'accept-language': 'zh-CN,zh;q=0.9' });
    await Promise.all([signIn(tablet.page, host, 'lijg'), signIn(desk.page, host, 'sunlh')]);
  });

  afterAll(async () => {
    await Promise.all([tablet?.close(), desk?.close(), phone?.close()]);
    await host?.dispose();
  });

  it('is reported by the grid worker with a photo while the tablet has no network', async () => {
    before = await responseFigure(desk.page);
    const { page, context } = tablet;
    // Pages that were not opened yet come from what the browser has put aside.
    const isPutAside = () => navigator.serviceWorker.ready.then(() => undefined);
    await Promise.all([page.evaluate(isPutAside), desk.page.evaluate(isPutAside)]);
    // An open stream outlives what Chromium calls offline: without the host there is none.
    await host.stop();
    await context.setOffline(true);
    await badge(page, '离线');
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '工作台' }).click();
    await page.getByRole('button', { name: '报事件' }).click();
    await page.getByText('没有网络也能照常上报').waitFor();
    await page.locator('.category-options').getByText('楼道堆物', { exact: true }).click();
    await page.getByText('到站内后自动交给街道消防科。').waitFor();
    await page.getByRole('combobox', { name: '楼栋或地址' }).fill(ADDRESS);
    await addPhoto(page, 'stairs');
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    await page.getByText('现在没有网络，连上后自动送出').waitFor();
    await openIncidents(desk.page);
    await findIncident(desk.page, TITLE);
    await desk.page.getByText('没有符合条件的事件').waitFor();
  });

  it('goes to the fire office by the station’s rule once there is a network, with a receipt for the resident', async () => {
    const { page, context } = tablet;
    await host.start();
    await context.setOffline(false);
    await page.getByRole('heading', { name: '已送到站内' }).waitFor();
    await page.getByText('已交给街道消防科').waitFor();
    const slip = page.locator('.receipt .receipt-slip');
    const code = (await slip.locator('.receipt-code').textContent()) ?? '';
    await slip.getByText('青禾里社区服务中心').waitFor();
    await slip.getByText(host.residents, { exact: true }).waitFor();
    receiptPage = readQr(await slip.getByRole('img', { name: /扫码/ }).screenshot()) ?? '';
    expect(receiptPage).toBe(`${host.residents}/p/${code.replace('-', '')}`);
  });

  it('is dealt with by the duty lead, who sees the photo, and says what the resident may see', async () => {
    const { page } = desk;
    await openIncident(page, TITLE);
    await panel(page).getByText('按规则「消防安全交街道消防科」').waitFor();
    await timeline(page)
      .filter({ hasText: /分拨.*系统/ })
      .getByText('抄送青禾物业公司')
      .waitFor();
    await panel(page).locator('.incident-photos .photo-tile img').waitFor();
    await beginStep(page, '到场处置');
    await takeStep(page, '到场处置', '处置中');
    const form = await beginStep(page, '记录处置');
    await form.getByLabel('说明（可以不写）').fill('302室王先生配合，清走两车');
    await addPhoto(page, 'alarm');
    await addPhoto(page, 'meter');
    expect(await form.getByRole('checkbox').count()).toBe(0);
    await form.getByRole('switch', { name: '结果给居民看' }).check();
    await form.getByLabel('写给居民的话').fill(TOLD);
    await form.getByRole('checkbox', { name: '第1张' }).check();
    await takeStep(page, '记录处置', '待核查');
    await timeline(page)
      .filter({ hasText: /处置完成.*孙丽华/ })
      .getByText('给居民看1张照片')
      .waitFor();
  });

  it('shows the resident how far it is, and nothing of the work before somebody has checked it', async () => {
    const { page } = phone;
    await page.goto(receiptPage);
    await page.getByText('已处置，待核查').waitFor();
    await page.getByText('交给街道消防科').waitFor();
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.getByText(TOLD).count()).toBe(0);
  });

  it('is checked by the grid worker, who sees what the resident will see, and closed at the desk', async () => {
    const { page } = tablet;
    await page.getByRole('button', { name: '看这件事' }).click();
    const form = await beginStep(page, '核查通过');
    expect(await form.getByRole('switch', { name: '结果给居民看' }).isChecked()).toBe(true);
    expect(await form.getByLabel('写给居民的话').inputValue()).toBe(TOLD);
    expect(await form.getByRole('checkbox', { name: '第1张' }).isChecked()).toBe(true);
    expect(await form.getByRole('checkbox', { name: '第2张' }).isChecked()).toBe(false);
    await takeStep(page, '核查通过', '待结案');
    await panel(desk.page).locator('.incident-pills').getByText('待结案', { exact: true }).waitFor();
    await beginStep(desk.page, '结案');
    await takeStep(desk.page, '结案', '已结案');
  });

  it('is rated by the resident on a phone, who sees the picture that was marked and no other', async () => {
    const { page } = phone;
    await page.reload();
    await page.getByText('已办结').waitFor();
    await page.getByText(TOLD).waitFor();
    const pictures = page.locator('img');
    expect(await pictures.count()).toBe(1);
    await expect.poll(() => pictures.evaluate((node) => (node as HTMLImageElement).naturalWidth)).toBe(640);
    const text = await page.locator('body').innerText();
    for (const secret of [ADDRESS, '王先生', '孙丽华', '李建国']) expect(text).not.toContain(secret);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await page.getByLabel('非常满意', { exact: true }).check();
    await page.getByLabel(/想说的话/).fill('半天就清走了');
    await page.getByRole('button', { name: '提交评价' }).click();
    await page.getByText('评价收到了，谢谢您。').waitFor();
  });

  it('tells the staff what the resident said, and counts in the response figure of the workbench', async () => {
    const rating = timeline(desk.page).filter({ hasText: '居民评价' });
    await rating.getByText('非常满意').waitFor();
    await rating.getByText('半天就清走了').waitFor();
    await timeline(tablet.page).filter({ hasText: '居民评价' }).getByText('非常满意').waitFor();
    const after = await responseFigure(desk.page);
    expect(after).toEqual({ count: before.count + 1, within: before.within + 1 });
    for (const secret of [ADDRESS, '王先生', '半天就清走了']) expect(host.output()).not.toContain(secret);
  });
});
