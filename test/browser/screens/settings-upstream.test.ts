import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScreens, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

describe('the district centre', () => {
  it('is set by the manager, tried first, and the password is not shown again', async () => {
    const page = await screens.open('#/settings/upstream', { who: 'zhoum' });
    await page.getByRole('heading', { name: '还没有设区级中心' }).waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('请输入账号，不能有冒号').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-invalid') === 'true');

    await page.getByLabel('地址', { exact: true }).fill('http://hub.district.example/');
    await page.getByText(/地址要以 https:\/\/ 开头/).waitFor();
    await page.getByLabel('地址', { exact: true }).fill('https://portal.district.example/');
    await page.getByLabel('账号', { exact: true }).fill('qinghe');
    await page.getByLabel('密码', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: '试一下' }).click();
    await page.getByText('这个地址回的是网页，不是资料').waitFor();

    await page.getByLabel('地址', { exact: true }).fill('https://hub.district.example/');
    await page.getByRole('button', { name: '试一下' }).click();
    await page.getByText('区级中心不认这个账号或密码').waitFor();
    await page.getByLabel('密码', { exact: true }).fill('right');
    await page.getByRole('button', { name: '试一下' }).press('Enter');
    await page.getByText('连上了（版本3.5.0），6个资料库都能用。可以保存了。').waitFor();
    await page.getByRole('button', { name: '保存' }).press('Enter');
    await page.getByText('已保存', { exact: true }).waitFor();
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('');
    await page.getByText('已存好。不改就空着').waitFor();

    await page.getByLabel('账号', { exact: true }).fill('another');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('换了地址或账号，请再输一次密码').waitFor();
    await page.context().close();
  });

  it('takes the file that the district made, by what is in it, and shows nothing of the password', async () => {
    const page = await screens.open('#/settings/upstream', { who: 'zhoum' });
    const file = {
      url: 'https://hub.district.example/',
      station: 'qinghe',
      user: 'qinghe',
      password: 'k3Jx9mQp2Wz7Lr5T',
    };
    const hand = (content: string | Buffer, name = 'photo.jpg') =>
      page
        .locator('.station-file input[type=file]')
        .setInputFiles({ name, mimeType: 'image/jpeg', buffer: Buffer.from(content) });
    const isEmpty = async () => (await page.getByLabel('地址', { exact: true }).inputValue()) === '';
    for (const [content, said] of [
      ['', /这个文件是空的/],
      [Buffer.from([0xff, 0xd8, 0xff, 0xe0]), /这个文件不是文字/],
      ['x'.repeat(20_000), /这个文件太大/],
      [JSON.stringify({ ...file, password: undefined }), /或者改坏了/],
      [JSON.stringify({ ...file, station: 'beiyuan' }), /是给站点 beiyuan 的/],
      [JSON.stringify({ ...file, url: 'http://hub.district.example' }), /密码会被别人看到/],
    ] as const) {
      await hand(content, 'hub.json');
      await page.getByText(said).waitFor();
      expect(await isEmpty()).toBe(true);
    }
    await hand(`\uFEFF${JSON.stringify(file)}`);
    await page.getByText('读好了。').waitFor();
    expect(await page.getByLabel('地址', { exact: true }).inputValue()).toBe('https://hub.district.example');
    await page.getByText('已从文件读入，这里不显示').waitFor();
    expect(await page.getByLabel('密码', { exact: true }).inputValue()).toBe('');
    expect(await page.content()).not.toContain(file.password);
    // To another address it does not go.
    await page.getByLabel('地址', { exact: true }).fill('https://elsewhere.example/');
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('换了地址或账号，请再输一次密码').waitFor();
    await page.getByLabel('地址', { exact: true }).fill('https://hub.district.example/');
    await page.getByRole('button', { name: '试一下' }).click();
    await page.getByText('连上了（版本3.5.0），6个资料库都能用。可以保存了。').waitFor();
    await page.getByRole('button', { name: '保存' }).press('Enter');
    await page.getByText('已存好。不改就空着').waitFor();
    await page.context().close();
  });

  it('says after a month without it that nothing is lost, and database by database why one does not get through', async () => {
    const away = await screens.open('?upstream=away#/settings/upstream', { who: 'zhoum' });
    await away.getByRole('heading', { name: '连不上区级中心' }).waitFor();
    await away.getByText(/有7,239次改动等着送，都完整留在站内主机上，不会丢。/).waitFor();
    await away.getByRole('button', { name: '马上再试' }).click();
    await away.context().close();

    const part = await screens.open('?upstream=part#/settings/upstream', { who: 'zhoum' });
    await part.getByRole('heading', { name: '有1个资料库送不过去，其余照常' }).waitFor();
    const rows = await part.locator('.upstream-table tbody tr').allTextContents();
    expect(rows.slice(0, 3)).toEqual([
      '公共资料已到区级区里有1条改动不合规矩，站内没有收',
      '第 1 网格已到区级区里不收2条，每天会再送一次',
      '第 2 网格区级中心还没有建这个资料库请区里的管理员给本站建库，建好后自动送过去。还有37次改动没送到',
    ]);
    await part.context().close();
  });

  it('stands on the sync page and in the header: at the station, then at the district', async () => {
    const left = await screens.open('?upstream=left#/sync', { who: 'zhoum' });
    await left.getByRole('link', { name: /同步状态：已到站内/ }).waitFor();
    await left.getByRole('heading', { name: /还有7,239次改动在往区级送/ }).waitFor();
    await left.getByText('还有7,239次改动没到').waitFor();
    await left.context().close();

    const there = await screens.open('?upstream=there#/sync', { who: 'zhoum' });
    await there.getByRole('link', { name: /同步状态：已同步/ }).waitFor();
    await there.getByRole('heading', { name: '本机的记录都已到区级' }).waitFor();
    await there.locator('.way').getByText('已到区级').waitFor();
    await there.context().close();
  });
});
