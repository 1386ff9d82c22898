import type { PlainDate } from './calendar';
import { birthDateAtAge } from './calendar';
import type { Resident } from './families';

/** The people whom the manual, the screenshots and the tests speak of. All live in grid 1, on 清和路. */

export interface KnownResident extends Resident {
  /** Somebody to call; the number is made up with the rest. */
  readonly contact?: { readonly name: string; readonly relation: string };
  /** Days since the last visit; null for somebody never visited; absent where nobody visits. */
  readonly lastVisitDaysAgo?: number | null;
}

export interface KnownHousehold {
  /** Number of the building: 8 for 8幢. */
  readonly building: number;
  readonly unit: number;
  readonly room: string;
  readonly residents: readonly KnownResident[];
}

type Extras = Partial<Pick<KnownResident, 'disability' | 'contact' | 'lastVisitDaysAgo'>>;

/** The known households on a given day: ages stay as they are told, so birth dates move with the years. */
export function knownHouseholds(today: PlainDate): readonly KnownHousehold[] {
  const who = (
    name: string,
    sex: Resident['sex'],
    age: number,
    relation: Resident['relation'] = 'head',
    extras: Extras = {},
  ): KnownResident => {
    const daysSinceBirthday = ((name.codePointAt(name.length - 1) ?? 0) % 300) + 30;
    return {
      name,
      sex,
      relation,
      birthDate: birthDateAtAge(today, age, daysSinceBirthday),
      disability: null,
      ...extras,
    };
  };
  return [
    {
      building: 8,
      unit: 2,
      room: '301',
      residents: [
        who('沈桂英', 'female', 84, 'head', { contact: { name: '周建平', relation: '儿子' }, lastVisitDaysAgo: 41 }),
      ],
    },
    {
      building: 8,
      unit: 2,
      room: '402',
      residents: [
        who('何秀兰', 'female', 81, 'head', { contact: { name: '陶敏华', relation: '女儿' }, lastVisitDaysAgo: 88 }),
        who('陶敏华', 'female', 54, 'child'),
      ],
    },
    {
      building: 8,
      unit: 2,
      room: '501',
      residents: [who('方美华', 'female', 62, 'head'), who('吕志刚', 'male', 63, 'spouse')],
    },
    {
      building: 5,
      unit: 1,
      room: '202',
      residents: [
        who('钱阿宝', 'male', 77, 'head', { contact: { name: '钱小军', relation: '儿子' }, lastVisitDaysAgo: 6 }),
      ],
    },
    {
      building: 3,
      unit: 3,
      room: '101',
      residents: [
        who('郑国强', 'male', 69, 'head', { disability: { kind: 'limb', grade: 2 }, lastVisitDaysAgo: 73 }),
        who('韩玉珍', 'female', 66, 'spouse', { lastVisitDaysAgo: 73 }),
      ],
    },
    {
      building: 6,
      unit: 1,
      room: '502',
      residents: [
        who('许根生', 'male', 68, 'head', { lastVisitDaysAgo: 34 }),
        who('曹凤仙', 'female', 66, 'spouse', { lastVisitDaysAgo: 34 }),
        who('许小满', 'female', 9, 'grandchild', {
          contact: { name: '许海涛', relation: '父亲' },
          lastVisitDaysAgo: null,
        }),
      ],
    },
    {
      building: 8,
      unit: 1,
      room: '102',
      residents: [
        who('蒋德明', 'male', 76, 'head', { lastVisitDaysAgo: 20 }),
        who('冯月娥', 'female', 73, 'spouse', { lastVisitDaysAgo: 20 }),
      ],
    },
  ];
}
