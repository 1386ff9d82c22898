import type { Place } from '#renderer/ui/index';

export const VISIT_TABS = ['overdue', 'soon', 'all'] as const;
export type VisitTab = (typeof VISIT_TABS)[number];

/** The list named in an address; the overdue ones where it names none. */
export const tabOf = (text: string | undefined): VisitTab => VISIT_TABS.find((tab) => tab === text) ?? 'overdue';

export const VISITS_PATH = '/visits';
export const VISIT_FORM_PATH = '/visits/form';

/** The list, with somebody opened or nobody. `person` is an `_id`. */
export const visitsPlace = ({
  tab = 'overdue',
  person = null,
}: { readonly tab?: VisitTab; readonly person?: string | null } = {}): Place => ({
  path: VISITS_PATH,
  query: { tab: tab === 'overdue' ? '' : tab, person: person ?? '' },
});

/** The form for a visit to somebody, by `_id`. */
export const visitFormPlace = (person: string): Place => ({ path: VISIT_FORM_PATH, query: { person } });
