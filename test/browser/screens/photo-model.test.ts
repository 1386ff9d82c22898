import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Models } from '#shared/ipc/model-api';
import type { Incident } from '#shared/schema/types/incident';
import { plainPhoto } from '#test/support/drawn';
import { COLOR_MODEL, tinyCard, tinyModel } from '#test/support/onnx';
import { openScreens, seriousViolations, type Screens } from '../support/open-screens';

let screens: Screens;
beforeAll(async () => {
  screens = await openScreens();
});
afterAll(() => screens.close());

const REPORT = '#/incidents/report';
const RED = [220, 20, 20] as const;
const GREEN = [20, 200, 20] as const;

/** Puts a model into the site's folder, with that card. */
function put(page: Page, labels: readonly (string | null)[], model = tinyModel(COLOR_MODEL)): Promise<void> {
  const sha256 = createHash('sha256').update(model).digest('hex');
  const { input, ...card } = tinyCard(labels);
  const models = {
    model: { url: '/api/models/tiny.onnx', bytes: model.length, sha256, card: { ...card, input } },
    troubles: [],
  } as unknown as Models;
  return putList(page, models, Buffer.from(model).toString('base64'));
}

const putList = (page: Page, models: Models, file = '') =>
  page.evaluate(([list, bytes]) => window.harness.station?.photoModel.put(list, bytes), [models, file] as const);

const addPhoto = async (page: Page, color: readonly [number, number, number]) => {
  await page
    .locator('.photo-picker input[type=file][multiple]')
    .setInputFiles([{ name: '现场.png', mimeType: 'image/png', buffer: plainPhoto(color) }]);
  await page.locator('.photo-tile img').waitFor();
};
const removePhoto = async (page: Page) => {
  await page.getByRole('button', { name: '拿掉第1张照片' }).click();
  await page.getByRole('button', { name: '拿掉', exact: true }).click();
  await page.locator('.photo-tile img').waitFor({ state: 'detached' });
};
const said = (page: Page) => page.locator('.category-photo');

describe('a photo of a report', () => {
  it('is looked at by the site’s model, which says how sure it is; what was taken stands in the record', async () => {
    const page = await screens.open(REPORT);
    const [fire, litter] = await labelsOf(page);
    await put(page, [fire.label, litter.label, null]);
    await addPhoto(page, RED);
    const guess = page.getByRole('group', { name: '看照片，可能是' }).getByRole('button');
    await guess.waitFor();
    expect(await guess.textContent()).toMatch(new RegExp(`^${fire.name} 把握 9\\d%$`));
    expect(await seriousViolations(page)).toEqual([]);
    await guess.press('Enter');
    expect(await guess.getAttribute('aria-pressed')).toBe('true');

    await page.getByRole('combobox', { name: '楼栋或地址' }).fill('5幢');
    await page.getByLabel('一句话').fill('5幢门口');
    await page.getByRole('button', { name: '上报', exact: true }).click();
    await page.getByRole('heading', { name: '已保存在本机，还没有送到站内' }).waitFor();
    expect(await incident(page, '5幢门口')).toMatchObject({
      categoryUid: fire.uid,
      suggestion: { categoryUid: fire.uid, from: 'image', model: 'tiny' },
    });
    await page.context().close();
  });

  it('says in words why nothing is suggested, and never stands in the way', async () => {
    const page = await screens.open(REPORT);
    const [fire, litter] = await labelsOf(page);
    const labels = [fire.label, litter.label, null];
    // Nothing is said before there is a photo.
    expect(await said(page).textContent()).toBe('');
    await addPhoto(page, GREEN);
    await said(page).getByText('站里没有放识图模型，照片不参与建议。').waitFor();
    expect(await seriousViolations(page)).toEqual([]);

    const refused = { model: null, troubles: [{ name: 'a.onnx', problem: 'wrong-labels', detail: '3 ≠ 2' }] } as const;
    const told: readonly (readonly [prepare: () => Promise<unknown>, words: string])[] = [
      [
        () => putList(page, { ...refused, troubles: [...refused.troubles] }),
        '站里放的识图模型a.onnx用不了：标签数和模型不一样（3 ≠ 2）。请告诉站长。',
      ],
      [() => put(page, labels, new Uint8Array([8, 8, 58, 1, 0])), '识图模型打不开，照片不参与建议。请告诉站长。'],
      // A computation that no runtime knows.
      [() => put(page, labels, tinyModel({ ...COLOR_MODEL, operator: 'MadeUp' })), '识图模型打不开'],
      [() => put(page, labels.slice(0, 2)), '识图模型给出的结果和它的标签数不一样，没有用。请告诉站长。'],
      [() => page.evaluate(() => window.harness.station?.photoModel.reach(false)), '识图模型还没有取到本机'],
      [() => page.evaluate(() => window.harness.station?.photoModel.reach(true)), '识图模型给出的结果'],
      // Green is the one that is no incident.
      [() => put(page, [fire.label, null, litter.label]), '照片看不出是哪一类。'],
    ];
    for (const [prepare, words] of told) {
      await removePhoto(page);
      await prepare();
      await addPhoto(page, GREEN);
      await said(page).getByText(words).waitFor();
    }
    await page.context().close();
  });

  it('is not looked at by a model for another table', async () => {
    const page = await screens.open(REPORT, { language: 'en' });
    await put(page, ['cat', 'dog', null]);
    await addPhoto(page, RED);
    await said(page).getByText('none of this station’s categories').waitFor();
    await page.context().close();
  });
});

interface Label {
  readonly uid: string;
  readonly name: string;
  /** As a card writes it. */
  readonly label: string;
}

/** Two categories of the station. */
const labelsOf = (page: Page): Promise<[Label, Label]> =>
  page.evaluate(
    () =>
      new Promise<[Label, Label]>((resolve) => {
        window.harness.station?.records.all('reference', 'category').subscribe((all) => {
          const rows = (
            all as unknown as { uid: string; active: boolean; major: { name: string }; minor: { name: string } }[]
          )
            .filter(({ active }) => active)
            .map(({ uid, major, minor }) => ({ uid, name: minor.name, label: `${major.name}/${minor.name}` }));
          if (rows[0] && rows[1]) resolve([rows[0], rows[1]]);
        });
      }),
  );

const incident = (page: Page, title: string) =>
  page.evaluate(
    (wanted) =>
      new Promise<Incident | undefined>((resolve) => {
        window.harness.station?.records
          .all('incidents', 'incident')
          .subscribe((all) => resolve((all as never as Incident[]).find((each) => each.title === wanted)));
      }),
    title,
  );
