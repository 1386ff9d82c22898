import { useMemo, useState } from 'react';
import { useSession, useStation } from '#renderer/data/index';
import { goTo, usePlace, type FilterField, type FilterValues, type Sort } from '#renderer/ui/index';
import { useListSettings, type ListSettings } from '../../lists/index';
import { useNow } from '../../people/index';
import { INCIDENT_VIEWS, INCIDENTS_PATH, type IncidentViewName } from '../places';
import { useIncidents, useUnitRecords } from '../queries';
import type { ShownIncident } from '../view';
import {
  FILTER_IDS,
  INCIDENT_SORTS,
  incidentsShown,
  incidentsSorted,
  tabCounts,
  tabOf,
  type IncidentSort,
  type IncidentTab,
  type ListContext,
} from './filters';

/** The list of incidents as its page needs it. */
export interface IncidentList {
  /** In order; undefined while loading. */
  readonly rows: readonly ShownIncident[] | undefined;
  readonly counts: Readonly<Record<IncidentTab, number>> | undefined;
  readonly tab: IncidentTab;
  readonly view: IncidentViewName;
  readonly filters: FilterValues;
  readonly sort: Sort<IncidentSort>;
  /** `_id` of the one that is opened. */
  readonly openId: string | null;
  readonly text: string;
  readonly settings: ListSettings;
  readonly currentViewId: string | null;
  /** The last change of the saved lists could not be kept. */
  readonly hasUnkept: boolean;
  readonly setText: (text: string) => void;
  readonly open: (id: string | null) => void;
  readonly go: (change: Readonly<Record<string, string>>) => void;
  readonly setSort: (sort: Sort<IncidentSort>) => void;
  readonly openView: (id: string) => void;
  readonly saveView: (name: string) => void;
  readonly renameView: (id: string, name: string) => void;
  readonly deleteView: (id: string) => void;
}

/** Under which the saved lists are kept. */
const NAME = 'incidents';
const USUAL_SORT: Sort<IncidentSort> = { by: 'deadline', descending: false };
/** What of the address makes a list this one; what is opened beside it does not. */
const LIST_KEYS = ['tab', 'view', 'sort', ...FILTER_IDS];

/** The state of the list: what the address asks for, what is typed, the lists that this person has saved. */
export function useIncidentList(): IncidentList {
  const station = useStation();
  const { query } = usePlace();
  const [text, setText] = useState('');
  const { settings, change, hasFailed } = useListSettings(NAME);
  const all = useIncidents();
  const context = useListContext();
  const sortText = query['sort'];
  const sort = useMemo(() => sortOf(sortText), [sortText]);
  const tab = tabOf(query['tab']);
  const filters = useMemo(() => pick(query, FILTER_IDS), [query]);
  const rows = useMemo(
    () => all && incidentsSorted(incidentsShown(all, { tab, filters, text }, context), sort, context.nowMs),
    [all, tab, filters, text, context, sort],
  );
  const counts = useMemo(() => all && tabCounts(all, context), [all, context]);
  const openId = query['open'] ?? null;
  const listQuery = pick(query, LIST_KEYS);
  const go = (next: Readonly<Record<string, string>>) =>
    goTo({ path: INCIDENTS_PATH, query: { ...listQuery, open: openId ?? '', ...next } }, { replace: true });
  const isCurrent = (view: ListSettings['views'][number]) => textOf(view.query) === textOf(listQuery);
  return {
    rows,
    counts,
    tab,
    view: INCIDENT_VIEWS.find((each) => each === query['view']) ?? 'list',
    filters,
    sort,
    openId,
    text,
    settings,
    currentViewId: settings.views.find(isCurrent)?.id ?? null,
    hasUnkept: hasFailed,
    setText,
    open: (id) =>
      goTo(
        { path: INCIDENTS_PATH, query: { ...listQuery, open: id ?? '' } },
        { replace: openId !== null && id !== null },
      ),
    go,
    setSort: ({ by, descending }) => go({ sort: `${descending ? '-' : ''}${by}` }),
    openView(id) {
      const view = settings.views.find((each) => each.id === id);
      if (view) goTo({ path: INCIDENTS_PATH, query: pick(view.query, LIST_KEYS) });
    },
    saveView(name) {
      const view = { id: station.newUid(), name, query: listQuery, columns: { shown: [], widths: {} } };
      // A list of the same name is meant to take the other's place.
      change({ ...settings, views: [...settings.views.filter((each) => each.name !== name), view] });
    },
    renameView: (id, name) =>
      change({ ...settings, views: settings.views.map((view) => (view.id === id ? { ...view, name } : view)) }),
    deleteView: (id) => change({ ...settings, views: settings.views.filter((view) => view.id !== id) }),
  };
}

/** Who looks, when. */
function useListContext(): ListContext {
  const nowMs = useNow();
  const { uid } = useSession().staff;
  const units = useUnitRecords();
  return useMemo(() => {
    const own = (units ?? []).filter(({ memberUids }) => memberUids.includes(uid));
    return { nowMs, looker: { uid, unitUids: new Set(own.map((unit) => unit.uid)) } };
  }, [nowMs, uid, units]);
}

function sortOf(text = ''): Sort<IncidentSort> {
  const by = INCIDENT_SORTS.find((each) => each === text.replace(/^-/, ''));
  return by === undefined ? USUAL_SORT : { by, descending: text.startsWith('-') };
}

/** Some of the choices in an address, without those that ask for nothing. */
const pick = (query: Readonly<Record<string, string>>, keys: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.flatMap((key) => ((query[key] ?? '') === '' ? [] : [[key, query[key] ?? '']])));

const textOf = (query: Readonly<Record<string, string>>): string => JSON.stringify(pick(query, LIST_KEYS));

/** Which of the fields ask for something. */
export const isNarrowed = (fields: readonly FilterField[], { filters, text }: IncidentList): boolean =>
  text.trim() !== '' || fields.some(({ id }) => (filters[id] ?? '') !== '');
