import type { SensorKind } from '#shared/schema/types/sensor';
import type { PlainDate } from './calendar';
import { birthDateAtAge } from './calendar';
import type { Resident } from './families';
import { HEAD, relationOf } from './kin';

/** The people whom the manual, the screenshots and the tests speak of. All live in grid 1, on 清和路. */

export interface KnownResident extends Resident {
  /** Somebody to call; the number is made up with the rest. */
  readonly contact?: { readonly name: string; readonly relation: string };
  /** Days since the last visit; null for somebody never visited; absent where nobody visits. */
  readonly lastVisitDaysAgo?: number | null;
  /** Who has the same id, by a name for the two of them. */
  readonly sharesId?: string;
  /** The birth date in the id, where it is not the one on file. */
  readonly birthDateInId?: string;
  /** Whose id nobody has seen. */
  readonly hasNoId?: true;
  /** Stands in the file with the home and without the household. */
  readonly isApart?: true;
  /** Declared about living alone. */
  readonly declaredAlone?: boolean;
  /** How long ago the disability certificate was issued. */
  readonly certifiedYearsAgo?: number;
  /** Devices that watch over this person, who agreed to them. */
  readonly devices?: readonly KnownDevice[];
  /** Points of the last ability assessments, the latest first; absent where chance decides. */
  readonly assessed?: readonly { readonly daysAgo: number; readonly total: number }[];
}

/** A device, and what of it is out of the ordinary. */
export interface KnownDevice {
  readonly kind: SensorKind;
  /** Percent. */
  readonly battery?: number;
  /** Nights in which the door was opened: so many days ago, and so many minutes after 23:00. */
  readonly nights?: readonly (readonly [daysAgo: number, minute: number])[];
  /** Whether the readings of the last days are such as to be looked at. */
  readonly isHigh?: boolean;
  /** When it told of something that an alarm was about, minutes ago. */
  readonly rang?: readonly number[];
}

export interface KnownHousehold {
  /** Number of the building: 8 for 8幢. */
  readonly building: number;
  readonly unit: number;
  readonly room: string;
  readonly residents: readonly KnownResident[];
}

/** What may be said about somebody beyond name, sex, age and relation. */
export type Extras = Partial<Omit<KnownResident, 'name' | 'sex' | 'relation' | 'relationCode'>>;

/** Makes residents whose ages stay as they are told, so that birth dates move with the years. */
export function residentsOn(today: PlainDate) {
  return (
    name: string,
    sex: Resident['sex'],
    age: number,
    relationCode: string = HEAD,
    extras: Extras = {},
  ): KnownResident => {
    const daysSinceBirthday = ((name.codePointAt(name.length - 1) ?? 0) % 300) + 30;
    return {
      name,
      sex,
      relation: relationOf(relationCode),
      relationCode,
      status: 'living-here',
      birthDate: birthDateAtAge(today, age, daysSinceBirthday),
      disability: null,
      maritalStatus: age < 22 ? '10' : '21',
      ...extras,
    };
  };
}

/** The night in which 沈桂英's door rang, 02:14: so many days ago, and so many minutes after 23:00 of the evening before. */
export const SHENS_NIGHT = [17, 194] as const;
/** When smoke was told of at 蒋德明's, and a reading of 郑国强's, minutes ago. */
export const JIANGS_SMOKE = 9 * 1440 + 130;
export const ZHENGS_READING = 13 * 1440 + 75;

/** The known households on a given day. */
export function knownHouseholds(today: PlainDate): readonly KnownHousehold[] {
  const who = residentsOn(today);
  const widowed = '30';
  return [
    {
      building: 8,
      unit: 2,
      room: '301',
      residents: [
        who('沈桂英', 'female', 84, HEAD, {
          contact: { name: '周建平', relation: '儿子' },
          lastVisitDaysAgo: 41,
          maritalStatus: widowed,
          devices: [
            { kind: 'water-meter' },
            { kind: 'door', nights: [SHENS_NIGHT, [9, 252]] },
            { kind: 'blood-pressure', isHigh: true },
            { kind: 'smoke', battery: 12 },
          ],
          assessed: [
            { daysAgo: 42, total: 61 },
            { daysAgo: 190, total: 69 },
          ],
        }),
      ],
    },
    {
      building: 8,
      unit: 2,
      room: '402',
      residents: [
        who('何秀兰', 'female', 81, HEAD, {
          contact: { name: '陶敏华', relation: '女儿' },
          lastVisitDaysAgo: 88,
          maritalStatus: widowed,
        }),
        who('陶敏华', 'female', 54, '32', { maritalStatus: '40' }),
      ],
    },
    {
      building: 8,
      unit: 2,
      room: '501',
      residents: [who('方美华', 'female', 62), who('吕志刚', 'male', 63, '11')],
    },
    {
      building: 5,
      unit: 1,
      room: '202',
      residents: [
        who('钱阿宝', 'male', 77, HEAD, {
          contact: { name: '钱小军', relation: '儿子' },
          lastVisitDaysAgo: 6,
          maritalStatus: widowed,
          devices: [
            { kind: 'water-meter' },
            // Four nights of the last ten: he goes out and comes back.
            {
              kind: 'door',
              nights: [
                [2, 171],
                [3, 190],
                [6, 164],
                [8, 203],
              ],
            },
          ],
        }),
      ],
    },
    {
      building: 3,
      unit: 3,
      room: '101',
      residents: [
        who('郑国强', 'male', 69, HEAD, {
          disability: { kind: 'limb', grade: 2 },
          lastVisitDaysAgo: 73,
          devices: [{ kind: 'blood-pressure', isHigh: true, rang: [ZHENGS_READING] }, { kind: 'help-button' }],
        }),
        who('韩玉珍', 'female', 66, '12', { lastVisitDaysAgo: 73 }),
      ],
    },
    {
      building: 6,
      unit: 1,
      room: '502',
      residents: [
        who('许根生', 'male', 68, HEAD, { lastVisitDaysAgo: 34 }),
        who('曹凤仙', 'female', 66, '12', { lastVisitDaysAgo: 34 }),
        who('许小满', 'female', 9, '42', {
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
        who('蒋德明', 'male', 76, HEAD, {
          lastVisitDaysAgo: 20,
          devices: [{ kind: 'water-meter' }, { kind: 'smoke', rang: [JIANGS_SMOKE] }],
        }),
        who('冯月娥', 'female', 73, '12', { lastVisitDaysAgo: 20 }),
      ],
    },
  ];
}
