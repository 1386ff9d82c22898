import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, signIn, typeSignIn, type Screens } from '../support/open-screens';
import { choose, openForm, openPerson } from './visit';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const IDLE_MS = 600_000;

describe('signing in', () => {
  it('at a practice station takes one press', async () => {
    const page = await screens.open('?begin=signed-out');
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.getByText(/练习模式：/).waitFor();
    await page.context().close();
  });

  it('at a real station offers the training beside it, and stays where it is when that does not start', async () => {
    const page = await screens.open('?begin=real');
    const way = page.getByRole('button', { name: '去练习模式' });
    await way.click();
    await page.getByText('连不上站内主机').waitFor();
    await way.waitFor();
    await page.context().close();
  });

  it('at the training says on every page that nothing is real, and leads back', async () => {
    const page = await screens.open('?begin=training');
    expect(await page.getByRole('link', { name: '回到正式站' }).getAttribute('href')).toBe('http://127.0.0.1:8440');
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    const band = page.getByRole('note').filter({ hasText: '练习模式' });
    await band.waitFor();
    expect(await band.getByRole('link', { name: '回到正式站' }).getAttribute('href')).toBe('http://127.0.0.1:8440');
    await page.context().close();
  });

  it('with a wrong passphrase says so and keeps what was typed', async () => {
    const page = await screens.open('?begin=signed-out');
    await page.getByRole('textbox', { name: '工号' }).fill('lijg');
    await page.getByLabel('口令', { exact: true }).fill('not it');
    await page.keyboard.press('Enter');
    await page.getByText('工号或口令不对').waitFor();
    expect(await page.getByRole('textbox', { name: '工号' }).inputValue()).toBe('lijg');
    await page.context().close();
  });

  it('with the host away says what a first sign-in needs', async () => {
    const page = await screens.open('?begin=hub-away');
    await page.getByText(/第一次在这台设备上登录，要连着站内主机/).waitFor();
    expect(await page.getByText('练习账号').count()).toBe(0);
    await page.context().close();
  });

  it('with the host away lets in whoever has data here, and tells others why not', async () => {
    const page = await screens.open('?begin=hub-away-known');
    await page.getByText(/这台设备上有 3 条记录还没送出/).waitFor();
    expect(await page.getByLabel('工号', { exact: true }).inputValue()).toBe('lijg');
    await typeSignIn(page, 'linxy');
    await page.getByText('这台设备上没有您的资料').waitFor();
    await page.getByRole('button', { name: 'lijg' }).click();
    await page.keyboard.type('open lijg');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.context().close();
  });

  it('on a new device waits for approval with a code to compare, asks again by itself, and goes on', async () => {
    const page = await screens.open('?begin=pending');
    await page.clock.install();
    await typeSignIn(page);
    await page.getByText('这台设备要先经站长批准').waitFor();
    await page.getByText('4K7-M2Q').waitFor();
    await page.getByText('平板 03').waitFor();
    await page.getByRole('button', { name: '再问一次' }).click();
    await page.getByText(/问过，还没批准/).waitFor();
    await page.clock.runFor(5000);
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.context().close();
  });

  it('on a revoked device says so and how it can come back', async () => {
    const page = await screens.open('?begin=revoked');
    await typeSignIn(page);
    await page.getByText('站里停用了这台设备').waitFor();
    await page.getByRole('button', { name: '重新登记' }).click();
    await page.getByLabel('工号', { exact: true }).waitFor();
    await page.context().close();
  });

  it('with a passphrase from the manager asks for an own one first, and says beside the field what is wrong', async () => {
    const page = await screens.open('?begin=must-change');
    await typeSignIn(page);
    await page.getByText('李建国，请先设自己的口令').waitFor();
    expect(await page.getByRole('navigation').count()).toBe(0);
    const next = page.getByLabel('新口令', { exact: true });
    await page.getByLabel('站长给的口令').fill('wrong one');
    await next.fill('abcd');
    await page.getByText(/还差 6 个字符/).waitFor();
    await next.fill('lijg lijg lijg');
    await page.getByText('太容易猜，换一个').waitFor();
    await next.fill('corn 123 boat lamp');
    await page.getByLabel('再输一次新口令').fill('corn 123 boat');
    await page.getByText('两次输入不一样').waitFor();
    await page.getByLabel('再输一次新口令').fill('corn 123 boat lamp');
    await page.keyboard.press('Enter');
    await page.getByText('现在的口令不对').waitFor();
    await page.getByLabel('站长给的口令').fill('open lijg');
    await page.keyboard.press('Enter');
    await page.locator('.field-error').getByText('太容易猜，换一个').waitFor();
    await next.fill('corn river boat lamp');
    await page.getByText('很好').waitFor();
    await page.getByLabel('再输一次新口令').fill('corn river boat lamp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.context().close();
  });
});

describe('the lock', () => {
  it('closes after idleness, keeps the draft, lets delivery go on, and opens on the same page', async () => {
    const page = await screens.open('', { ownClock: true });
    await openForm(page, '沈桂英');
    await page.getByLabel('情况记录').fill('锁之前写的');
    const address = page.url();
    // Mouse moves that the page makes by itself are nobody at the screen.
    await page.evaluate((ms) => {
      setInterval(() => dispatchEvent(new MouseEvent('mousemove')), ms);
      setInterval(() => dispatchEvent(new PointerEvent('pointermove')), ms);
    }, IDLE_MS / 10);
    await page.clock.runFor(IDLE_MS - 5000);
    expect(await page.locator('.lock').count()).toBe(0);
    await page.clock.runFor(10_000);
    await page.getByText('已锁定').waitFor();
    await page.getByText('网格员').waitFor();
    expect(await page.locator('.visit-form, .shell').count()).toBe(0);
    expect(await page.locator('body').textContent()).not.toContain('沈桂英');

    await page.getByLabel('口令', { exact: true }).fill('not it');
    await page.keyboard.press('Enter');
    await page.getByText('口令不对').waitFor();
    await page.getByLabel('口令', { exact: true }).fill('open lijg');
    await page.keyboard.press('Enter');
    await page.locator('.visit-form').waitFor();
    expect(page.url()).toBe(address);
    expect(await page.getByLabel('情况记录').inputValue()).toBe('锁之前写的');
    await page.context().close();
  });

  it('stays open while somebody works', async () => {
    const page = await screens.open('', { ownClock: true });
    await openPerson(page, '沈桂英');
    for (let round = 0; round < 3; round += 1) {
      await page.clock.runFor(IDLE_MS * 0.7);
      await page.mouse.move(300 + round * 20, 300);
    }
    expect(await page.locator('.lock').count()).toBe(0);
    await page.clock.runFor(IDLE_MS);
    await page.locator('.lock').waitFor();
    await page.context().close();
  });

  it('closes by the menu or the keys, says what still goes out, and gives the device to somebody else', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await choose(page, '不在家');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('article').waitFor();
    await page.keyboard.press('Control+Shift+L');
    await page.getByText('1 条记录正在送往站内，锁着也照常送').waitFor();
    await page.evaluate(() => window.harness.station?.acknowledge());
    await page.getByText('没有等待送出的记录').waitFor();
    await page.getByLabel('口令', { exact: true }).fill('open lijg');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    await page.getByRole('button', { name: '锁定' }).click();
    await page.getByRole('button', { name: '换人登录' }).click();
    await signIn(page, 'zhoum');
    await page.getByRole('button', { name: /周敏.*站长/ }).waitFor();
    await page.context().close();
  });

  it('keeps a draft that the disk does not take, and gives the device to nobody else meanwhile', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.evaluate(() => window.harness.station?.failDrafts(true));
    await page.getByLabel('情况记录').fill('盘满了');
    await page.keyboard.press('Control+Shift+L');
    await page.getByText(/还没存上/).waitFor();
    expect(await page.getByRole('button', { name: '换人登录' }).count()).toBe(0);
    expect(await page.getByLabel('情况记录').isVisible()).toBe(false);
    await page.getByLabel('口令', { exact: true }).fill('open lijg');
    await page.keyboard.press('Enter');
    await page.locator('.lock').waitFor({ state: 'detached' });
    expect(await page.getByLabel('情况记录').inputValue()).toBe('盘满了');
    await page.context().close();
  });
});

