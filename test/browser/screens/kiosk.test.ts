import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queuePaths } from '#shared/ipc/queue-api';
import { terminalsViewSchema } from '#shared/ipc/terminal-api';
import { paths, practiceSchema } from '#shared/ipc/station-api';
import { startHost, type RunningHost } from '#main/host';
import { startChromium, type Chromium } from '#test/support/chromium';
import { FREE_PORTS, hostOptions, signInAt } from '#test/support/in-process-host';
import { seriousViolations } from '../support/open-screens';

let folder: string;
let chromium: Chromium;
let host: RunningHost;
let page: Page;

const open = (kiosk = 0): Promise<RunningHost> =>
  startHost(
    hostOptions(join(folder, 'station'), {
      ...{ keysFolder: join(folder, 'keys'), kioskFolder: join(folder, 'page'), lan: false },
      ports: { ...FREE_PORTS, kiosk },
    }),
  );
const origin = (): string => host.addresses.kiosk ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-kiosk-'));
  await build({
    configFile: resolve('build/vite.kiosk.ts'),
    build: { outDir: join(folder, 'page'), sourcemap: false },
  });
  host = await open();
  // With a camera that shows a moving picture.
  chromium = await startChromium({ width: 1080, height: 1920, microphone: true });
  page = chromium.page;
});
afterAll(async () => {
  await chromium.close();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

const SHOTS = process.env['SHOTS'];
/** What nobody else types; each would be found in a store of the browser, in the page or in its memory. */
const TYPED = ['王秀莲九一三八', '13912349876', '禾苗巷尽头第三户'] as const;
/** Presses follow one another as fast as the kiosk takes them. */
const BETWEEN_MS = 420;

async function press(name: string | RegExp): Promise<void> {
  await page.waitForTimeout(BETWEEN_MS);
  await page.getByRole('button', { name }).first().click();
}
async function answer(text: string, done: string): Promise<void> {
  await page.locator('.kiosk-field').fill(text);
  await press(done);
}
const titled = (title: string | RegExp) => page.getByRole('heading', { level: 1, name: title }).waitFor();
const stored = () =>
  page.evaluate(async () => ({
    keys: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].sort(),
    values: JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope),
  }));
/** Paths of what the worker has put aside, and the text of all of it. */
const cached = () =>
  page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const urls = requests.flat().map(({ url }) => url);
    const texts = await Promise.all(urls.map(async (url) => (await caches.match(url))?.text() ?? ''));
    return { urls, text: texts.join('\n') };
  });
const KEPT = ['linli-kiosk-announcements', 'linli-kiosk-catalogue', 'linli-kiosk-token'];

async function expectNothingStored(): Promise<void> {
  const { keys, values, ...others } = await stored();
  expect(keys).toEqual(KEPT);
  for (const typed of TYPED) expect(values).not.toContain(typed);
  expect(others).toEqual({ databases: 0, workers: [`${origin()}/`] });
  // The kiosk's own files, byte by byte, and nothing that anybody was answered.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const { urls, text } = await cached();
  const own = await readdir(join(folder, 'page'), { recursive: true });
  expect(urls.length).toBeGreaterThan(10);
  expect(urls.filter((url) => !own.includes(url.replace(`${origin()}/`, '').replace(/\?.*/, '')))).toEqual([]);
  for (const typed of TYPED) expect(text).not.toContain(typed);
}

