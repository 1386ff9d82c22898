import type { Label } from '../../schema/envelope';
import { startOfDayMs, dateAtStation } from '../calendar/date';
import { USUAL_LINE_POLICY, type LinePolicy } from './order';

/** Services that wait in one line: `A` 综合业务. */
export interface HallGroup {
  /** One capital letter, with which its numbers begin. */
  readonly letter: string;
  readonly name: Label;
  /** Numbers of the catalogue's items that are done here. */
  readonly items: readonly string[];
}

/** A window of the hall. */
export interface HallCounter {
  /** The number that stands over it: `3`. */
  readonly id: string;
  readonly name: Label;
  /** Letters of the groups that are served here. */
  readonly groups: readonly string[];
}

/** How numbers are called, beside how the line is kept. */
export interface HallPolicy extends LinePolicy {
  /** A number counts as missed once it was called so many times, */
  readonly callsBeforeMissed: number;
  /** or once so long has passed since the first call, ms. */
  readonly missedAfterMs: number;
  /** Who comes back later than this after the call takes a new number, ms. */
  readonly rejoinWithinMs: number;
  /** What one service is taken to last while the day has told nothing yet, ms. */
  readonly usualServiceMs: number;
  /** Another counter is suggested when whoever came last would wait longer, ms. */
  readonly longestWaitMs: number;
  /** How long somebody is asked for a rating after their service has ended, ms; the next number ends it sooner. */
  readonly askRatingMs: number;
}

/** What a station sets about its hall. */
export interface Hall {
  readonly groups: readonly HallGroup[];
  readonly counters: readonly HallCounter[];
  readonly policy: HallPolicy;
  /** Between these times of the day kiosks give numbers; `08:30`. */
  readonly opensAt: string;
  readonly closesAt: string;
}

/** What a station begins with: three groups and four windows. Figures of ours, to be changed once a hall knows better. */
export const USUAL_HALL: Hall = {
  groups: [
    { letter: 'A', name: { zh: '综合业务', en: 'General' }, items: [] },
    {
      letter: 'B',
      name: { zh: '社保医保', en: 'Insurance and work' },
      items: ['S049', 'S068', 'S069', 'S070', 'S072', 'S073', 'S075'],
    },
    {
      letter: 'C',
      name: { zh: '帮办代办', en: 'Help with filling in' },
      items: ['S017', 'S018', 'S032', 'S033', 'S034'],
    },
  ],
  counters: [
    { id: '1', name: { zh: '综合业务', en: 'General' }, groups: ['A', 'C'] },
    { id: '2', name: { zh: '社保医保', en: 'Insurance and work' }, groups: ['B'] },
    { id: '3', name: { zh: '综合业务', en: 'General' }, groups: ['A', 'B'] },
    { id: '4', name: { zh: '帮办代办', en: 'Help with filling in' }, groups: ['C', 'A'] },
  ],
  policy: {
    ...USUAL_LINE_POLICY,
    callsBeforeMissed: 3,
    missedAfterMs: 60_000,
    rejoinWithinMs: 2 * 3_600_000,
    usualServiceMs: 8 * 60_000,
    longestWaitMs: 20 * 60_000,
    askRatingMs: 2 * 60_000,
  },
  opensAt: '08:30',
  closesAt: '17:30',
};

/** What is wrong with settings of a hall; `at` is the letter, window or item concerned. */
export interface HallProblem {
  readonly kind:
    | 'no-group'
    | 'no-counter'
    | 'letter-twice'
    | 'counter-twice'
    | 'item-twice'
    | 'unknown-group'
    | 'group-without-counter'
    | 'counter-without-group'
    | 'hours';
  readonly at: string;
}

/** The first thing that makes settings unusable, or null. */
export function hallProblem({ groups, counters, opensAt, closesAt }: Hall): HallProblem | null {
  const letters = groups.map(({ letter }) => letter);
  const served = new Set(counters.flatMap((counter) => counter.groups));
  const found = (kind: HallProblem['kind'], at: string | undefined): HallProblem | null =>
    at === undefined ? null : { kind, at };
  return (
    found('no-group', groups.length === 0 ? '' : undefined) ??
    found('no-counter', counters.length === 0 ? '' : undefined) ??
    found('letter-twice', repeated(letters)) ??
    found('counter-twice', repeated(counters.map(({ id }) => id))) ??
    found('item-twice', repeated(groups.flatMap(({ items }) => items))) ??
    found('counter-without-group', counters.find((counter) => counter.groups.length === 0)?.id) ??
    found(
      'unknown-group',
      [...served].find((letter) => !letters.includes(letter)),
    ) ??
    found(
      'group-without-counter',
      letters.find((letter) => !served.has(letter)),
    ) ??
    found('hours', opensAt < closesAt ? undefined : closesAt)
  );
}

const repeated = (names: readonly string[]): string | undefined =>
  names.find((name, index) => names.indexOf(name) !== index);

/** The group that an item is done in: the one that names it, else the first. Undefined only in a hall without groups. */
export const groupOfItem = ({ groups }: Pick<Hall, 'groups'>, itemNumber: string): HallGroup | undefined =>
  groups.find(({ items }) => items.includes(itemNumber)) ?? groups[0];

/** Whether the hall gives numbers at that instant. */
export function isHallOpen({ opensAt, closesAt }: Pick<Hall, 'opensAt' | 'closesAt'>, nowMs: number): boolean {
  const midnight = startOfDayMs(dateAtStation(nowMs));
  return nowMs >= midnight + clockMs(opensAt) && nowMs < midnight + clockMs(closesAt);
}

/** Since midnight, ms, of a time such as `08:30`. */
export const clockMs = (clock: string): number =>
  Number(clock.slice(0, 2)) * 3_600_000 + Number(clock.slice(3, 5)) * 60_000;