describe('a lock with half written things behind it', () => {
  it('hides a dialog that was open, from the keyboard too, and shows it again to its person', async () => {
    const page = await screens.open('');
    await openForm(page, '沈桂英');
    await page.evaluate(() => window.harness.station?.failDrafts(true));
    await page.getByLabel('情况记录').fill('盘满了');
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    await page.getByRole('button', { name: '修改口令' }).click();
    await page.getByLabel('现在的口令').fill('open lijg');
    await page.keyboard.press('Control+Shift+L');
    await page.getByText(/还没存上/).waitFor();
    expect(await page.getByLabel('现在的口令').isVisible()).toBe(false);
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('.ant-modal, .at-work'))).toBeNull();
    }
    await page.getByLabel('口令', { exact: true }).fill('open lijg');
    await page.keyboard.press('Enter');
    await page.locator('.lock').waitFor({ state: 'detached' });
    expect(await page.getByLabel('现在的口令').inputValue()).toBe('open lijg');
    await page.context().close();
  });
});

describe('a device that the station takes away while somebody works', () => {
  it('shows no page any more and says what became of the data', async () => {
    const page = await screens.open('');
    await openPerson(page, '沈桂英');
    await page.evaluate(() => window.harness.station?.handOver({ isErased: true, media: 12 }));
    await page.getByText('还有 12 张没送到').waitFor();
    await page.getByText('会随设备一起清除').waitFor();
    expect(await page.getByRole('heading', { name: '走访', level: 1 }).count()).toBe(0);
    await page.evaluate(() => window.harness.station?.revoke('wiped'));
    await page.getByText('站里清除了这台设备上的资料').waitFor();
    await page.getByText('有 12 张照片或语音没能送到站内，已随设备清除').waitFor();
    expect(await page.locator('.shell').count()).toBe(0);
    await page.context().close();
  });
});

describe('one’s own passphrase', () => {
  it('is changed from the menu, and the new one opens the lock', async () => {
    const page = await screens.open('');
    await page.getByRole('button', { name: /李建国.*网格员/ }).click();
    await page.getByRole('button', { name: '修改口令' }).click();
    await page.getByLabel('现在的口令').fill('open lijg');
    await page.getByLabel('新口令', { exact: true }).fill('corn river boat');
    await page.getByLabel('再输一次新口令').fill('corn river boat');
    await page.keyboard.press('Enter');
    await page.getByText('口令已经改好').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.keyboard.press('Control+Shift+L');
    await page.getByLabel('口令', { exact: true }).fill('corn river boat');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '走访', level: 1 }).waitFor();
    await page.context().close();
  });
});
