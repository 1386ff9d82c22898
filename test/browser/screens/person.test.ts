import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { openScreens, seriousViolations, signIn, type Screens } from '../support/open-screens';
import { goToAddress, idsOf, openFile, rawRecord } from './people';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const form = (page: Page) => page.locator('.entry-form');

async function openNew(page: Page): Promise<void> {
  await goToAddress(page, '#/person/new');
  await form(page).waitFor();
}

async function chooseHome(page: Page, text: string): Promise<void> {
  await form(page).getByRole('combobox', { name: '现住址' }).fill(text);
  await form(page).getByRole('option').first().click();
}

/** Waits until the draft is on the disk. */
const draftSaved = (page: Page) => page.locator('.entry-foot .is-saved').waitFor();

describe('somebody’s file', () => {
  it('tells who it is, why a key person, where, with whom, and what happened', async () => {
    const page = await screens.open('');
    await openFile(page, '沈桂英');
    await page.getByRole('button', { name: /独居/ }).hover();
    await page.getByRole('tooltip').getByText('户内现住只有本人').waitFor();
    await page.getByText('和现住址相同').waitFor();
    await page.locator('.tree').getByText('沈桂英').waitFor();
    await page.getByRole('button', { name: '走访', exact: true }).click();
    expect(await page.locator('.timeline li').allInnerTexts()).toSatisfy((all: string[]) =>
      all.every((entry) => entry.includes('走访')),
    );
    expect(await page.locator('.person-file').innerText()).not.toMatch(/\d{17}/);
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('says that older visits are at the station, and fetches them when asked', async () => {
    const page = await screens.open('');
    await openFile(page, '沈桂英');
    await page.getByRole('button', { name: '走访', exact: true }).click();
    expect(await page.getByText('更早的走访留在站内').count()).toBe(0);
    await page.evaluate(() => window.harness.station?.older.leave('8223300000000', null));
    for (;;) {
      const more = page.locator('.timeline ~ .history-more');
      if ((await more.count()) === 0) break;
      await more.click();
    }
    await page.locator('.timeline ~ .history-older').getByRole('button', { name: '从站内取来' }).click();
    await page.getByText('连不上').first().waitFor();
    await page.evaluate(() => window.harness.station?.older.leave('8223300000000', 3));
    await page.locator('.timeline ~ .history-older').getByRole('button', { name: '从站内取来' }).click();
    await page.locator('.timeline ~ .history-older').getByText('取来了 3 条更早的走访').waitFor();
    await page.context().close();
  });

  it('takes a contact, a certificate and a consent, each at once on the page', async () => {
    const page = await screens.open('');
    const id = await openFile(page, '沈桂英');
    await page.getByRole('button', { name: '添加联系人' }).click();
    const contact = page.getByRole('form', { name: '添加联系人' });
    await contact.getByLabel('姓名').fill('方美华');
    await contact.getByLabel('和本人的关系').fill('邻居');
    await contact.getByLabel('电话').fill('12');
    await page.keyboard.press('Enter');
    await contact.getByText('不像能打通的号码').waitFor();
    await contact.getByLabel('电话').fill('138 0013 8000');
    await page.keyboard.press('Enter');
    await page.locator('.contact-lines').getByText('方美华').waitFor();
    expect(await page.locator('.contact-lines').innerText()).toContain('138 •••• 8000');
    expect(JSON.stringify(await rawRecord(page, id))).not.toMatch(/方美华|13800138000/);

    await page.getByRole('button', { name: '录入证件' }).click();
    const paper = page.getByRole('form', { name: '录入证件' });
    await paper.getByLabel('残疾类别').selectOption({ label: '肢体' });
    await paper.getByLabel('等级').selectOption({ label: '2 级' });
    await paper.getByLabel('发证日期').fill('2024-05-06');
    await paper.getByLabel('到期日期').fill('2034-05-05');
    await paper.getByRole('button', { name: '保存' }).click();
    await page.getByRole('button', { name: /残疾人/ }).waitFor();
    await page.locator('.timeline').getByText('录入残疾证').waitFor();
    await page.getByRole('button', { name: '注销' }).click();
    await page.getByText('证件已注销').waitFor();
    await page.getByRole('button', { name: /残疾人/ }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '撤销' }).click();
    await page.getByRole('button', { name: /残疾人/ }).waitFor();

    await page.getByRole('button', { name: '登记拍照留存的意见' }).click();
    const consent = page.getByRole('form', { name: '登记拍照留存的意见' });
    await consent.getByRole('button', { name: '保存' }).click();
    await consent.getByText('请选同意或不同意').waitFor();
    await consent.getByText('不同意', { exact: true }).click();
    await consent.getByRole('button', { name: '保存' }).click();
    await page.getByText('11月23日不同意').waitFor();
    await page.locator('.timeline').getByText('不同意拍照留存').waitFor();
    await page.context().close();
  });

  it('is marked as moved out with its day, household and all, and put back with one press', async () => {
    const page = await screens.open('');
    await openFile(page, '沈桂英');
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByText('户内现住只有这一位').waitFor();
    await page.getByRole('button', { name: '11月23日起记为已迁出' }).click();
    await page.getByText('已从11月23日起记为已迁出').waitFor();
    await page.locator('.person-title').getByText('已迁出').waitFor();
    await page.getByRole('button', { name: '撤销' }).click();
    await page.locator('.person-title').getByText('已迁出').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /独居/ }).waitFor();
    await page.context().close();
  });

  it('of a child is closed to a worker without the child function, by address and by form', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    const id = await page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.harness.station?.records
            .all('people', 'person')
            .subscribe((people) => resolve(people.find((each) => each['name'] === null)?._id ?? ''));
        }),
    );
    expect(id).toMatch(/^person~qinghe-3~/);
    await goToAddress(page, `#/person?id=${encodeURIComponent(id)}`);
    await page.getByRole('heading', { name: '儿童档案，无权查看' }).waitFor();
    expect(await page.locator('main').innerText()).not.toMatch(/幢|身份证|联系人|时间线/);
    await goToAddress(page, `#/person/edit?id=${encodeURIComponent(id)}`);
    await page.getByText('儿童档案，无权修改').waitFor();
    expect(await form(page).count()).toBe(0);
    await goToAddress(page, `#/person/merge?a=${encodeURIComponent(id)}`);
    await page.getByText('儿童档案，无权合并').waitFor();
    await page.context().close();
  });
});

