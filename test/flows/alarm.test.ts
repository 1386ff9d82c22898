import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '#shared/ipc/station-api';
import { alarmStanding } from '#shared/schema/types/alarm';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { AFTER_SECONDS, alarmsAt, pairMeter, startMeter } from './alarm/set-up';
import { badge, signIn } from './screens';
import { sessionAt } from './secrecy/known';

const WHO = '高志忠';
const HEAD = `久未用水：${WHO}`;

describe('water that stops at an elder’s home', () => {
  let host: TestHost;
  let tablet: Chromium;
  let desk: Chromium;
  let session: Session;
  let meter: Awaited<ReturnType<typeof startMeter>>;
  /** Address of the resident’s report. */
  let report = '';

  beforeAll(async () => {
    host = await startTestHost();
    session = await sessionAt(host, 'zhoum');
    [tablet, desk] = await Promise.all([
      startChromium({ authoritySpki: host.authoritySpki, width: 800, height: 1280 }),
      startChromium({ authoritySpki: host.authoritySpki }),
    ]);
    await Promise.all([signIn(tablet.page, host, 'lijg'), signIn(desk.page, host, 'zhoum')]);
    meter = await startMeter(host, await pairMeter(host, session, WHO));
  });

  afterAll(async () => {
    await meter?.stop();
    await Promise.all([tablet?.close(), desk?.close()]);
    await host?.dispose();
  });

  it('is one alarm within seconds of its time, though the host is killed before anybody was told', async () => {
    meter.use(30);
    const usedAtMs = Date.now();
    while ((await alarmsAt(host, session.token)).length === 0) {
      if (Date.now() - usedAtMs > 60_000) throw new Error(`no alarm\n${host.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await host.kill();
    await host.start();
    await tablet.page.getByRole('complementary', { name: '预警提示' }).waitFor();
    const [alarm, ...others] = await alarmsAt(host, session.token);
    expect(others).toEqual([]);
    expect(alarm).toMatchObject({ rule: 'no-water', figures: { afterMs: AFTER_SECONDS * 1000 } });
    const lateMs = (alarm?.raisedAtMs ?? 0) - (alarm?.sinceMs ?? 0);
    expect(lateMs).toBeGreaterThanOrEqual(0);
    expect(lateMs).toBeLessThan(2_000);
  });

  it('is called about by the worker with the station away: no answer, so somebody has to go there', async () => {
    const { page, context } = tablet;
    await page.getByRole('navigation', { name: '主导航' }).getByText('更多').click();
    await page.getByRole('link', { name: '预警', exact: true }).click();
    await page.getByRole('link', { name: new RegExp(HEAD) }).click();
    const beside = page.locator('.alarm-panel');
    await beside.getByText('家属还没有人通知到').first().waitFor();
    await host.kill();
    await context.setOffline(true);
    await badge(page, '离线');
    await beside.getByRole('button', { name: '记录结果' }).click();
    await beside.getByText('没人接', { exact: true }).click();
    await beside.getByRole('button', { name: '保存' }).click();
    await beside.getByText('等上门').waitFor();
    await host.start();
    await context.setOffline(false);
    await desk.page.getByRole('link', { name: '预警', exact: true }).click();
    await desk.page.getByRole('link', { name: new RegExp(HEAD) }).click();
    await desk.page.locator('.alarm-panel').getByText('打了电话：没人接').waitFor();
  });

  it('stands in the risk report of the resident while nobody has seen them', async () => {
    const [alarm] = await alarmsAt(host, session.token);
    report = `#/person?id=person~qinghe-1~${alarm?.personUid ?? ''}&tab=risk`;
    await openAt(desk.page, report);
    await desk.page.getByText('用水预警，').first().waitFor();
    await desk.page.goBack();
  });

  it('ends with a visit, and everybody sees who saw it and who did what', async () => {
    // They are up: water runs.
    meter.run();
    const beside = tablet.page.locator('.alarm-panel');
    await beside.getByRole('button', { name: '记录上门结果' }).click();
    await beside.getByRole('form', { name: '上门结果' }).getByText('平安', { exact: true }).click();
    await beside.getByLabel(/说明/).fill('在家看电视，没听见电话');
    await beside.getByRole('button', { name: '保存' }).click();
    const seen = desk.page.locator('.alarm-panel');
    await seen.getByText('上了门：平安').waitFor();
    await seen.getByText('在家看电视，没听见电话').waitFor();
    await seen.locator('.alarm-steps').getByText('李建国').first().waitFor();
    const [first] = [...(await alarmsAt(host, session.token))].sort((a, b) => a.raisedAtMs - b.raisedAtMs);
    // No way reaches families yet, and that is written down.
    expect(first?.steps.find(({ kind }) => kind === 'told-contacts')).toMatchObject({ count: 0 });
    // The desk’s screen had it open all along, and nobody was there.
    expect(first && alarmStanding(first).seen).toHaveLength(1);
  });

  it('says so in the report, by itself', async () => {
    await openAt(desk.page, report);
    await desk.page.getByText('的用水预警都已确认平安').first().waitFor();
  });
});

const openAt = (page: Page, address: string) => page.evaluate((next) => (location.hash = next), address);
