import { inventedId } from '#test/support/rosters';
import type { Stop } from '../stops';
import { at, MANAGER, press, screen, steps } from './steps';

const HEADS = ['姓名', '身份证号码', '性别', '住址', '网格', '与户主关系', '电话'];
const ROSTER = [
  ['张秀兰', inventedId('1950-01-01', 'female', 1), '女', '枫叶巷1幢1单元101', '1', '户主', '13800000001'],
  ['李国强', inventedId('1948-02-03', 'male', 2), '女', '枫叶巷1幢1单元101', '1', '配偶', '13800000002'],
  ['王小明', '33010219', '男', '枫叶巷1幢1单元102', '1', '户主', ''],
  ['欧阳明月', inventedId('1988-08-08', 'female', 3), '女', '枫叶巷1幢2单元201', '2', '户主', '13800000003'],
];

const chooseRoster: Stop['go'] = async (page) => {
  const text = [HEADS, ...ROSTER].map((row) => row.join(',')).join('\r\n');
  const buffer = Buffer.from(`\ufeff${text}`);
  await page.locator('input[type=file]').setInputFiles({ name: '枫叶巷花名册.csv', mimeType: 'text/csv', buffer });
  await page.locator('.column-table').waitFor();
};
const checkRoster = press('.page-actions .ant-btn-primary', '.imports-list [data-row="0"] b');

const imports = at('#/data/import', 'input[type=file]');
const pair = at('#/data/duplicates', '.pair');

/** Rosters in, what does not fit, and files that may be one person's. */
export const DATA: readonly Stop[] = [
  screen('import', imports, { who: MANAGER }),
  screen('import-columns', steps(imports, chooseRoster), { who: MANAGER, isAlone: true }),
  screen('import-rows', steps(imports, chooseRoster, checkRoster), { who: MANAGER, isAlone: true }),
  screen('quality', at('#/data/quality', '.quality .data-grid [data-row="0"]')),
  screen('quality-rules', at('#/data/quality?view=rules', '.quality h1')),
  screen('quality-empty', at('#/data/quality', '.empty'), { address: '?begin=empty' }),
  screen('duplicates', pair),
  screen('merge', steps(pair, press('.pair-actions a', '.merge-form'))),
];