describe('the form for somebody new', () => {
  it('says at once what is wrong with an id, and fills in what a sound one tells', async () => {
    const page = await screens.open('');
    await openNew(page);
    const id = form(page).getByLabel('身份证号');
    await id.fill('11010519491231003X');
    await page.getByText('校验码不对').waitFor();
    await id.fill('11010519491231002x');
    await page.getByText('号码无误').waitFor();
    expect(await form(page).getByLabel('出生日期').inputValue()).toBe('1949-12-31');
    expect(await form(page).getByRole('radio', { name: '女' }).isChecked()).toBe(true);
    await form(page).getByLabel('出生日期').fill('1949-12-13');
    await page.getByText('身份证上是1949年12月31日出生').waitFor();
    await page.getByRole('button', { name: '按身份证改' }).click();
    expect(await form(page).getByLabel('出生日期').inputValue()).toBe('1949-12-31');
    await page.context().close();
  });

  it('names everything that is missing, and puts the focus on the first of it', async () => {
    const page = await screens.open('');
    await openNew(page);
    await page.keyboard.press('Control+Enter');
    await page.getByText('请填姓名').waitFor();
    await page.getByText('请选住处，或选网格').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-invalid'))).toBe('true');
    expect(await seriousViolations(page)).toEqual([]);
    await page.context().close();
  });

  it('makes a file in a household that is there, and shows it', async () => {
    const page = await screens.open('');
    await openNew(page);
    await form(page).getByLabel('姓名', { exact: true }).fill('周小梅');
    await form(page).getByLabel('出生日期').fill('1990-02-03');
    await form(page).getByText('女', { exact: true }).click();
    await form(page).getByLabel('手机').fill('138 0013 8000');
    await chooseHome(page, '8幢2单元301');
    await form(page).getByText('沈桂英户').click();
    await form(page).getByLabel('与户主关系').selectOption({ label: '长女' });
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: '周小梅' }).waitFor();
    await page.getByRole('link', { name: '沈桂英 户主' }).waitFor();
    expect(await page.locator('.tree').innerText()).toContain('长女');
    const [id] = await idsOf(page, '周小梅');
    expect(JSON.stringify(await rawRecord(page, id ?? ''))).not.toContain('13800138000');
    // Two live there now: her mother is alone no more.
    await page.getByRole('link', { name: /^沈桂英/ }).click();
    await page.getByRole('heading', { level: 1, name: '沈桂英' }).waitFor();
    await page.getByRole('button', { name: /65 岁以上/ }).waitFor();
    await page.getByRole('button', { name: /独居/ }).waitFor({ state: 'detached' });
    await page.context().close();
  });

  it('keeps what was typed when the page dies, and goes on with it', async () => {
    const page = await screens.open('');
    await openNew(page);
    await form(page).getByLabel('姓名', { exact: true }).fill('周小梅');
    await form(page).getByLabel('身份证号').fill('1101051949');
    await draftSaved(page);
    await page.reload();
    await signIn(page);
    await openNew(page);
    await page.getByText('接着上次填写，没有丢失').waitFor();
    expect(await form(page).getByLabel('姓名', { exact: true }).inputValue()).toBe('周小梅');
    expect(await form(page).getByLabel('身份证号').inputValue()).toBe('1101051949');
    await page.getByRole('button', { name: '重新填' }).click();
    await page.getByText('接着上次填写').waitFor({ state: 'detached' });
    expect(await form(page).getByLabel('姓名', { exact: true }).inputValue()).toBe('');
    await page.context().close();
  });

  it('tells a worker without the child function that a child’s file is not theirs to make', async () => {
    const page = await screens.open('', { who: 'zhangxm' });
    await openNew(page);
    await form(page).getByLabel('姓名', { exact: true }).fill('周小苗');
    await form(page).getByLabel('出生日期').fill('2019-06-01');
    await page.getByText('要由有儿童档案功能的同事来建').waitFor();
    await form(page).getByText('女', { exact: true }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByText('还有 1 处要改').waitFor();
    expect(await page.evaluate(() => window.harness.station?.outbox().length)).toBe(0);
    await page.context().close();
  });

  it('shows who is here already, and puts what was typed into that file where it is the same person', async () => {
    const page = await screens.open('');
    await openNew(page);
    await form(page).getByLabel('姓名', { exact: true }).fill('王宝林');
    await form(page).getByLabel('出生日期').fill('1968-07-26');
    await form(page).getByLabel('手机').fill('139 0013 9000');
    const alike = page.locator('.alike li').first();
    await alike.getByText('同名同生日').waitFor();
    await alike.getByRole('button', { name: '就是这个人' }).click();
    await page.getByRole('heading', { name: '修改王宝林的档案' }).waitFor();
    expect(await form(page).getByLabel('手机').inputValue()).toBe('139 0013 9000');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: '王宝林', exact: true }).waitFor();
    await page.getByText(/139 •+ 9000/).waitFor();
    await page.locator('.timeline').getByText('改了手机').waitFor();
    expect(await idsOf(page, '王宝林')).toHaveLength(2);
    await page.context().close();
  });

  it('makes no second file with one citizen id until somebody says which is wrong', async () => {
    const page = await screens.open('');
    const [known] = await idsOf(page, '沈桂英');
    const citizenId = await page.evaluate(
      (id) =>
        new Promise<string>((resolve) => {
          const station = window.harness.station;
          station?.records.byId('people', id).subscribe((person) => {
            const sealed = person?.['citizenId'] as never;
            void station.sealer
              .open(sealed, { uid: person?.uid ?? '', field: 'citizenId' })
              .then((value) => resolve(String(value)));
          });
        }),
      known ?? '',
    );
    await openNew(page);
    await form(page).getByLabel('姓名', { exact: true }).fill('周小梅');
    await form(page).getByLabel('身份证号').fill(citizenId);
    await form(page).getByLabel('网格').selectOption({ index: 1 });
    const alike = page.locator('.alike li').first();
    await alike.getByText('同一个身份证号不能有两份档案').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已有一份档案是这个身份证号').waitFor();
    await alike.getByRole('button', { name: '对方档案登错了' }).click();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: '周小梅' }).waitFor();
    await page.context().close();
  });
});
