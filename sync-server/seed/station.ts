import type { DataKey } from '#shared/ipc/station-api';
import type { Station, Staff } from '#shared/schema/types/place';
import { DAY_MS } from './calendar';
import { givenName, surname } from './names';
import { createRandom, derivedUid } from './random';
import type { PracticeSize } from './sizes';

/** The practice station's id; every database name carries it. */
export const PRACTICE_STATION_ID = 'qinghe';

export const PRACTICE_STATION_NAME = { zh: '青禾里社区服务中心', en: 'Qinghe Li community service centre' } as const;

/** Days between visits that the practice station keeps to. */
export const PRACTICE_VISIT_INTERVALS: Station['visitIntervalDays'] = {
  elderly: 90,
  child: 180,
  disabled: 60,
  livingAlone: 30,
};

/** Somebody who works at the practice station. `uid` is the same at every practice station. */
export type PracticeStaff = Pick<Staff, 'uid' | 'code' | 'name' | 'post' | 'gridNumbers' | 'functions'>;

const works = (
  code: string,
  name: string,
  post: Staff['post'],
  gridNumbers: number[] = [],
  functions: Staff['functions'] = [],
): PracticeStaff => ({
  uid: derivedUid('practice-staff', code),
  code,
  name,
  post,
  gridNumbers,
  functions,
});

/**
 * Everybody who can sign in at the usual practice station: each post that a person has to look at once, two grid workers, one with the
 * health and child functions and one without, and somebody of the street’s city management.
 */
export const practiceStaff: readonly PracticeStaff[] = [
  works('zhoum', '周敏', 'manager'),
  works('sunlh', '孙丽华', 'duty-lead'),
  works('linxy', '林晓燕', 'clerk'),
  works('lijg', '李建国', 'grid-worker', [1, 2], ['health', 'child']),
  works('zhangxm', '张秀梅', 'grid-worker', [3]),
  works('chenaf', '陈阿芳', 'building-head', [1]),
  works('zhangw', '张伟', 'it', [], ['devices']),
  works('wuzy', '吴志远', 'auditor'),
  works('hejg', '何建国', 'department-handler'),
];

/** Grids that the staff of the usual station look after. */
const STAFFED_GRIDS = 3;
/** Above that many grids one worker has four of them: a benchmark needs no hundred accounts. */
const ONE_WORKER_EACH_UP_TO = 24;

/** Everybody who can sign in at a practice station of that size: a larger one has more grid workers, `wg04`, `wg05`… */
export function staffOf({ householdsPerGrid }: Pick<PracticeSize, 'householdsPerGrid'>): readonly PracticeStaff[] {
  const grids = householdsPerGrid.length;
  const each = grids > ONE_WORKER_EACH_UP_TO ? 4 : 1;
  const more: PracticeStaff[] = [];
  for (let first = STAFFED_GRIDS + 1; first <= grids; first += each) {
    const code = `wg${String(first).padStart(2, '0')}`;
    const random = createRandom(`practice-staff/${code}`);
    const numbers = Array.from({ length: Math.min(each, grids - first + 1) }, (_, index) => first + index);
    const name = surname(random) + givenName(random, random.int(1972, 1996), 'female');
    more.push(works(code, name, 'grid-worker', numbers, random.chance(0.5) ? ['health', 'child'] : []));
  }
  return [...practiceStaff, ...more];
}

/** Everything the practice data depends on. Equal options give equal records, but for the random iv of sealed values. */
export interface PracticeOptions {
  /** Chooses the people. Ids depend on this alone, so that an interrupted first run can be taken up on a later day. */
  readonly randomSeed: string;
  readonly nowMs: number;
  readonly size: PracticeSize;
  /** The replica that the records say they were written on; must never have written anything else. */
  readonly replica: string;
  /** General, health and child keys of every grid, and the desk's; of two for one scope and class the first is used. */
  readonly keys: readonly DataKey[];
}

/** Who visits the people of a grid. */
export function workerOfGrid(staff: readonly PracticeStaff[], gridNumber: number): PracticeStaff {
  const worker = staff.find(({ post, gridNumbers }) => post === 'grid-worker' && gridNumbers.includes(gridNumber));
  return worker ?? missing('grid-worker');
}

/** Who visits a child of a grid: the worker where the child function is given, else the duty lead, who has it by post. */
export function visitorOfChild(staff: readonly PracticeStaff[], gridNumber: number): PracticeStaff {
  const worker = workerOfGrid(staff, gridNumber);
  if (worker.functions.includes('child')) return worker;
  return staff.find(({ post }) => post === 'duty-lead') ?? missing('duty-lead');
}

/** Author of everything that was typed in when the station was set up. */
export const practiceManager: PracticeStaff =
  practiceStaff.find(({ post }) => post === 'manager') ?? missing('manager');

function missing(post: Staff['post']): never {
  throw new Error(`the practice station has no ${post}`);
}

/** When the register was typed in: a month before the first visit. */
export const firstEntryMs = ({ nowMs, size }: Pick<PracticeOptions, 'nowMs' | 'size'>): number =>
  nowMs - (size.historyDays + 30) * DAY_MS;
