import type { Place } from '#renderer/ui/index';

export const VISIT_TABS = ['overdue', 'soon', 'all'] as const;
export type VisitTab = (typeof VISIT_TABS)[number];

/** The list named in an address; the overdue ones where it names none. */
export const tabOf = (text: string | undefined): VisitTab => VISIT_TABS.find((tab) => tab === text) ?? 'overdue';

export const VISITS_PATH = '/visits';
/** A day's round on the map. */
export const ROUND_PATH = '/visits/round';
/** What each worker has to do. */
export const TEAM_PATH = '/visits/team';
/** How often people are visited. */
export const VISIT_RULES_PATH = '/visits/rules';
export const VISIT_FORM_PATH = '/visits/form';

export interface VisitsChoice {
  readonly tab?: VisitTab;
  /** `_id` of somebody who is opened. */
  readonly person?: string | null;
  /** Visits of one worker alone, by uid; `none` for those of nobody in particular. */
  readonly worker?: string | null;
}

/** The list, with somebody opened or nobody. */
export const visitsPlace = ({ tab = 'overdue', person = null, worker = null }: VisitsChoice = {}): Place => ({
  path: VISITS_PATH,
  query: { tab: tab === 'overdue' ? '' : tab, person: person ?? '', worker: worker ?? '' },
});

const at = (path: string): Place => ({ path, query: {} });
export const ROUND_PLACE = at(ROUND_PATH);
export const TEAM_PLACE = at(TEAM_PATH);
export const VISIT_RULES_PLACE = at(VISIT_RULES_PATH);

/** The form for a visit to somebody, by `_id`. */
export const visitFormPlace = (person: string): Place => ({ path: VISIT_FORM_PATH, query: { person } });
