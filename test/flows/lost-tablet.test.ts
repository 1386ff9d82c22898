import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import {
  answerAt,
  askBeforeDevicesComeIn,
  chooseOwn,
  entryWith,
  openAccount,
  openSettings,
  peopleListed,
  rowWith,
  signOut,
  typeAtDoor,
} from './lost-tablet/steps';
import { packsOn, recordDatabases, rowsOf } from './lost-tablet/stores';
import {
  badge,
  completeVisit,
  fillVisit,
  openPerson,
  openVisits,
  signIn,
  signInOffline,
  startVisit,
  typeNote,
} from './screens';

/**
 * What the manager does from the workstation about a worker and a tablet, and what becomes of the tablet and of what is unsent on it.
 */

const TABLET = { width: 800, height: 1280 };
const WORKER = 'lijg';
const COLLEAGUE = 'zhangxm';
/** Lives in grid 1, which the worker keeps throughout. */
const RESIDENT = '沈桂英';
/** The grid that is taken away is the larger one of two; smaller than the practice station, so that the host starts sooner. */
const SIZE = { householdsPerGrid: [120, 300, 60], historyDays: 60 };
const TAKEN_GRID = 'grid-qinghe-2';
const OWN_WORDS = '四把旧伞挂在门后面晾着';

describe('a worker’s tablet in other hands', () => {
  let host: TestHost;
  /** The same host as its own machine reaches it. */
  let atHost: TestHost;
  let workstation: Chromium;
  let tablet: Chromium;
  let profile: string;
  let code = '';
  let token = '';

  /** A visit that is saved while the tablet reaches nobody. */
  const visitOffline = async (note: string) => {
    await tablet.context.setOffline(true);
    await openPerson(tablet.page, RESIDENT);
    await startVisit(tablet.page);
    await fillVisit(tablet.page, { systolic: 141, diastolic: 88, note });
    await completeVisit(tablet.page);
    await badge(tablet.page, /离线.*1 条在本机/);
  };

  beforeAll(async () => {
    host = await startTestHost({ practiceSize: SIZE });
    await host.stop();
    await askBeforeDevicesComeIn(host);
    await host.start();
    atHost = { ...host, lan: host.loopback };
    profile = await mkdtemp(path.join(tmpdir(), 'linli-tablet-'));
    workstation = await startChromium({ authoritySpki: host.authoritySpki });
    tablet = await startChromium({ authoritySpki: host.authoritySpki, profile, ...TABLET });
    await tablet.page.setViewportSize(TABLET);
    tablet.page.on('request', (request) => {
      const bearer = request.headers()['authorization'];
      if (bearer) token = bearer;
    });
  });

  afterAll(async () => {
    await Promise.all([workstation?.close(), tablet?.close()]);
    await host?.dispose();
    await rm(profile, { recursive: true, force: true });
  });

  it('waits at the door until the manager has compared its code', async () => {
    await signIn(workstation.page, atHost, 'zhoum');
    await tablet.page.goto(host.lan);
    await typeAtDoor(tablet.page, WORKER, host.passphrase(WORKER));
    await tablet.page.getByText('这台设备要先经站长批准').waitFor();
    code = (await tablet.page.locator('.device-code').textContent()) ?? '';
    await openSettings(workstation.page, '设备');
    const waiting = workstation.page.locator('.waiting-devices');
    await waiting.getByText(code).waitFor();
    await waiting.getByRole('button', { name: /^批准/ }).click();
    await waiting.waitFor({ state: 'detached' });
    await tablet.page.getByRole('button', { name: '再问一次' }).click();
    await openVisits(tablet.page);
    await badge(tablet.page, '已同步');
    await tablet.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  });

  describe('when a colleague takes it over with a visit unsent', () => {
    const NOTE = '楼道灯已报修，等电工来';

    it('brings the visit to the station under its author’s name', async () => {
      await visitOffline(NOTE);
      await signOut(tablet.page);
      await tablet.page.getByText(/有 1 条记录还没送出/).waitFor();
      await tablet.context.setOffline(false);
      await signIn(tablet.page, host, COLLEAGUE);
      await openVisits(workstation.page);
      await openPerson(workstation.page, RESIDENT);
      const entry = entryWith(workstation.page, NOTE);
      await entry.waitFor();
      expect(await entry.locator('.visit-entry-head').textContent()).toContain('李建国');
      expect(await entry.getByText('血压 141/88').count()).toBe(1);
    });

    it('shows the colleague nothing of it', async () => {
      expect(await tablet.page.content()).not.toContain(NOTE);
      await tablet.page.getByText('全部重点对象').first().click();
      await tablet.page.getByPlaceholder('按姓名或住址找人').fill(RESIDENT);
      await tablet.page.getByText(`没有找到「${RESIDENT}」`).waitFor();
    });

    it('shows the author that it has arrived, once', async () => {
      await signOut(tablet.page);
      expect(await tablet.page.getByText(/条记录还没送出/).count()).toBe(0);
      await signIn(tablet.page, host, WORKER);
      await openPerson(tablet.page, RESIDENT);
      const entry = entryWith(tablet.page, NOTE);
      await entry.getByText('已到站内').waitFor();
      expect(await entry.count()).toBe(1);
      expect(await entryWith(workstation.page, NOTE).count()).toBe(1);
    });
  });

  describe('when the manager takes a grid away', () => {
    let listed = 0;

    it('holds that grid until then, in the list and on the disk', async () => {
      await openVisits(tablet.page);
      listed = await peopleListed(tablet.page);
      expect((await rowsOf(tablet.page, TAKEN_GRID)).living).toBeGreaterThan(500);
      expect(await answerAt(host, TAKEN_GRID, token)).toBe('200');
      await expect.poll(async () => (await packsOn(tablet.page)).length, { timeout: 10_000 }).toBeGreaterThan(0);
    });

    it('loses it at once', async () => {
      const before = await packsOn(tablet.page);
      await openAccount(workstation.page, WORKER);
      await workstation.page.getByRole('checkbox', { name: '第 2 网格' }).uncheck({ force: true });
      await workstation.page.getByRole('button', { name: '保存' }).click();
      await workstation.page.getByText('已保存，本人的设备下次连上主机时生效').waitFor();
      await tablet.page.waitForFunction((many) => {
        const count = /重点对象共 ([\d,]+) 人/.exec(document.body.innerText)?.[1];
        return count !== undefined && Number(count.replaceAll(',', '')) < many * 0.7;
      }, listed);
      await expect.poll(async () => (await rowsOf(tablet.page, TAKEN_GRID)).living, { timeout: 10_000 }).toBe(0);
      await expect.poll(async () => (await rowsOf(tablet.page, TAKEN_GRID)).cursors, { timeout: 10_000 }).toBe(0);
      expect((await packsOn(tablet.page)).filter((pack) => before.includes(pack))).toEqual([]);
      expect((await rowsOf(tablet.page, 'grid-qinghe-1')).living).toBeGreaterThan(500);
    });

    it('keeps of it nothing but ids that say what was removed', async () => {
      const { removed, longestRemoved } = await rowsOf(tablet.page, TAKEN_GRID);
      expect(removed).toBeGreaterThan(500);
      expect(longestRemoved).toBeLessThan(100);
    });

    it('is refused that grid with the token from before', async () => {
      expect(await answerAt(host, TAKEN_GRID, token)).toBe('403 access.denied');
      expect(await answerAt(host, 'grid-qinghe-1', token)).toBe('200');
      await badge(tablet.page, '已同步');
    });
  });

  describe('when the manager resets the worker’s passphrase', () => {
    const NOTE = '药盒按周分好，周五再看';
    const DRAFT = '窗台花盆要搬进屋';
    let oneTime = '';

    it('is opened no more by the old one', async () => {
      await visitOffline(NOTE);
      await startVisit(tablet.page);
      await typeNote(tablet.page, DRAFT);
      // Called away, the worker closes the form as it is.
      await tablet.page.goto(host.lan);
      await openAccount(workstation.page, WORKER);
      await workstation.page.getByRole('button', { name: '重设口令' }).click();
      await workstation.page.getByRole('dialog').getByRole('button', { name: '重设口令' }).click();
      const word = workstation.page.locator('.one-time-word');
      const refusal = workstation.page.getByRole('dialog').getByRole('alert');
      await word.or(refusal).first().waitFor();
      expect(await refusal.allTextContents()).toEqual([]);
      oneTime = (await word.textContent()) ?? '';
      await workstation.page.getByRole('button', { name: '交给本人了' }).click();
      await tablet.context.setOffline(false);
      await tablet.page.reload();
      await typeAtDoor(tablet.page, WORKER, host.passphrase(WORKER));
      await tablet.page.getByRole('alert').getByText(/口令/).first().waitFor();
    });

    it('lets the one-time one in as far as choosing another', async () => {
      const before = token;
      await typeAtDoor(tablet.page, WORKER, oneTime);
      await tablet.page.getByText('李建国，请先设自己的口令').waitFor();
      expect(await tablet.page.getByRole('navigation', { name: '主导航' }).count()).toBe(0);
      expect(await answerAt(host, 'grid-qinghe-1', before)).toBe('401 auth.expired');
      expect(token).not.toBe(before);
      expect(await answerAt(host, 'grid-qinghe-1', token)).toBe('403 auth.must-change');
      await chooseOwn(tablet.page, oneTime, OWN_WORDS);
    });

    it('has kept everything: what was there, what was unsent, what was half written', async () => {
      await badge(tablet.page, '已同步');
      await openPerson(tablet.page, RESIDENT);
      await entryWith(tablet.page, NOTE).getByText('已到站内').waitFor();
      await startVisit(tablet.page);
      expect(await tablet.page.getByPlaceholder('看到什么、说了什么、约了什么').inputValue()).toBe(DRAFT);
      await openVisits(workstation.page);
      await openPerson(workstation.page, RESIDENT);
      await entryWith(workstation.page, NOTE).waitFor();
      // The worker’s and the colleague’s: nothing was begun anew.
      expect((await recordDatabases(tablet.page)).filter((name) => name.endsWith('-control'))).toHaveLength(2);
    });
  });

  describe('when the manager revokes it and has it erased', () => {
    const NOTE = '阳台门锁坏了，先用绳系住';

    it('hands over what is unsent, erases itself and says so', async () => {
      await tablet.page.goto(host.lan);
      await signInOffline(tablet.page, { ...host, passphrase: () => OWN_WORDS }, WORKER);
      await badge(tablet.page, '已同步');
      await visitOffline(NOTE);

      await openSettings(workstation.page, '设备');
      await rowWith(workstation.page, code).click();
      await workstation.page.getByLabel('名称', { exact: true }).fill('平板 03');
      await workstation.page.getByRole('button', { name: '改名' }).click();
      await rowWith(workstation.page, '平板 03').waitFor();
      await workstation.page.getByRole('button', { name: '停用并清除' }).click();
      const dialog = workstation.page.getByRole('dialog');
      await dialog.getByRole('textbox').fill('平板 03');
      await dialog.getByRole('button', { name: '停用并清除' }).click();
      await rowWith(workstation.page, '平板 03').getByText('等待清除').waitFor();

      await tablet.context.setOffline(false);
      await tablet.page.getByText('站里清除了这台设备上的资料').waitFor();
      expect(await recordDatabases(tablet.page)).toEqual([]);
      expect((await rowsOf(tablet.page, 'grid-qinghe-1')).living).toBe(0);
    });

    it('is in the list of devices as erased, with one record kept', async () => {
      await openSettings(workstation.page, '审计');
      await openSettings(workstation.page, '设备');
      const row = rowWith(workstation.page, '平板 03');
      await row.getByText('已清除').waitFor();
      expect(await row.locator('.device-kept').textContent()).toBe('1 条');
    });

    it('is told so whenever it asks with the token from before', async () => {
      expect(await answerAt(host, 'grid-qinghe-1', token)).toBe('403 auth.device-revoked');
    });

    it('lets nobody sign in before it is approved anew', async () => {
      await tablet.page.getByRole('button', { name: '重新登记' }).click();
      await typeAtDoor(tablet.page, WORKER, OWN_WORDS);
      await tablet.page.getByText('这台设备要先经站长批准').waitFor();
      expect(await tablet.page.locator('.device-code').textContent()).not.toBe(code);
      expect(await recordDatabases(tablet.page)).toEqual([]);
    });

    it('is named in the audit, step by step, and the chain is whole', async () => {
      await openSettings(workstation.page, '审计');
      const { page } = workstation;
      await page.getByText('链条完整').waitFor();
      const told = await page.locator('.audit-table tbody tr').allTextContents();
      const newestFirst = [
        `设备 ${code} 已清除上面的资料`,
        `从设备 ${code} 送来的一条记录由主机代收，等站长处理`,
        `停用了设备 ${code}，要求清除上面的资料`,
        '重设了李建国的口令',
        '改了李建国的网格',
        `从设备 ${code} 代送了 1 条记录`,
        `批准了设备 ${code}`,
      ];
      const places = newestFirst.map((words) => told.findIndex((row) => row.endsWith(words)));
      expect(newestFirst.filter((_, n) => (places[n] ?? -1) < 0)).toEqual([]);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });

    it('left nothing readable in the logs of the host', () => {
      for (const words of [NOTE, RESIDENT, OWN_WORDS]) expect(host.output()).not.toContain(words);
    });
  });
});
