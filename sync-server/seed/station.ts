import type { DataKey } from '#shared/ipc/station-api';
import type { Station, Staff } from '#shared/schema/types/place';
import { DAY_MS } from './calendar';
import { derivedUid } from './random';

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
 * Everybody who can sign in at the practice station: each post that a person has to look at once, and two grid workers, one with
 * the health and child functions and one without.
 */
export const practiceStaff: readonly PracticeStaff[] = [
  works('zhoum', '周敏', 'manager'),
  works('sunlh', '孙丽华', 'duty-lead'),
  works('linxy', '林晓燕', 'clerk'),
  works('lijg', '李建国', 'grid-worker', [1, 2], ['health', 'child']),
  works('zhangxm', '张秀梅', 'grid-worker', [3]),
  works('chenaf', '陈阿芳', 'building-head', [1]),
  works('zhangw', '张伟', 'it'),
  works('wuzy', '吴志远', 'auditor'),
];

/** How much of everything there is. */
export interface PracticeSize {
  /** One entry per grid, grid 1 first: how many households live there. */
  readonly householdsPerGrid: readonly number[];
  /** How far back visits go. */
  readonly historyDays: number;
}

/** The station of the first run: what two grid workers look after, and half a year of visits. */
export const PRACTICE_SIZE: PracticeSize = { householdsPerGrid: [386, 421, 352], historyDays: 180 };

/** Everything the practice data depends on. Equal options give equal records, but for the random iv of sealed values. */
export interface PracticeOptions {
  /** Chooses the people. Ids depend on this alone, so that an interrupted first run can be taken up on a later day. */
  readonly randomSeed: string;
  readonly nowMs: number;
  readonly size: PracticeSize;
  /** The replica that the records say they were written on; must never have written anything else. */
  readonly replica: string;
  /** General, health and child keys of every grid; of two for one scope and class the first is used. */
  readonly keys: readonly DataKey[];
}

/** Who visits the people of a grid. Stations larger than the practice staff share them out. */
export function workerOfGrid(gridNumber: number): PracticeStaff {
  const workers = practiceStaff.filter(({ post }) => post === 'grid-worker');
  const own = workers.find(({ gridNumbers }) => gridNumbers.includes(gridNumber));
  return own ?? workers[gridNumber % workers.length] ?? missing('grid-worker');
}

/** Who visits a child of a grid: the worker where the child function is given, else the duty lead, who has it by post. */
export function visitorOfChild(gridNumber: number): PracticeStaff {
  const worker = workerOfGrid(gridNumber);
  if (worker.functions.includes('child')) return worker;
  return practiceStaff.find(({ post }) => post === 'duty-lead') ?? missing('duty-lead');
}

/** Author of everything that was typed in when the station was set up. */
export const practiceManager: PracticeStaff =
  practiceStaff.find(({ post }) => post === 'manager') ?? missing('manager');

function missing(post: Staff['post']): never {
  throw new Error(`the practice station has no ${post}`);
}

/** When the register was typed in: a month before the first visit. */
export const firstEntryMs = ({ nowMs, size }: PracticeOptions): number => nowMs - (size.historyDays + 30) * DAY_MS;
