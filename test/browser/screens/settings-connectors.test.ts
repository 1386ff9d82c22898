import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

describe('messages and connectors', () => {
  it('show what has not arrived and why; it is sent again, or given up after a question', async () => {
    const page = await screens.open('#/settings/connectors', { who: 'zhoum' });
    await page.getByRole('heading', { name: '有3条消息没送到' }).waitFor();
    const rows = page.locator('.undelivered li');
    expect(await rows.count()).toBe(6);
    const [first, , , fourth, fifth] = await rows.locator('.pill').allTextContents();
    expect(first).toBe('没送到，试了1次：对方不收这条消息，请问对方为什么（对方回答422）');
    expect(fourth).toMatch(/^试了3次：对方的系统出了问题（对方回答503），.*再试$/);
    expect(fifth).toBe('对方已关掉，打开后再送');

    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: /^再发一次：…家水管爆裂/ }).press('Enter');
    await page.getByRole('heading', { name: '有2条消息没送到' }).waitFor();
    await page.getByRole('button', { name: /^不发了：停水通知/ }).click();
    await page.getByText(/street不会再收到它，也找不回来/).waitFor();
    await page.keyboard.press('Escape');
    expect(await rows.count()).toBe(6);
    await page.getByRole('button', { name: /^不发了：停水通知/ }).click();
    await page.locator('.ant-modal').getByRole('button', { name: '不发了' }).click();
    await page.getByRole('heading', { name: '有1条消息没送到' }).waitFor();
    expect(await rows.count()).toBe(5);
    await page.context().close();
  });

  it('have nothing that axe calls serious in English and on a tablet', async () => {
    const page = await screens.open('#/settings/connectors', {
      who: 'zhoum',
      language: 'en',
      viewport: 'tablet',
      theme: 'dark',
    });
    await page.getByRole('heading', { name: '3 messages have not arrived' }).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('connect a system by keyboard: what is wrong is said, the secret is shown once, a trial says what came back', async () => {
    const page = await screens.open('?admin=empty#/settings/connectors', { who: 'zhoum' });
    await page.getByRole('heading', { name: '该送的都送到了' }).waitFor();
    await page.getByRole('button', { name: '连一个系统' }).press('Enter');
    await page.getByLabel('名称', { exact: true }).fill('街道');
    await page.getByLabel('地址', { exact: true }).fill('http://platform.street.example.gov.cn/in');
    await page.getByRole('button', { name: '保存', exact: true }).press('Enter');
    await page.getByText('名称要以小写字母开头，只能有小写字母、数字和短横线').waitFor();
    await page.getByText(/地址要以 https:\/\/ 开头，例如/).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByLabel('名称', { exact: true }).fill('street');
    await page.getByLabel('地址', { exact: true }).fill('https://refuses.street.example.gov.cn/in');
    await page.getByRole('button', { name: '保存', exact: true }).press('Enter');
    const secret = page.locator('.secret-once code');
    await secret.waitFor();
    expect(await secret.textContent()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: '已交给对方' }).press('Enter');
    await page.getByText('收：报警、事件、其他').waitFor();
    expect(await page.content()).not.toContain('whsec_');

    await page.getByRole('button', { name: '给street发送一条试试' }).press('Enter');
    await page.getByText('没送到：对方不认签名，请把密钥再交给对方，或换密钥（对方回答401）。').waitFor();
    await page.getByRole('button', { name: '关掉street' }).click();
    await page.getByText('已关掉，不往那里送').waitFor();
    await page.getByRole('button', { name: 'street', exact: true }).press('Enter');
    await page.getByRole('button', { name: '换密钥' }).click();
    await page.getByText(/旧密钥马上不用了/).waitFor();
    await page.locator('.ant-modal').getByRole('button', { name: '换密钥' }).click();
    await secret.waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'street', exact: true }).click();
    await page.getByRole('button', { name: '移除' }).click();
    await page.locator('.ant-modal').getByRole('button', { name: '移除' }).click();
    await page.getByText('还没有连别的系统').waitFor();
    await page.context().close();
  });

  it('set up text messages to families: what is wrong is said, the key is not shown again, one is tried', async () => {
    const page = await screens.open('?admin=empty#/settings/connectors', { who: 'zhoum' });
    const card = page.locator('.card', { has: page.getByRole('heading', { name: '给家属发短信' }) });
    await card.getByText('没有开：预警时家属收不到短信，要打电话通知').waitFor();
    await card.getByText('发短信', { exact: true }).click();
    await card.getByRole('button', { name: '保存短信设置' }).click();
    for (const wrong of ['签名要有2到20个字，不含空格和【】', '请填这个地址的接口密钥'])
      await card.getByText(wrong).waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await card.getByLabel('短信网关地址').fill('https://sms.example.com/v1/texts');
    await card.getByLabel('短信接口密钥').fill('key-of-the-provider');
    await card.getByLabel('短信签名').fill('【青禾社区】');
    await card.getByRole('button', { name: '保存短信设置' }).click();
    await card.getByText('已开，还没有发过').waitFor();
    expect(await card.getByLabel('短信签名').inputValue()).toBe('青禾社区');
    expect(await page.content()).not.toContain('key-of-the-provider');
    await page.getByRole('heading', { name: '免打扰时间：短信' }).waitFor();
    await card.getByLabel('试发到哪个手机号').fill('0571-8765432');
    await card.getByRole('button', { name: '试发一条短信' }).click();
    await card.getByText('请填11位手机号').waitFor();
    await card.getByLabel('试发到哪个手机号').fill('13900005678');
    await card.getByRole('button', { name: '试发一条短信' }).click();
    await card.getByText('网关已收下，请看手机收到没有。').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('say with an example when nobody is disturbed, and keep the hours that are set', async () => {
    const page = await screens.open('?admin=empty#/settings/connectors', { who: 'zhoum' });
    const normal = page.getByRole('group', { name: /^一般消息/ });
    await normal.getByText('例如：22:00来的，等到第二天08:00再提醒。').waitFor();
    await page.getByText(/紧急消息（例如报警）任何时候都马上提醒/).waitFor();
    await normal.getByLabel('到', { exact: true }).fill('21:00');
    await page.getByRole('button', { name: '保存免打扰时间' }).click();
    await page.getByText(/开始和结束不能一样/).waitFor();
    await normal.getByLabel('到', { exact: true }).fill('06:30');
    await normal.getByText('例如：22:00来的，等到第二天06:30再提醒。').waitFor();
    await page
      .getByRole('group', { name: /^不急的消息/ })
      .getByText('随时提醒')
      .click();
    await page.getByText('什么时候来，什么时候提醒。').waitFor();
    await page.getByRole('button', { name: '保存免打扰时间' }).click();
    await page.getByText('已保存', { exact: true }).waitFor();
    await page.getByLabel('留', { exact: true }).selectOption('365');
    await page.locator('.connectors-keeping').getByText('已保存').waitFor();
    await page.getByRole('link', { name: '设置', exact: true }).first().click();
    await page.getByRole('link', { name: /消息与接口/ }).click();
    await normal.getByText('例如：22:00来的，等到第二天06:30再提醒。').waitFor();
    expect(await page.getByLabel('留', { exact: true }).inputValue()).toBe('365');
    await page.context().close();
  });

  it('give a key to another system, shown once, and take it back; residents’ phones are let in or not', async () => {
    const page = await screens.open('#/settings/connectors', { who: 'zhoum' });
    const keys = page.locator('.card', { has: page.getByRole('heading', { name: '接口密钥（Open311）' }) });
    await keys.getByText('可以查询、上报；每分钟最多120次；报来128件').waitFor();
    expect(await keys.locator('li').count()).toBe(3);
    expect(await seriousViolations(page)).toEqual([]);
    await keys.getByRole('button', { name: '发一个密钥' }).press('Enter');
    await page.getByRole('button', { name: '发密钥', exact: true }).press('Enter');
    await page.getByText('请写是哪个系统，一行，最多40个字').waitFor();
    await page.getByLabel('哪个系统').fill('街道值班');
    await page.getByText('这个系统已有密钥，请换个名称，或先停用旧的').waitFor();
    await page.getByLabel('哪个系统').fill('区应急平台');
    await page.getByLabel('每分钟最多多少次').selectOption('600');
    expect(await seriousViolations(page)).toEqual([]);
    await page.getByRole('button', { name: '发密钥', exact: true }).press('Enter');
    const secret = page.locator('.secret-once code');
    await secret.waitFor();
    expect(await secret.textContent()).toMatch(/^linli\.[0-9a-z]{10}\.[\w-]{43}$/);
    await page.getByText('这是区应急平台的密钥', { exact: false }).waitFor();
    await page.getByRole('button', { name: '已交给对方' }).press('Enter');
    await keys.getByText('可以查询、上报；每分钟最多600次；报来0件').waitFor();
    expect(await page.content()).not.toMatch(/linli\.[0-9a-z]{10}\./);

    await keys.getByRole('button', { name: '停用区应急平台的密钥' }).click();
    await page.getByText(/对方马上报不了、查不了，也恢复不了/).waitFor();
    await page.locator('.ant-modal').getByRole('button', { name: '停用' }).click();
    await keys.getByRole('button', { name: '停用区应急平台的密钥' }).waitFor({ state: 'detached' });

    const phones = page.locator('.card', { has: page.getByRole('heading', { name: '居民手机上报' }) });
    await phones.getByText('直接按规则派单').click();
    await phones.getByText('已保存').waitFor();
    await phones.getByText('暂时不收').click();
    await phones.getByText('直接按规则派单').waitFor({ state: 'detached' });
    await phones.getByText('只看要带什么').click();
    const onlyShown = phones.getByRole('radio', { name: '只看要带什么' });
    await expect.poll(() => onlyShown.isChecked()).toBe(true);
    await page.context().close();
  });

  it('let devices come in by another message server: it is tried first, and the password is never shown again', async () => {
    const page = await screens.open('#/settings/connectors', { who: 'zhoum' });
    const card = page.getByRole('form', { name: '物联设备接入' });
    await card.getByText('正在接收设备的消息').waitFor();
    await card.getByText('经外部消息服务器').click();
    await card.getByLabel('消息服务器地址').fill('https://mqtt.example.gov.cn');
    await card.getByLabel('消息服务器账号').fill('linli');
    await card.getByRole('button', { name: '保存接入方式' }).press('Enter');
    await card.getByText('地址要以mqtt://或mqtts://开头，只写主机名和端口').waitFor();
    await card.getByLabel('消息服务器地址').fill('mqtts://refuses.example.gov.cn:8883');
    await card.getByText('换了地址或账号，要重新填密码').waitFor();
    expect(await seriousViolations(page)).toEqual([]);
    await card.getByLabel('消息服务器密码').fill('of the district');
    await card.getByRole('button', { name: '试连' }).press('Enter');
    await card.getByText('服务器不让本站进：看看账号、密码和它给的权限').waitFor();
    await card.getByLabel('消息服务器地址').fill('mqtts://mqtt.example.gov.cn:8883');
    await card.getByRole('button', { name: '试连' }).press('Enter');
    await card.getByText('试连成功').waitFor();
    await card.getByRole('button', { name: '保存接入方式' }).press('Enter');
    await card.getByText('已保存').waitFor();
    expect(await card.getByLabel('消息服务器密码').inputValue()).toBe('');
    await card.getByText('已存好；不改就留空').waitFor();
    await page.context().close();
  });
});
