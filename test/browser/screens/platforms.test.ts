import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ASK_EVERY_MS } from '#shared/domain/platforms/transmission';
import type { WireRecord } from '#shared/schema/envelope';
import { uid } from '#test/support/builders';
import { connect, platformDesk } from '../../integration/platforms/desk';
import { MANAGER } from '../../integration/dispatch/station';
import { NINE } from '../../unit/incidents/incidents';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';
import { openRealHost } from '../support/real-host';
import { DESK_KEY } from '../support/screens/server';
import { goToAddress } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const LEAD = { role: 'lead', post: 'manager', sub: MANAGER, dbs: { 'queue-qinghe': 'write' } } as const;
/** Who connects platforms. */
const OFFICE = { ...LEAD, functions: ['keys'] } as const;
/** What is pushed to a page cannot be passed on by a test, so the page asks again and again until the host slows it down. */
const PUSHED = /429/;
const shots = process.env['SHOTS'];
const shot = async (page: Page, name: string) =>
  void (shots && (await page.screenshot({ path: `${shots}/platforms-${name}.png` })));
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Everything real: the connector, its host, and a province that answers over HTTP. */
async function station() {
  const desk = await platformDesk({ keysFor: async () => [DESK_KEY] });
  const service = desk.start();
  const province = await desk.province();
  const host = await openRealHost({ platforms: service });
  onTestFinished(() => host.stop());
  const sync = async (page: Page): Promise<void> => {
    const range = { startKey: '', endKey: '\uffff', inclusiveEnd: true, descending: false, skip: 0 };
    const all = { ...range, keys: null, limit: 200, includeDocs: true, conflicts: false };
    const { rows } = (await desk.hub.database('desk-qinghe')?.allDocs(all)) ?? { rows: [] };
    const records = rows.flatMap((row) => {
      if (!('doc' in row) || !row.doc) return [];
      const { _rev, ...record } = row.doc as unknown as WireRecord & { readonly _rev: string };
      return record.type === 'application' || record.type === 'transmission' ? [record] : [];
    });
    await page.evaluate(
      async (given) => {
        for (const record of given) await window.harness.station?.spoil(record as never);
      },
      records as unknown as object[],
    );
  };
  return { ...desk, service, province, host, sync };
}

