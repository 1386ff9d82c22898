import { ABILITY_GROUPS, ABILITY_ITEMS, type AbilityGroup } from './items';

/** Answers so far: by item, which of its options, counted from the best. */
export type AbilityAnswers = Readonly<Record<string, number>>;

/** What besides the points decides the level. */
export interface AbilityCircumstances {
  /** Diagnosed dementia (F00–F03), or another mental or behavioural disorder (F04–F99). */
  readonly hasMentalDisorder: boolean;
  /** Falls, choking, straying, self-harm and the like in the 30 days before. */
  readonly careEvents: number;
}

/** 0 能力完好, 1 轻度失能, 2 中度失能, 3 重度失能, 4 完全失能. */
export type AbilityLevel = 0 | 1 | 2 | 3 | 4;

/** Least points of each level (GB/T 42195-2022, secondary: 90, 66–89, 46–65, 30–45, 0–29). */
const LEAST_POINTS = [90, 66, 46, 30, 0] as const;

/** Events from which on the level is one worse. */
const CARE_EVENTS = 2;

export interface AbilityResult {
  /** Of 90. */
  readonly total: number;
  readonly groups: Readonly<Record<AbilityGroup, number>>;
  /** By points alone. */
  readonly levelByPoints: AbilityLevel;
  readonly level: AbilityLevel;
  /** What made the level another than the points say. */
  readonly because: readonly ('coma' | 'mental-disorder' | 'care-events')[];
}

/** Ids of the items that are not answered yet, in the order of the form. */
export const unanswered = (answers: AbilityAnswers): readonly string[] =>
  ABILITY_ITEMS.filter(({ id, options }) => !options[answers[id] ?? -1]).map(({ id }) => id);

/** What an assessment comes to; null until every item is answered. */
export function assessAbility(answers: AbilityAnswers, circumstances: AbilityCircumstances): AbilityResult | null {
  if (unanswered(answers).length > 0) return null;
  const chosen = ABILITY_ITEMS.flatMap(({ id, group, options }) => {
    const option = options[answers[id] ?? -1];
    return option ? [{ group, option }] : [];
  });
  const groups = Object.fromEntries(
    ABILITY_GROUPS.map((name) => [
      name,
      chosen.filter(({ group }) => group === name).reduce((sum, { option }) => sum + option.score, 0),
    ]),
  ) as Record<AbilityGroup, number>;
  const total = Object.values(groups).reduce((sum, points) => sum + points, 0);
  const levelByPoints = LEAST_POINTS.findIndex((least) => total >= least) as AbilityLevel;
  if (chosen.some(({ option }) => option.isComa)) return { total, groups, levelByPoints, level: 4, because: ['coma'] };
  const because = [
    ...(circumstances.hasMentalDisorder ? (['mental-disorder'] as const) : []),
    ...(circumstances.careEvents >= CARE_EVENTS ? (['care-events'] as const) : []),
  ];
  const level = Math.min(4, levelByPoints + because.length) as AbilityLevel;
  return { total, groups, levelByPoints, level, because };
}

/** How far somebody has come with the form. */
export interface AbilityProgress {
  readonly answered: number;
  readonly of: number;
  readonly points: number;
  /** The most that there is. */
  readonly most: number;
}

/** Answers and points so far, of one group or of all. */
export function abilityProgress(answers: AbilityAnswers, group?: AbilityGroup): AbilityProgress {
  const items = ABILITY_ITEMS.filter((item) => group === undefined || item.group === group);
  const chosen = items.flatMap(({ id, options }) => options[answers[id] ?? -1] ?? []);
  return {
    answered: chosen.length,
    of: items.length,
    points: chosen.reduce((sum, { score }) => sum + score, 0),
    most: items.reduce((sum, { options }) => sum + (options[0]?.score ?? 0), 0),
  };
}

/** Somebody whose ability to this item is another than before. */
export interface AbilityChange {
  readonly id: string;
  /** Options, counted from the best. */
  readonly from: number;
  readonly to: number;
  /** Points more than before; negative for fewer. */
  readonly points: number;
}

/** Items that were answered otherwise the second time, in the order of the form. */
export function abilityChanges(before: AbilityAnswers, after: AbilityAnswers): readonly AbilityChange[] {
  return ABILITY_ITEMS.flatMap(({ id, options }): AbilityChange[] => {
    const from = before[id] ?? -1;
    const to = after[id] ?? -1;
    const [was, is] = [options[from], options[to]];
    return was && is && from !== to ? [{ id, from, to, points: is.score - was.score }] : [];
  });
}
