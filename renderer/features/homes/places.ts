import type { Place } from '#renderer/ui/index';

/** Dwellings, households and enterprises. */
export const HOMES_PATH = '/homes';

export const HOME_TABS = ['dwellings', 'households', 'enterprises'] as const;
export type HomeTab = (typeof HOME_TABS)[number];

/** The tab named in an address; dwellings where it names none. */
export const homeTabOf = (text: string | undefined): HomeTab => HOME_TABS.find((tab) => tab === text) ?? 'dwellings';

/** One of the lists, with something opened by `_id`, `new` for something new, or nothing; `filters` by the names in `filters.ts`. */
export const homesPlace = ({
  tab = 'dwellings',
  open = null,
  filters = {},
}: {
  readonly tab?: HomeTab;
  readonly open?: string | null;
  readonly filters?: Readonly<Record<string, string>>;
} = {}): Place => ({
  path: HOMES_PATH,
  query: { ...filters, tab: tab === 'dwellings' ? '' : tab, open: open ?? '' },
});
