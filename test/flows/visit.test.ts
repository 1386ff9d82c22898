import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paths } from '#shared/ipc/station-api';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { assertNothingLost, runKills } from './kills';
import { badge, completeVisit, fillVisit, openPerson, signIn, signInOffline, startVisit, typeNote } from './screens';

/** A tablet that lies on its side in a stairwell: its profile stays when its browser is killed. */
const TABLET = { width: 800, height: 1280 };

describe('a home visit, from a stairwell without network to the workstation', () => {
  let host: TestHost;
  let workstation: Chromium;
  let tablet: Chromium;
  let profile: string;

  const startTablet = async () => {
    const browser = await startChromium({ authoritySpki: host.authoritySpki, profile, ...TABLET });
    await browser.page.setViewportSize(TABLET);
    return browser;
  };
  const restartTabletOffline = async () => {
    await tablet.kill();
    tablet = await startTablet();
    await tablet.context.setOffline(true);
    await signInOffline(tablet.page, host, 'lijg');
  };

  beforeAll(async () => {
    host = await startTestHost();
    profile = await mkdtemp(path.join(tmpdir(), 'linli-tablet-'));
    workstation = await startChromium({ authoritySpki: host.authoritySpki });
    tablet = await startTablet();
  });

  afterAll(async () => {
    await Promise.all([workstation?.close(), tablet?.close()]);
    await host?.dispose();
    await rm(profile, { recursive: true, force: true });
  });

  it('lets the worker sign in on the tablet and brings the grids', async () => {
    await signIn(tablet.page, host, 'lijg');
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await signIn(workstation.page, host, 'zhoum');
    await openPerson(workstation.page, '沈桂英');
  });

  it('keeps a half-filled form when the tablet falls down the stairs', async () => {
    await host.stop();
    await tablet.context.setOffline(true);
    await openPerson(tablet.page, '沈桂英');
    await startVisit(tablet.page);
    await typeNote(tablet.page, '膝盖疼，上下楼慢');
    await restartTabletOffline();
    await openPerson(tablet.page, '沈桂英');
    await startVisit(tablet.page);
    expect(await tablet.page.getByPlaceholder('看到什么、说了什么、约了什么').inputValue()).toBe('膝盖疼，上下楼慢');
  });

  it('saves the visit with the host stopped and the network off', async () => {
    await fillVisit(tablet.page, { systolic: 148, diastolic: 92, note: '膝盖疼，上下楼慢，想要防滑垫' });
    await completeVisit(tablet.page);
    await badge(tablet.page, /离线.*1 条在本机/);
  });

  it('still has it after the browser was killed', async () => {
    await restartTabletOffline();
    await badge(tablet.page, /离线.*1 条在本机/);
    await openPerson(tablet.page, '沈桂英');
    await tablet.page.getByText('膝盖疼，上下楼慢，想要防滑垫').waitFor();
    await tablet.page
      .getByText(/已保存在本机/)
      .first()
      .waitFor();
  });

  it('shows it on the workstation within two seconds of the host answering again', async () => {
    await tablet.context.setOffline(false);
    await host.start();
    const answeredAt = Date.now();
    await workstation.page.getByText('膝盖疼，上下楼慢，想要防滑垫').waitFor();
    expect(Date.now() - answeredAt).toBeLessThan(2000);
    await badge(tablet.page, '已同步');
    await workstation.page.getByText('血压 148/92').first().waitFor();
    expect(await workstation.page.getByText('膝盖疼，上下楼慢，想要防滑垫').count()).toBe(1);
  });

  it('takes an addition from the workstation to the tablet, and leaves what was written', async () => {
    await workstation.page.getByRole('button', { name: '补充说明' }).first().click();
    await workstation.page
      .getByLabel(/补充说明/)
      .last()
      .fill('防滑垫周三送到');
    await workstation.page.getByRole('button', { name: '保存补充' }).click();
    await tablet.page.getByText('防滑垫周三送到').waitFor();
    expect(await tablet.page.getByText('膝盖疼，上下楼慢，想要防滑垫').count()).toBe(1);
  });

  it('leaves no name in the logs of the host', async () => {
    const health = await fetch(host.loopback + paths.health);
    expect(health.ok).toBe(true);
    expect(host.output()).not.toContain('沈桂英');
    expect(host.output()).not.toContain('膝盖疼');
  });
});

describe('a host that is killed in the middle of pushes', () => {
  it('loses nothing and doubles nothing, ten times over', async () => {
    const report = await runKills(10);
    assertNothingLost(report);
    expect(report.midPush).toBeGreaterThan(0);
  });
});
