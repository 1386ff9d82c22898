import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { USUAL_HALL } from '#shared/domain/queue/hall';
import { counterOfTheHall } from '#test/integration/ratings/counter';
import { uid } from '#test/support/builders';
import { startChromium, type Chromium } from '#test/support/chromium';
import { seriousViolations } from '../support/open-screens';

const DAY = '2026-11-23';
const SHOTS = process.env['SHOTS'];

let folder: string;
let chromium: Chromium;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linli-pad-'));
  await build({ configFile: resolve('build/vite.pad.ts'), build: { outDir: folder, sourcemap: false } });
  chromium = await startChromium({ width: 1280, height: 800 });
});
afterAll(async () => {
  await chromium.close();
  await rm(folder, { recursive: true, force: true });
});

it('is paired by a code, asks once a service has ended, says thanks and goes back by itself', async () => {
  const counter = await counterOfTheHall({ pad: folder });
  const { hall, terminals, begin, tell, ratingOf, setClock } = counter;
  const { page } = chromium;
  const shot = async (name: string) =>
    void (SHOTS && (await page.screenshot({ path: join(SHOTS, `pad-${name}.png`) })));
  const code = async () => {
    const made = await terminals.makeCode(uid(1), { kind: 'pad', name: '三号窗口', counter: '3' });
    return made.ok ? made.value.code : '';
  };
  await page.goto(`${counter.kiosk}/pad/`);
  await page.getByLabel('代码').fill('12345678');
  await page.keyboard.press('Enter');
  await page.getByText('代码不对').waitFor();
  expect(await seriousViolations(page), 'pairing').toEqual([]);
  await shot('pairing');
  // As a page of this machine opens it.
  await page.goto(`${counter.kiosk}/pad/?#pair=${await code()}`);
  await page.getByText('3号窗口').waitFor();
  await page.reload();
  await page.getByText('3号窗口').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).sort())).toEqual(['linli-pad-counter', 'linli-pad-token']);
  expect(await seriousViolations(page), 'resting').toEqual([]);
  await shot('resting');

  await hall.sit(1, '3');
  const numbers = [await hall.take(), await hall.take(), await hall.take()];
  await begin();
  await page.getByText('办完事，请在这里评一评').waitFor();
  await tell(1, { kind: 'finish', counter: '3', number: numbers[0] ?? '' });
  await page.getByText('这次办事，您满意吗？').waitFor();
  // Nothing is chosen beforehand, and nothing has the focus.
  expect(await page.locator('[aria-pressed="true"], [aria-checked="true"], :checked, button:focus').count()).toBe(0);
  expect(await seriousViolations(page), 'asking').toEqual([]);
  await shot('asking');
  const sizes = await page
    .getByRole('button')
    .evaluateAll((buttons) => buttons.map((each) => each.getBoundingClientRect().height));
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(96);
  await page.getByRole('button', { name: '非常满意' }).click();
  await page.getByText('谢谢您').waitFor();
  await shot('thanks');
  await page.getByText('办完事，请在这里评一评').waitFor();
  expect(await ratingOf(`t.${DAY}.${numbers[0]}`)).toMatchObject({
    satisfaction: 'very-satisfied',
    channel: 'counter',
  });

  await begin();
  await tell(1, { kind: 'finish', counter: '3', number: numbers[1] ?? '' });
  await page.getByRole('button', { name: '不满意', exact: true }).click();
  await page.getByRole('button', { name: '等得太久' }).click();
  expect(await seriousViolations(page), 'reasons').toEqual([]);
  await shot('reasons');
  await page.getByRole('button', { name: '交评价' }).click();
  await page.getByText('要我们给您回电话吗？').waitFor();
  // The grade was kept as it was pressed, and the next number may be called at any moment.
  expect(await ratingOf(`t.${DAY}.${numbers[1]}`)).toMatchObject({ satisfaction: 'dissatisfied', phone: null });
  await begin();
  expect(await seriousViolations(page), 'a telephone').toEqual([]);
  for (const digit of '138') await page.getByRole('button', { name: digit, exact: true }).click();
  await page.getByRole('button', { name: '请给我回电话' }).click();
  await page.getByText('这个号码不对').waitFor();
  for (const digit of '00006021') await page.getByRole('button', { name: digit, exact: true }).click();
  await shot('phone');
  // As everything there they follow the screen: 96 px at 1280 × 800.
  const smallest = await page.getByRole('button').evaluateAll((buttons) => {
    const heights = buttons.map((each) => each.getBoundingClientRect().height);
    return Math.min(...heights) / Math.min(innerWidth / 1280, innerHeight / 800);
  });
  expect(smallest).toBeGreaterThanOrEqual(95.9);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
  await page.getByRole('button', { name: '请给我回电话' }).click();
  await page.getByText('会有人给您打过去').waitFor();
  const poor = await ratingOf(`t.${DAY}.${numbers[1]}`);
  expect(poor?.phone?.kid).toBe('qinghe.general.1');
  expect(poor?.comment).not.toBeNull();

  // Not answered: the next number ends it.
  await tell(1, { kind: 'finish', counter: '3', number: numbers[2] ?? '' });
  await page.getByText('这次办事，您满意吗？').waitFor();
  await page.setViewportSize({ width: 800, height: 1280 });
  await shot('asking-portrait');
  await hall.take();
  await begin();
  await page.getByText('办完事，请在这里评一评').waitFor();
  expect(await ratingOf(`t.${DAY}.${numbers[2]}`)).toBeNull();
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Window 3').waitFor();
  await shot('english');

  setClock(Date.parse('2026-11-23T02:00:00Z') + USUAL_HALL.policy.askRatingMs);
  await terminals.revoke(uid(1), terminals.list()[0]?.id ?? '');
  await page.getByLabel('Code').waitFor();
});