/** Where the kiosk is opened so that it pairs itself, as the practice's sign-in page does it. */
async function pairingAddress(): Promise<string> {
  const response = await fetch(`${host.addresses.loopback}${paths.practiceTerminal}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'kiosk' }),
  });
  const { url } = (await response.json()) as { readonly url: string };
  return `${origin()}/${new URL(url).hash}`;
}

/** The manager shuts every kiosk out. */
async function shutOut(): Promise<void> {
  const { loopback } = host.addresses;
  const { accounts } = practiceSchema.parse(await (await fetch(`${loopback}${paths.practice}`)).json());
  const manager = accounts.find(({ post }) => post === 'manager');
  const signedIn = await signInAt(host, manager?.code ?? '', manager?.passphrase ?? '');
  const { token } = (await signedIn.json()) as { readonly token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const { terminals } = terminalsViewSchema.parse(
    await (await fetch(`${loopback}${queuePaths.terminals}`, { headers })).json(),
  );
  for (const { id } of terminals)
    await fetch(`${loopback}${queuePaths.revocation}`, { method: 'POST', headers, body: JSON.stringify({ id }) });
}

/** Everything that the page's script can reach, as one text. */
async function memory(): Promise<string> {
  const session = await chromium.context.newCDPSession(page);
  const pieces: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void pieces.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return pieces.join('');
}

describe('the kiosk', () => {
  // Each begins as the kiosk stands in the hall.
  beforeEach(async () => {
    await page.goto(origin());
    await page.locator('h1').waitFor();
  });

  it('is paired by a code that staff type, and says when it is wrong', async () => {
    await page.goto(origin());
    await page.getByLabel('代码').fill('12345678');
    await press('接入');
    await page.getByText('代码不对').waitFor();
    expect(await seriousViolations(page), 'pairing').toEqual([]);
    await page.goto(await pairingAddress());
    await page.reload();
    await titled('您要办什么？');
    await page.getByRole('button', { name: /取号排队/ }).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.waitForFunction(() => Object.keys(localStorage).length === 3);
    await expectNothingStored();
  });

  it('gives a number for two presses and a kind question, once, and says that it cannot be printed', async () => {
    await press(/取号排队/);
    await titled('您要办哪一类？');
    await press(/综合业务/);
    await titled('您需要优先吗？');
    // A hand that shakes presses twice.
    await page.waitForTimeout(BETWEEN_MS);
    await page.getByRole('button', { name: /我 65 岁以上/ }).dblclick();
    await titled('取好了，请记住号码');
    await page.locator('.kiosk-ticket strong', { hasText: 'A001' }).waitFor();
    expect(await seriousViolations(page), 'the ticket').toEqual([]);
    await press('返回');
    await page.getByText('前面 1 人').waitFor();
  });

  it('can be used by everybody: both languages, both sizes, nothing to press in the top sixth or smaller than 96 px', async () => {
    const wrong: string[] = [];
    const look = async (what: string) => {
      wrong.push(...(await seriousViolations(page)).map((violation) => `${what}: ${violation}`));
      wrong.push(
        ...(
          await page.evaluate(() =>
            [...document.querySelectorAll<HTMLElement>('button')]
              .filter((button) => button.checkVisibility() && !button.closest('.kiosk-scroll-box'))
              .map((button) => ({ box: button.getBoundingClientRect(), text: button.innerText }))
              .filter(({ box }) => box.top < innerHeight / 6 - 1 || box.height < 95.5 || box.width < 95.5)
              .map(
                ({ box, text }) => `${text} ${Math.round(box.top)} ${Math.round(box.width)}×${Math.round(box.height)}`,
              ),
          )
        ).map((small) => `${what}: ${small}`),
      );
    };
    for (const [width, height] of [
      [1080, 1920],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      for (const way of ['zh', 'zh large', 'en large', 'en']) {
        await look(`home ${way} ${width}`);
        await press(/要带什么|What to bring/);
        await page.waitForTimeout(BETWEEN_MS);
        await look(`families ${way} ${width}`);
        await press(/民政|Welfare/);
        await press(/高龄津贴/);
        await page.waitForTimeout(BETWEEN_MS);
        await look(`item ${way} ${width}`);
        for (let times = 0; times < 3; times += 1) await press(/^(?:返回|Back)$/);
        await press(/查办理进度|How far is it/);
        await page.waitForTimeout(BETWEEN_MS);
        await look(`code ${way} ${width}`);
        await press(/^(?:返回|Back)$/);
        await press(
          way === 'zh' ? '字再大些' : way === 'zh large' ? 'English' : way === 'en large' ? 'Smaller type' : '中文',
        );
      }
    }
    await page.setViewportSize({ width: 1080, height: 1920 });
    expect(wrong).toEqual([]);
  });

  it('takes an application with a photo, tells its progress, and keeps nothing of it', async () => {
    await press(/自己申请/);
    await press(/民政|Welfare/);
    await press(/最低生活保障/);
    await titled('最低生活保障');
    await press('我同意，开始填');
    await titled('您叫什么名字？');
    await press('下一步');
    await page.getByText('请填名字。').waitFor();
    // By pinyin on the screen first, then by a keyboard before the kiosk.
    for (const letter of ['w', 'a', 'n', 'g'])
      await page.getByRole('button', { name: letter, exact: true }).click({ delay: 120 });
    await page.waitForTimeout(BETWEEN_MS);
    await page.getByRole('button', { name: '王', exact: true }).click();
    expect(await page.locator('.kiosk-field').inputValue()).toBe('王');
    expect(await seriousViolations(page), 'typing').toEqual([]);
    await answer(TYPED[0], '下一步');
    await answer('123', '下一步');
    await page.getByText('电话号码不对').waitFor();
    await answer(TYPED[1], '下一步');
    await titled('您的身份证号？');
    // One figure is wrong: the last one says so.
    await answer('110105194912310021', '下一步');
    await page.getByText('身份证号里有一位不对').waitFor();
    await page.locator('.kiosk-field').fill('');
    await press('跳过');
    await titled(/^请拍：/);
    await press('拍照');
    await page.locator('video:not([hidden])').waitFor();
    await press('拍照');
    await titled('看得清吗？');
    await press('就用这张');
    await page.locator('.kiosk-photos img').waitFor();
    await press('拍好了，下一步');
    while ((await page.locator('.kiosk-check').count()) === 0) await press('没带，以后补');
    await page.getByText(TYPED[0]).waitFor();
    expect(await seriousViolations(page), 'the check').toEqual([]);
    await expectNothingStored();
    await press('交给窗口');
    await titled('交好了，请记住这个号码');
    const receipt = (await page.locator('.kiosk-receipt strong').textContent()) ?? '';
    expect(receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await expectNothingStored();
    await press('返回');
    await press(/查办理进度/);
    await answer('K7QM2X91', '查一查');
    await page.getByText(/这个号码不对|没有查到/).waitFor();
    await page.locator('.kiosk-field').fill('');
    // As somebody types who does not mind the hyphen.
    await page.keyboard.type(receipt.toLowerCase().replace('-', '  '));
    await press('查一查');
    await titled('已经交了，正在看材料');
    await page.getByText('最低生活保障').first().waitFor();
    expect(await seriousViolations(page), 'progress').toEqual([]);
    expect(await page.getByText('给这次服务打个分').count()).toBe(0);
    await press('返回');
    await press('返回');
  });

  it('takes a report of what is wrong somewhere, and opens it when its receipt is held before the scanner', async () => {
    await press(/反映问题/);
    await press('我同意，开始填');
    await answer('8', '找一找');
    await page.waitForTimeout(BETWEEN_MS);
    await page.locator('.kiosk-items .kiosk-tile').first().click();
    await answer(TYPED[2], '下一步');
    await press('说不清是哪一类');
    await answer('楼道灯坏了两天。', '下一步');
    await press('不拍');
    await press('跳过');
    await page.getByText(TYPED[2]).waitFor();
    await press('交给窗口');
    await titled('交好了，请记住这个号码');
    const receipt = ((await page.locator('.kiosk-receipt strong').textContent()) ?? '').replace('-', '');
    await press('返回');
    await titled('您要办什么？');
    await page.keyboard.type(`https://linli-qinghe.local:8446/p/${receipt}`);
    await page.keyboard.press('Enter');
    await titled('已经收到');
    await page.getByText('您反映的问题').first().waitFor();
    await press('返回');
  });

  it('forgets the person after 60 s without a touch: page, memory, stores and camera', async () => {
    await press('English');
    await press(/Apply here/);
    await press(/民政|Welfare/);
    await press(/最低生活保障/);
    await press('I agree, begin');
    await answer(TYPED[0], 'Next');
    await answer(TYPED[1], 'Next');
    await press('Skip');
    await press('Take a photo');
    await page.locator('video:not([hidden])').waitFor();
    expect(await memory()).toContain(TYPED[1]);
    const track = await page.evaluateHandle(() => {
      const { srcObject } = document.querySelector('video') ?? {};
      return srcObject instanceof MediaStream ? srcObject.getTracks()[0] : null;
    });
    expect(await track.evaluate((each) => each?.readyState)).toBe('live');
    await page.getByText(/Back to the start in 5\d seconds/).waitFor();
    await press('I am still here');
    await page.getByText(/Back to the start in (?:60|59) seconds/).waitFor();
    await page.getByText('Back to the start in 20 seconds').waitFor({ timeout: 60_000 });
    await titled('您要办什么？');
    expect(await track.evaluate((each) => each?.readyState)).toBe('ended');
    await track.dispose();
    await expectNothingStored();
    expect(await page.content()).not.toContain(TYPED[1]);
    const left = await memory();
    for (const typed of TYPED) expect(left).not.toContain(typed);
    expect(await page.locator('.kiosk-ring').count()).toBe(0);
  });

  it('says what it cannot do while the host is gone, still tells what to bring, and is back by itself', async () => {
    const port = Number(new URL(origin()).port);
    await page.getByRole('button', { name: /要带什么/ }).waitFor();
    // Every page is fetched soon after the first one.
    await page.waitForTimeout(3000);
    await host.stop();
    await page.getByText('现在取不了号').waitFor();
    expect(await page.getByRole('button', { name: /取号排队|查办理进度|自己申请/ }).count()).toBe(0);
    expect(await seriousViolations(page), 'without a host').toEqual([]);
    await press(/要带什么/);
    await press(/民政|Welfare/);
    await press(/高龄津贴/);
    await page.getByText('要带的材料').waitFor();
    await page.getByText('正在重新连接').waitFor();
    await press('叫人来帮我');
    await page.getByText('请到旁边的窗口说一声').waitFor();
    await press('知道了');
    for (let times = 0; times < 3; times += 1) await press('返回');
    host = await open(port);
    const backMs = performance.now();
    await page.getByRole('button', { name: /取号排队/ }).waitFor({ timeout: 10_000 });
    expect(performance.now() - backMs).toBeLessThan(6000);
  });

  it('is switched on while the host is gone, says so itself, tells what to bring, and works once it is back', async () => {
    const port = Number(new URL(origin()).port);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await host.stop();
    const [status] = await Promise.all([page.goto(`${origin()}/`), page.waitForEvent('load')]);
    expect(status?.fromServiceWorker()).toBe(true);
    await titled('您要办什么？');
    await page.getByText('正在重新连接', { exact: true }).waitFor();
    await page.getByText('现在取不了号').waitFor();
    expect(await page.getByRole('button', { name: /取号排队|查办理进度|自己申请/ }).count()).toBe(0);
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/restarted-away.png` });
    // Nothing that the host answers comes from the worker, and the pads at this door are not the kiosk.
    for (const path of ['/api/kiosk/home', '/intake/key', '/pad/'])
      expect(await page.evaluate((asked) => fetch(asked).then(String, () => 'gone'), path), path).toBe('gone');
    await press(/要带什么/);
    await press(/民政|Welfare/);
    await press(/高龄津贴/);
    await page.getByText('要带的材料').waitFor();
    for (let times = 0; times < 3; times += 1) await press('返回');
    host = await open(port);
    await page.getByRole('button', { name: /取号排队/ }).waitFor({ timeout: 10_000 });
    await press(/取号排队/);
    await titled('您要办哪一类？');
    await press('返回');
  });

  it('lets a newer version take over on the first page, and not from under somebody’s hands', async () => {
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
    await press(/反映问题/);
    await press('我同意，开始填');
    await page.locator('.kiosk-field').fill('8');
    // A new release of the same pages: another file beside them.
    await build({
      configFile: resolve('build/vite.kiosk.ts'),
      build: { outDir: join(folder, 'page'), sourcemap: false, minify: false },
    });
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
    const isWaiting = () =>
      page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting != null);
    await expect.poll(isWaiting, { timeout: 20_000 }).toBe(true);
    await page.evaluate(() => Object.assign(window, { isOld: true }));
    await page.waitForTimeout(2000);
    expect(await page.locator('.kiosk-field').inputValue()).toBe('8');
    expect(await page.evaluate(() => 'isOld' in window)).toBe(true);
    const fresh = page.waitForEvent('load');
    await press('返回');
    await press('返回');
    await fresh;
    await titled('您要办什么？');
    expect(await page.evaluate(() => 'isOld' in window)).toBe(false);
    await page.getByRole('button', { name: /取号排队/ }).waitFor();
    expect(await isWaiting()).toBe(false);
    await expectNothingStored();
  });

  it('reads the page out where the machine has a voice, and says so where it has none', async () => {
    await page.getByRole('button', { name: /取号排队/ }).waitFor();
    // A browser may name its voices as late as this.
    await page.waitForTimeout(3200);
    await press('读给我听');
    await page.getByText('这台机器还不会说话').waitFor();
    await page.addInitScript(() => {
      const spoken: string[] = [];
      class Words {
        constructor(readonly text: string) {}
      }
      const synthesis = {
        getVoices: () => [{ lang: 'zh-CN', localService: true }],
        speak: ({ text }: Words) => void spoken.push(text),
        cancel: () => undefined,
      };
      Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
      Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Words });
      Object.assign(window, { spokenHere: spoken });
    });
    await page.reload();
    await page.getByRole('button', { name: /取号排队/ }).waitFor();
    await press('读给我听');
    await page.getByRole('button', { name: '别读了' }).waitFor();
    const spoken = await page.evaluate(() => (window as unknown as { readonly spokenHere: string[] }).spokenHere);
    expect(spoken[0]).toBe('您要办什么？');
    expect(spoken.join(' ')).toMatch(/取号排队.*查办理进度.*要带什么/);
    await press('别读了');
    await page.getByRole('button', { name: '读给我听' }).waitFor();
  });

  it('asks to be paired again once it was shut out', async () => {
    await shutOut();
    await page.getByLabel('代码').waitFor();
    expect((await stored()).keys).not.toContain('linli-kiosk-token');
  });
});
