import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { DwellingUse } from '#shared/schema/types/home';
import type { Enterprise, EnterpriseKind } from '#shared/schema/types/enterprise';
import { nobodysCreditCode } from './credit-code';
import { buildingUid, dwellingUid, registered, roomLabel, type GridContext } from './grid-context';
import { nobodysPhone } from './identity';
import { givenName, surname } from './names';
import { createRandom, derivedUid, type Random } from './random';
import { addressOf, type PlannedBuilding, type PlannedRoom } from './town';

/** Shops, companies and organisations of a grid; none of them exists. */

/** The smallest and the largest number in a grid with people in it. */
const PER_GRID = [8, 25] as const;
/** Those whose credit code somebody has noted. */
const CODE_KNOWN = 0.88;
const CLOSED_SHARE = 0.06;

interface Trade {
  readonly kind: EnterpriseKind;
  readonly names: readonly string[];
  readonly employees: readonly [least: number, most: number];
  readonly isHazardous?: true;
}

const TRADES: readonly (readonly [weight: number, trade: Trade])[] = [
  [22, { kind: 'sole-trader', names: ['小吃店', '面馆', '早餐店', '水果店', '副食店', '茶水铺'], employees: [1, 5] }],
  [20, { kind: 'sole-trader', names: ['便利店', '理发店', '裁缝铺', '修车铺', '洗衣店', '文具店'], employees: [1, 4] }],
  [4, { kind: 'sole-trader', names: ['五金油漆店', '液化气配送站'], employees: [1, 4], isHazardous: true }],
  [16, { kind: 'company', names: ['商贸有限公司', '装饰工程有限公司', '信息技术有限公司'], employees: [4, 60] }],
  [10, { kind: 'company', names: ['餐饮管理有限公司', '家政服务有限公司', '物业服务有限公司'], employees: [6, 80] }],
  [5, { kind: 'company', names: ['大药房有限公司', '口腔门诊有限公司'], employees: [4, 25] }],
  [7, { kind: 'social', names: ['老年活动中心', '志愿服务队', '助残服务社'], employees: [2, 12] }],
  [4, { kind: 'public', names: ['幼儿园', '卫生服务站', '文化站'], employees: [6, 50] }],
  [2, { kind: 'other', names: ['蔬菜专业合作社'], employees: [3, 15] }],
];
const BRANDS = split(
  '青禾 禾丰 穗香 禾苗 清和 稻花 禾安 青穗 丰乐 禾美 春晓 和悦 青藤 百禾 万穗 金稻 禾记 老街 晨光 半亩',
);

function split(words: string): readonly string[] {
  return words.split(' ');
}

/** The enterprises of a grid; none where nobody lives. */
export async function enterpriseRecords(
  context: GridContext,
  uses: ReadonlyMap<string, DwellingUse>,
): Promise<(Enterprise & WireRecord)[]> {
  const { options, grid } = context;
  if ((options.size.householdsPerGrid[grid.number - 1] ?? 0) === 0) return [];
  const random = createRandom(`${options.randomSeed}/enterprises/${grid.number}`);
  const shops = grid.rooms.filter((room) => uses.get(roomLabel(room)) === 'business');
  const names = new Set<string>();
  return Promise.all(
    Array.from({ length: random.int(...PER_GRID) }, (_, index) =>
      enterpriseRecord(context, random, index, names, shops[index]),
    ),
  );
}

async function enterpriseRecord(
  context: GridContext,
  random: Random,
  index: number,
  names: Set<string>,
  shop: PlannedRoom | undefined,
): Promise<Enterprise & WireRecord> {
  const { options, grid } = context;
  const uid = derivedUid(options.randomSeed, `enterprise/${grid.number}/${index + 1}`);
  const trade = random.weighted(TRADES);
  const building = shop?.building ?? random.pick(grid.buildings);
  const record: Enterprise & WireRecord = {
    ...context.framer({ ...registered(context), type: 'enterprise', uid }),
    type: 'enterprise',
    name: nameOf(random, trade, names),
    kind: trade.kind,
    creditCode: random.chance(CODE_KNOWN) ? nobodysCreditCode(random, trade.kind) : null,
    buildingUid: buildingUid(context, building),
    dwellingUid: shop ? dwellingUid(context, shop) : null,
    address: shop ? addressOf(shop) : `${building.street} ${building.name}底商${(index % 8) + 1}号`,
    position: beside(random, building),
    representative: null,
    phone: null,
    employees: random.chance(0.9) ? random.int(...trade.employees) : null,
    isHazardous: trade.isHazardous ?? false,
    status: random.chance(CLOSED_SHARE) ? 'closed' : 'active',
    importUid: null,
  };
  const isWoman = random.chance(0.4);
  const plain = {
    representative: surname(random) + givenName(random, random.int(1960, 1996), isWoman ? 'female' : 'male'),
    phone: random.chance(0.95) ? nobodysPhone(random) : null,
  };
  const about = { type: 'enterprise', uid, birthDate: null, today: context.todayIso };
  return { ...record, ...(await sealFields(about, plain, context.sealer.seal)) };
}

/** A name that nothing else in the grid has. */
function nameOf(random: Random, { names: trades }: Trade, taken: Set<string>): string {
  for (let attempt = 0; ; attempt += 1) {
    const name = `青禾里${random.pick(BRANDS)}${random.pick(trades)}${attempt > 20 ? attempt : ''}`;
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** At the street side of the building: within 15 m of its middle. */
function beside(random: Random, { center }: PlannedBuilding): Enterprise['position'] {
  const off = () => (random.next() - 0.5) * 0.00025;
  return { lat: Number((center.lat + off()).toFixed(6)), lng: Number((center.lng + off()).toFixed(6)) };
}
