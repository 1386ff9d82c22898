import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import type { Place } from '#renderer/ui/index';
import { personPlace } from '../people/index';

/** The four archives of key people, and who of them nobody looks after. */
export const CARE_PATH = '/key-people';

/** Whom the page lists: all of an archive, or those whom nobody looks after. */
export interface CareChoice {
  /** Null for all four archives. */
  readonly kind: KeyKind | null;
  readonly isMissingOnly: boolean;
}

/** The archives, those who are missing first. */
export const carePlace = ({ kind = null, isMissingOnly = true }: Partial<CareChoice> = {}): Place => ({
  path: CARE_PATH,
  query: { kind: kind ?? '', show: isMissingOnly ? '' : 'all' },
});

/** What an address asks for. */
export const careChoiceOf = (query: Place['query']): CareChoice => ({
  kind: KEY_KINDS.find((kind) => kind === query['kind']) ?? null,
  isMissingOnly: query['show'] !== 'all',
});

/** The form of an ability assessment. */
export const ASSESSMENT_PATH = '/assessment';

/** The form for an assessment of somebody, by `_id`; with the uid of the one that it corrects. */
export const assessmentPlace = (personId: string, corrects: string | null = null): Place => ({
  path: ASSESSMENT_PATH,
  query: { id: personId, corrects: corrects ?? '' },
});

/** Somebody's assessments. */
export const abilityPlace = (personId: string): Place => {
  const place = personPlace(personId);
  return { ...place, query: { ...place.query, tab: 'ability' } };
};
