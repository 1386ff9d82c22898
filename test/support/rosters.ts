import { checkCharacterOf } from '#shared/domain/people/citizen-id';
import type { CellValue, TableRow } from '#shared/domain/roster/index';
import { createDice, type Dice } from './dice';
import { plantDefects, ROSTER_COLUMNS, type PlantedDefect } from './roster-slips';

/**
 * Makers of rosters as grid workers fill them: rows of cells, which other helpers turn into files. Everybody in them is invented, with
 * ids of a region that does not exist and phone numbers that no operator gives out.
 */

export interface PracticeRoster {
  /** Title, note, heads, people. */
  readonly rows: readonly TableRow[];
  /** `TableRow.index` of the heads. */
  readonly headerRow: number;
  readonly defects: readonly PlantedDefect[];
  readonly people: number;
  readonly households: number;
}

export interface PracticeRosterOptions {
  /** Rows of people. */
  readonly rows: number;
  readonly seed: number;
  /** Slips to put in, of all kinds in turn, no two in one household. */
  readonly defects: number;
  /** Grids of the station; people are spread over them. */
  readonly grids?: readonly number[];
  /** The year that it is: nobody is born later. */
  readonly year?: number;
}

const HEADER_ROW = 3;
const NOWHERE = '339901';
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭';
const GIVEN = '建国华明秀英桂兰玉珍志强丽芳海燕晓军红梅小平春生文杰婷雪静宇轩子涵浩然欣怡梓睿思远佳慧俊峰雨桐';
const STREETS = ['枫叶巷', '银杏路', '柳荫街', '梧桐里', '白果弄', '石榴街'];

/** A well-formed id of nobody; `serial` 0 to 499 tells people of one birth date and sex apart. */
export function inventedId(birthDate: string, sex: 'female' | 'male', serial: number): string {
  const body = `${NOWHERE}${birthDate.replaceAll('-', '')}${String(serial * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0')}`;
  return body + checkCharacterOf(`${body}0`);
}

interface Inhabitant {
  readonly name: string;
  readonly relation: string;
  readonly sex: 'female' | 'male';
  readonly birthDate: string;
  readonly id: string;
}

/**
 * A roster of people in households, in new buildings of six streets, with slips in it. The same options give the same roster. Its ids
 * are of the practice station's region, which only `practiceRegionOf` knows.
 */
export function practiceRoster(options: PracticeRosterOptions): PracticeRoster {
  const dice = createDice(options.seed);
  const grids = options.grids ?? [1, 2, 3];
  const year = options.year ?? 2026;
  const ids = new Set<string>();
  const names = new Set<string>();
  const cells: CellValue[][] = [];
  const starts: number[] = [];
  let households = 0;

  while (cells.length < options.rows) {
    const family = composeFamily(dice, year, ids, names).slice(0, options.rows - cells.length);
    const grid = grids[households % grids.length] ?? 1;
    const address = addressOf(households, grids.length, dice);
    starts.push(cells.length);
    households += 1;
    for (const each of family) cells.push(rowOf(cells.length + 1, grid, households, each, address, dice));
  }

  const defects = plantDefects(cells, starts, options.defects, dice, HEADER_ROW + 1);
  const rows: TableRow[] = [
    { index: 1, cells: ROSTER_COLUMNS.map(() => '青禾里社区实有人口花名册') },
    { index: 2, cells: ['填表单位：青禾里社区居委会', ...ROSTER_COLUMNS.slice(1).map(() => null)] },
    { index: HEADER_ROW, cells: [...ROSTER_COLUMNS] },
    ...cells.map((row, n): TableRow => ({ index: HEADER_ROW + 1 + n, cells: row })),
  ];
  return { rows, headerRow: HEADER_ROW, defects, people: cells.length, households };
}

function composeFamily(dice: Dice, year: number, ids: Set<string>, names: Set<string>): readonly Inhabitant[] {
  const surname = dice.pick(SURNAMES);
  const make = (relation: string, sex: 'female' | 'male', age: number, ownSurname: string): Inhabitant => {
    const birthDate = `${year - age}-${pad(dice.int(1, 9))}-${pad(dice.int(1, 28))}`;
    let id = inventedId(birthDate, sex, dice.int(0, 499));
    while (ids.has(id)) id = inventedId(birthDate, sex, dice.int(0, 499));
    ids.add(id);
    let name = ownSurname + dice.pick(GIVEN) + dice.pick(GIVEN);
    while (names.has(`${name}${birthDate}`)) name = ownSurname + dice.pick(GIVEN) + dice.pick(GIVEN);
    names.add(`${name}${birthDate}`);
    return { name, relation, sex, birthDate, id };
  };
  const age = dice.int(24, 90);
  const isMan = dice.next() < 0.6;
  const head = make('户主', isMan ? 'male' : 'female', age, surname);
  if (dice.next() < 0.18) return [head];
  const family = [
    head,
    make(isMan ? '妻' : '夫', isMan ? 'female' : 'male', Math.max(22, age + dice.int(-4, 3)), dice.pick(SURNAMES)),
  ];
  const children = age < 62 ? dice.int(0, 2) : dice.int(0, 1);
  for (let n = 0; n < children; n += 1) {
    const sex = dice.next() < 0.5 ? 'male' : 'female';
    const childAge = Math.max(1, age - dice.int(23, 32));
    family.push(
      make(sex === 'male' ? '子' : '女', sex, childAge, isMan ? surname : (family[1]?.name.charAt(0) ?? surname)),
    );
  }
  if (age < 60 && dice.next() < 0.12) family.push(make('母亲', 'female', age + dice.int(20, 28), dice.pick(SURNAMES)));
  return family;
}

/** Two homes a floor, six floors, three units: 36 homes a building, each building in one grid. */
function addressOf(household: number, grids: number, dice: Dice): string {
  const grid = household % grids;
  const nth = Math.floor(household / grids);
  const building = Math.floor(nth / 36) + 1;
  const home = nth % 36;
  const street = `${STREETS[grid % STREETS.length]}${grid >= STREETS.length ? '支路' : ''}`;
  const unit = Math.floor(home / 12) + 1;
  const room = `${Math.floor((home % 12) / 2) + 1}0${(home % 2) + 1}`;
  return dice.next() < 0.5
    ? `${street}${building}幢${unit}单元${room}室`
    : `${street} ${building}号楼${unit}单元${room}`;
}

function rowOf(
  number: number,
  grid: number,
  household: number,
  { name, relation, sex, birthDate, id }: Inhabitant,
  address: string,
  dice: Dice,
): CellValue[] {
  return [
    number,
    dice.next() < 0.7 ? `第${grid}网格` : String(grid),
    `H${String(household).padStart(6, '0')}`,
    name,
    relation,
    sex === 'male' ? '男' : '女',
    dice.next() < 0.1 ? id.toLowerCase() : id,
    writtenBirth(birthDate, dice),
    dice.next() < 0.95 ? '汉族' : '回族',
    dice.next() < 0.75 ? `154${String(dice.int(0, 99_999_999)).padStart(8, '0')}` : null,
    address,
    null,
  ];
}

function writtenBirth(birthDate: string, dice: Dice): CellValue {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const ways: readonly CellValue[] = [
    birthDate,
    `${year}.${month}.${day}`,
    `${year}/${Number(month)}/${Number(day)}`,
    `${year}年${Number(month)}月${Number(day)}日`,
    (Date.parse(`${birthDate}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000,
  ];
  return dice.pick(ways);
}

const pad = (n: number): string => String(n).padStart(2, '0');
