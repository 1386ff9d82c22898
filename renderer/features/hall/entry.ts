import { hallProblem, type Hall, type HallPolicy, type HallProblem } from '#shared/domain/queue/hall';

/** Rules that are times, in the order in which they are set, with what they may be, minutes. The host allows the same. */
export const TIME_RULES = {
  priorityAheadMs: [0, 720],
  appointmentAheadMs: [0, 720],
  appointmentGraceMs: [0, 720],
  rejoinAheadMs: [0, 720],
  missedAfterMs: [0, 720],
  rejoinWithinMs: [0, 720],
  usualServiceMs: [0.5, 240],
  longestWaitMs: [1, 720],
  askRatingMs: [0.25, 60],
} as const satisfies Readonly<Record<Exclude<keyof HallPolicy, 'callsBeforeMissed'>, readonly [number, number]>>;
export type TimeRule = keyof typeof TIME_RULES;
export const TIME_RULE_NAMES = Object.keys(TIME_RULES) as readonly TimeRule[];

const MOST_CALLS = 10;

/** A hall as it is being set: numbers as they were typed. */
export interface HallEntry extends Omit<Hall, 'policy'> {
  readonly minutes: Readonly<Record<TimeRule, string>>;
  readonly calls: string;
}

const MINUTE_MS = 60_000;

/** The hall as the form shows it. */
export function entryOf({ policy, ...hall }: Hall): HallEntry {
  const minutes = Object.fromEntries(TIME_RULE_NAMES.map((rule) => [rule, String(policy[rule] / MINUTE_MS)]));
  return { ...hall, minutes: minutes as HallEntry['minutes'], calls: String(policy.callsBeforeMissed) };
}

/** What is wrong with an entry, at what: a rule by its name, a line by its letter, a window by its number. */
export type EntryProblem =
  | HallProblem
  | { readonly kind: 'number'; readonly at: TimeRule | 'calls' }
  | { readonly kind: 'letter' | 'line-name' | 'window-id' | 'window-name'; readonly at: string };

/** The first thing that is wrong, or null. */
export function entryProblem(entry: HallEntry): EntryProblem | null {
  const { groups, counters, minutes, calls } = entry;
  const noLetter = groups.find(({ letter }) => !/^[A-Z]$/.test(letter));
  if (noLetter) return { kind: 'letter', at: noLetter.letter };
  const noName = groups.find(({ name }) => name.zh.trim() === '');
  if (noName) return { kind: 'line-name', at: noName.letter };
  const noId = counters.find(({ id }) => !/^[1-9][0-9]?$/.test(id));
  if (noId) return { kind: 'window-id', at: noId.id };
  const noWindowName = counters.find(({ name }) => name.zh.trim() === '');
  if (noWindowName) return { kind: 'window-name', at: noWindowName.id };
  const wrong = TIME_RULE_NAMES.find((rule) => {
    const [least, most] = TIME_RULES[rule];
    const value = numberOf(minutes[rule]);
    return value === null || value < least || value > most;
  });
  if (wrong) return { kind: 'number', at: wrong };
  const times = numberOf(calls);
  if (times === null || !Number.isInteger(times) || times < 1 || times > MOST_CALLS)
    return { kind: 'number', at: 'calls' };
  return hallProblem(hallIn(entry));
}

/** The hall that an entry without a problem says. */
export function hallIn({ minutes, calls, ...hall }: HallEntry): Hall {
  const spans = Object.fromEntries(
    TIME_RULE_NAMES.map((rule) => [rule, Math.round((numberOf(minutes[rule]) ?? 0) * MINUTE_MS)]),
  ) as Record<TimeRule, number>;
  const trimmed = <T extends { readonly name: { readonly zh: string; readonly en?: string | undefined } }>(
    one: T,
  ): T => {
    const en = one.name.en?.trim() ?? '';
    return { ...one, name: { zh: one.name.zh.trim(), ...(en !== '' && { en }) } };
  };
  return {
    ...hall,
    groups: hall.groups.map(trimmed),
    counters: hall.counters.map(trimmed),
    policy: { ...spans, callsBeforeMissed: Number(calls) },
  };
}

function numberOf(text: string): number | null {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) ? null : value;
}

/** What a change comes to for who waits: each line with the windows that serve it, and those that were added or lost. */
export interface LineEffect {
  readonly letter: string;
  readonly windows: readonly string[];
  readonly added: readonly string[];
  readonly lost: readonly string[];
  readonly isNew: boolean;
}

export interface HallEffect {
  readonly lines: readonly LineEffect[];
  /** Letters and windows that are there no more. */
  readonly goneLines: readonly string[];
  readonly goneWindows: readonly string[];
  /** Rules that change, with both values in minutes. */
  readonly rules: readonly { readonly rule: TimeRule; readonly before: number; readonly after: number }[];
  readonly hours: { readonly before: string; readonly after: string } | null;
  readonly hasChanged: boolean;
}

/** See `HallEffect`. */
export function hallEffect(was: Hall, is: Hall): HallEffect {
  // As the form writes both: names are trimmed, and keys stand in one order.
  const [before, after] = [hallIn(entryOf(was)), hallIn(entryOf(is))];
  const windowsOf = ({ counters }: Hall, letter: string): readonly string[] =>
    counters.filter(({ groups }) => groups.includes(letter)).map(({ id }) => id);
  const letters = new Set(before.groups.map(({ letter }) => letter));
  const lines = after.groups.map(({ letter }): LineEffect => {
    const [served, serves] = [windowsOf(before, letter), windowsOf(after, letter)];
    return {
      ...{ letter, windows: serves, isNew: !letters.has(letter) },
      added: serves.filter((id) => !served.includes(id)),
      lost: served.filter((id) => !serves.includes(id)),
    };
  });
  const missing = (some: readonly string[], others: readonly string[]) => some.filter((each) => !others.includes(each));
  const hoursOf = ({ opensAt, closesAt }: Hall) => `${opensAt}–${closesAt}`;
  return {
    lines,
    goneLines: missing(
      [...letters],
      after.groups.map(({ letter }) => letter),
    ),
    goneWindows: missing(
      before.counters.map(({ id }) => id),
      after.counters.map(({ id }) => id),
    ),
    rules: TIME_RULE_NAMES.filter((rule) => before.policy[rule] !== after.policy[rule]).map((rule) => ({
      rule,
      before: before.policy[rule] / MINUTE_MS,
      after: after.policy[rule] / MINUTE_MS,
    })),
    hours: hoursOf(before) === hoursOf(after) ? null : { before: hoursOf(before), after: hoursOf(after) },
    hasChanged: JSON.stringify(before) !== JSON.stringify(after),
  };
}