describe('a platform', () => {
  it('is connected with words for what is wrong, given nothing without an agreement, and told no more than is allowed', async () => {
    const { host, province, service } = await station();
    const page = await screens.open('?host=real#/settings/connectors', { who: 'zhoum', expects: PUSHED });
    await host.stand(page, OFFICE);
    const card = page.locator('.card').filter({ has: page.getByRole('heading', { name: '部门业务平台' }) });
    await card.getByText('还没有接业务平台').waitFor();
    await card.getByRole('button', { name: '接一个平台' }).click();
    const form = card.getByRole('form');
    await form.getByLabel('接口地址').fill('http://zwfw.example.gov.cn');
    await form.getByLabel('对方自己的签发证书').fill('不是证书');
    await form.getByLabel('数据共享协议编号').fill('浙数共〔2026〕17号');
    await form.getByRole('button', { name: /保\s?存/ }).click();
    for (const said of [
      '请写平台名称',
      '代号不对，或者已经有了',
      '接口地址不对',
      '要以 -----BEGIN CERTIFICATE----- 开头',
      '请至少写一个主管部门',
      '协议编号和有效期要一起填',
    ])
      await form.getByText(said).waitFor();
    await form.scrollIntoViewIfNeeded();
    await shot(page, 'wrong');
    expect(await seriousViolations(page), 'wrong').toEqual([]);

    await form.getByLabel('平台名称').fill('省政务服务平台');
    await form.getByLabel('代号').fill('province');
    await form.getByLabel('接口地址').fill(province.url);
    await form.getByLabel('对方自己的签发证书').fill('');
    await form.getByLabel('主管部门').fill('民政局\n\n 民政局 \n医保局');
    await form.getByLabel('数据共享协议编号').fill('');
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await card.getByText('只显示这一次').waitFor();
    const secret = (await card.locator('code').first().textContent()) ?? '';
    expect(secret).toMatch(/^whsec_/);
    await shot(page, 'secret');
    expect(await seriousViolations(page), 'secret').toEqual([]);
    await card.getByRole('button', { name: '记下了' }).click();
    await card.getByText('没有数据共享协议，不传送').waitFor();
    await card.getByText('只传事项和受理时间，不传个人信息').waitFor();
    expect(await card.getByText(secret).count()).toBe(0);
    expect(service.view().platforms).toMatchObject([
      { problem: 'no-agreement', departments: ['民政局', '医保局'], fields: [] },
    ]);
    await shot(page, 'no-agreement');

    await card.getByRole('button', { name: '改省政务服务平台' }).click();
    await form.getByLabel('数据共享协议编号').fill('浙数共〔2026〕17号');
    await form.getByLabel('协议有效期到').fill('2027-12-31');
    await form.getByText('姓名', { exact: true }).click();
    await form.getByText('材料清单', { exact: true }).click();
    await form.getByRole('button', { name: /保\s?存/ }).click();
    await card.getByText('只传：姓名、材料清单').waitFor();
    await card.getByText('正常。等送0件，退回0件').waitFor();
    await shot(page, 'well');
    expect(await seriousViolations(page), 'well').toEqual([]);
    expect(service.view().platforms).toMatchObject([{ problem: null, fields: ['name', 'materials'] }]);

    await card.getByRole('button', { name: '改省政务服务平台' }).click();
    await form.getByRole('button', { name: '移除' }).click();
    await form.getByText('移除以后不再传送').waitFor();
    await form.getByRole('button', { name: '确定移除' }).click();
    await card.getByText('还没有接业务平台').waitFor();
    await page.context().close();
  });

  it('shows at the application whether it is on its way, given back with the reason, there with its number, decided', async () => {
    const desk = await station();
    const { host, province, service, sync } = desk;
    province.secret = await connect(service, province);
    province.mood = { kind: 'down' };
    const id = await desk.apply(1);
    await service.settled();
    await service.settled();
    const page = await screens.open('?host=real#/applications', { who: 'linxy', expects: PUSHED });
    await host.stand(page, LEAD);
    await sync(page);
    await goToAddress(page, `#/applications?open=${encodeURIComponent(id)}`);
    const part = page.getByRole('region', { name: '报送业务平台' });
    await part.getByText('正在传给省政务服务平台').waitFor();
    await part.getByText(/试了1次没有送到（对方答复 503），.*再试/).waitFor();
    await shot(page, 'waiting');
    expect(await seriousViolations(page), 'waiting').toEqual([]);

    province.mood = { kind: 'refuses', reason: '身份证号与姓名不符' };
    desk.at(NINE + 3_600_000);
    await service.settled();
    await sync(page);
    await part.getByText('省政务服务平台退回').waitFor();
    await part.getByText('平台说：身份证号与姓名不符').waitFor();
    await part.getByText('传送记录（2次）').click();
    await shot(page, 'refused');
    expect(await seriousViolations(page), 'refused').toEqual([]);
    province.mood = { kind: 'well' };
    await part.getByRole('button', { name: '改好了，再传一次' }).click();
    await expect.poll(async () => (await desk.transmission(1))?.round).toBe(2);
    await service.settled();
    await sync(page);
    await part.getByText('已传省政务服务平台').waitFor();
    const [matter] = province.matters.values();
    await part.getByText(`受理号 ${matter?.receipt ?? ''}`).waitFor();
    expect(await part.getByRole('button', { name: '改好了，再传一次' }).count()).toBe(0);
    await shot(page, 'sent');

    province.stand(matter?.receipt ?? '', { state: 'decided', outcome: 'granted', reason: '符合条件' });
    desk.at(NINE + 3_600_000 + 2 * ASK_EVERY_MS);
    await service.settled();
    await sync(page);
    await part.getByText('省政务服务平台已办结').waitFor();
    await part.getByText('平台的办理结果：准予。').waitFor();
    await shot(page, 'decided');
    expect(await seriousViolations(page), 'decided').toEqual([]);
    expect((await desk.standing(id)).outcome).toBe('granted');
    expect(id).toContain(uid(1));
    await page.context().close();
  });

  it.each([
    { language: 'en', viewport: 'wide', theme: 'dark' },
    { language: 'en', viewport: 'tablet', theme: 'light' },
  ] as const)('has pages that fit and are read aloud: $language, $viewport', async (options) => {
    const desk = await station();
    const { host, province, service, sync } = desk;
    province.secret = await connect(service, province);
    province.mood = { kind: 'refuses', reason: '身份证号与姓名不符' };
    const id = await desk.apply(1);
    await service.settled();
    await service.settled();
    const page = await screens.open('?host=real#/settings/connectors', { who: 'zhoum', expects: PUSHED, ...options });
    await host.stand(page, OFFICE);
    await page.getByRole('button', { name: 'Change 省政务服务平台' }).click();
    const form = page.locator('.platform-form');
    await form.scrollIntoViewIfNeeded();
    await shot(page, `form-${options.viewport}`);
    expect(await seriousViolations(page), 'form').toEqual([]);
    expect(await overflow(page), 'form').toBeLessThanOrEqual(0);
    await sync(page);
    await goToAddress(page, `#/applications?open=${encodeURIComponent(id)}`);
    const part = page.getByRole('region', { name: 'Department’s platform' });
    await part.getByText('Given back by 省政务服务平台').waitFor();
    await part.scrollIntoViewIfNeeded();
    await shot(page, `refused-${options.viewport}`);
    expect(await seriousViolations(page), 'refused').toEqual([]);
    expect(await overflow(page), 'refused').toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
