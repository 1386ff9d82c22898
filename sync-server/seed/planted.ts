import type { PlainDate } from './calendar';
import { birthDateAtAge } from './calendar';
import { HEAD } from './kin';
import { residentsOn, type KnownHousehold } from './known';

/**
 * Mistakes that stand in the practice register on purpose, so that quality rules and the search for duplicates have something to
 * find. All are in grid 1 of a station with enough households; nobody of them bears a name that chance gives.
 */

/** The planted mistakes by what is wrong, with the names of those concerned. */
export const PLANTED = {
  /** One citizen id, two spellings, two homes. */
  sameId: ['陈瑞珍', '陈瑞贞'],
  /** Entered twice: same name, birth date and home, the second time without id and household. */
  sameNameAndHome: ['王宝林', '王宝林'],
  /** Same birth date and home, and names that sound alike. */
  soundAlike: ['张晓瑛', '张小英'],
  /** A household whose head died and nobody took the place: spouse and son are left. */
  withoutHead: ['吴美兰', '陆新宇'],
  /** Said to live alone, and shares the home with her son. */
  contradictedDeclaration: ['汪月琴', '汪卫民'],
  /** Born on another day than the id says. */
  birthDateDisagrees: ['高志忠'],
  /** Disability certificate issued more than ten years ago. */
  expiredCertificate: ['程大海'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Households that are needed before mistakes are planted: fewer would be mistakes and little else. */
export const PLANTED_FROM_HOUSEHOLDS = 60;

/** The households with the mistakes on a given day. */
export function plantedHouseholds(today: PlainDate): readonly KnownHousehold[] {
  const who = residentsOn(today);
  const born = (age: number) => ({ birthDate: birthDateAtAge(today, age, 120) });
  const [ruizhen, ruizhenAgain] = PLANTED.sameId;
  const [baolin, baolinAgain] = PLANTED.sameNameAndHome;
  const [xiaoying, xiaoyingAgain] = PLANTED.soundAlike;
  const [meilan, xinyu] = PLANTED.withoutHead;
  const [yueqin, weimin] = PLANTED.contradictedDeclaration;
  return [
    {
      building: 1,
      unit: 1,
      room: '201',
      residents: [who(ruizhen, 'female', 71, HEAD, { ...born(71), sharesId: 'chen', maritalStatus: '30' })],
    },
    {
      building: 4,
      unit: 2,
      room: '502',
      residents: [
        who('刘建中', 'male', 48, HEAD),
        who(ruizhenAgain, 'female', 71, '56', { ...born(71), sharesId: 'chen', maritalStatus: '30' }),
      ],
    },
    {
      building: 2,
      unit: 1,
      room: '302',
      residents: [
        who(baolin, 'male', 58, HEAD, born(58)),
        who('杨惠兰', 'female', 56, '12'),
        { ...who(baolinAgain, 'male', 58, '99', { ...born(58), hasNoId: true, isApart: true }), relationCode: null },
      ],
    },
    {
      building: 2,
      unit: 2,
      room: '401',
      residents: [
        who('马永年', 'male', 66, HEAD),
        who(xiaoying, 'female', 63, '12', born(63)),
        {
          ...who(xiaoyingAgain, 'female', 63, '99', { ...born(63), hasNoId: true, isApart: true }),
          relationCode: null,
        },
      ],
    },
    {
      building: 7,
      unit: 3,
      room: '601',
      residents: [
        who(meilan, 'female', 68, '12', { maritalStatus: '30' }),
        who(xinyu, 'male', 42, '22', { maritalStatus: '40' }),
      ],
    },
    {
      building: 7,
      unit: 1,
      room: '102',
      residents: [
        who(yueqin, 'female', 79, HEAD, { declaredAlone: true, maritalStatus: '30' }),
        who(weimin, 'male', 53, '22', { maritalStatus: '40' }),
      ],
    },
    {
      building: 4,
      unit: 1,
      room: '101',
      residents: [
        who('高志忠', 'male', 69, HEAD, {
          birthDate: birthDateAtAge(today, 69, 40),
          birthDateInId: birthDateAtAge(today, 69, 310),
        }),
      ],
    },
    {
      building: 3,
      unit: 1,
      room: '202',
      residents: [
        who('程大海', 'male', 57, HEAD, { disability: { kind: 'limb', grade: 3 }, certifiedYearsAgo: 11 }),
        who('秦淑萍', 'female', 55, '12'),
      ],
    },
  ];
}
