import type { AssessmentReason } from '../../schema/types/assessment';
import { ABILITY_ITEMS } from './items';
import { assessAbility, type AbilityAnswers, type AbilityCircumstances, type AbilityResult } from './level';

/** Events within 30 days that say something about care (跌倒、噎食、走失、自伤). */
export const CARE_EVENTS = ['fall', 'choking', 'straying', 'self-harm'] as const;
export type CareEvent = (typeof CARE_EVENTS)[number];

/** Diagnosed: none, dementia (F00–F03), another mental or behavioural disorder (F04–F99). */
export const DISORDERS = ['none', 'dementia', 'other'] as const;
export type Disorder = (typeof DISORDERS)[number];

/** Why somebody is assessed, in the order in which the form offers it. */
export const REASONS = ['first', 'routine', 'change', 'dispute'] as const satisfies readonly AssessmentReason[];

/** Events of one kind that can be written down. */
export const MOST_EVENTS = 99;

/** Characters that a note may have: sealed, it still fits the record. */
export const ASSESSMENT_NOTE_LIMIT = 2000;

/** What besides the answers was asked. */
export interface AssessmentCircumstances {
  readonly disorder: Disorder;
  /** How often within the 30 days before; kinds that did not happen may be absent. */
  readonly events: Readonly<Partial<Record<CareEvent, number>>>;
}

/** What stands sealed in an assessment's record (`Assessment.content`). */
export interface AssessmentContent {
  readonly answers: AbilityAnswers;
  readonly circumstances: AssessmentCircumstances;
  readonly result: AbilityResult;
  readonly note: string;
}

/** How many events there were, of whatever kind. */
export const careEventsOf = ({ events }: AssessmentCircumstances): number =>
  CARE_EVENTS.reduce((sum, event) => sum + (events[event] ?? 0), 0);

/** The circumstances as the rule for the level asks for them. */
export const rulingOf = (circumstances: AssessmentCircumstances): AbilityCircumstances => ({
  hasMentalDisorder: circumstances.disorder !== 'none',
  careEvents: careEventsOf(circumstances),
});

/** What an assessment's record is to hold sealed; null until every item is answered. */
export function assessmentContent(
  answers: AbilityAnswers,
  circumstances: AssessmentCircumstances,
  note: string,
): AssessmentContent | null {
  const result = assessAbility(answers, rulingOf(circumstances));
  return result && { answers, circumstances, result, note };
}

/**
 * What an opened `Assessment.content` says; null for what is none. The result is computed of the answers again, so that a record cannot
 * say other than its own answers do.
 */
export function readAssessmentContent(value: unknown): AssessmentContent | null {
  if (!isObject(value)) return null;
  const note = typeof value['note'] === 'string' ? value['note'] : '';
  return assessmentContent(readAnswers(value['answers']), readCircumstances(value['circumstances']), note);
}

/** Of answers as they were kept those that are options of items. */
export function readAnswers(value: unknown): AbilityAnswers {
  if (!isObject(value)) return {};
  return Object.fromEntries(
    ABILITY_ITEMS.flatMap(({ id, options }): [string, number][] => {
      const chosen = value[id];
      return typeof chosen === 'number' && options[chosen] ? [[id, chosen]] : [];
    }),
  );
}

/** Circumstances as they were kept; what is not understood counts as not said. */
export function readCircumstances(value: unknown): AssessmentCircumstances {
  if (!isObject(value)) return { disorder: 'none', events: {} };
  const events = isObject(value['events']) ? value['events'] : {};
  return {
    disorder: DISORDERS.find((disorder) => disorder === value['disorder']) ?? 'none',
    events: Object.fromEntries(
      CARE_EVENTS.flatMap((event): [CareEvent, number][] => {
        const count = events[event];
        return isCount(count) && count > 0 ? [[event, count]] : [];
      }),
    ),
  };
}

/** A reason as it was kept; null for none that there is. */
export const readReason = (value: unknown): AssessmentReason | null =>
  REASONS.find((reason) => reason === value) ?? null;

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_EVENTS;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
