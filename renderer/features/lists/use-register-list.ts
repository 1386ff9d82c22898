import { useMemo, useState } from 'react';
import { useToday } from '../people/index';
import {
  LIST_SORTS,
  useListPages,
  useRegister,
  useRegisterState,
  useStation,
  type ListFilter,
  type ListQuestion,
  type RegisterKind,
  type RegisterRows,
  type RegisterState,
  type ShownList,
} from '#renderer/data/index';
import {
  goTo,
  usePlace,
  useSelection,
  type ColumnChoice,
  type FilterField,
  type FilterValues,
  type GridColumn,
  type Selection,
  type Sort,
} from '#renderer/ui/index';
import { isSameList, listAddressOf, listPlace, type ListAddress, type ListAddressKeys } from './list-place';
import { useListSettings, type ListSettings } from './list-settings';

export type SortOf<K extends RegisterKind> = (typeof LIST_SORTS)[K][number];

/** Everything that makes one list of the register this one. */
export interface ListDefinition<K extends RegisterKind> {
  /** Under this name its columns and saved lists are kept. */
  readonly name: string;
  readonly kind: K;
  readonly path: string;
  readonly fixed?: Readonly<Record<string, string>>;
  readonly openKey: string;
  readonly defaultSort: Sort<SortOf<K>>;
  readonly fields: readonly FilterField[];
  readonly filterOf: (values: FilterValues) => ListFilter;
  readonly columns: readonly GridColumn<RegisterRows[K], SortOf<K>>[];
  /** Columns that are shown while nobody chose others, by id. */
  readonly usualColumns: readonly string[];
}

/** A list of the register as its screen needs it. */
export interface RegisterList<K extends RegisterKind> extends ListDefinition<K>, ListAddress<SortOf<K>> {
  readonly query: ListQuestion<K>;
  readonly pages: ShownList<K>;
  readonly selection: Selection;
  readonly state: RegisterState | undefined;
  readonly choice: ColumnChoice;
  readonly settings: ListSettings;
  readonly currentViewId: string | null;
  readonly hasUnkeptSettings: boolean;
  /** What is typed; it stays out of the address. */
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly open: (id: string | null) => void;
  readonly setFilters: (filters: FilterValues) => void;
  readonly setSort: (sort: Sort<SortOf<K>>) => void;
  readonly setColumns: (columns: ColumnChoice | null) => void;
  readonly openView: (id: string) => void;
  readonly saveView: (name: string) => void;
  readonly renameView: (id: string, name: string) => void;
  readonly deleteView: (id: string) => void;
}

/** The state of a list: what the address and the fingers ask, what the register answers, what is selected, how it is shown. */
export function useRegisterList<K extends RegisterKind>(definition: ListDefinition<K>): RegisterList<K> {
  const { kind, name, fields, filterOf } = definition;
  const register = useRegister();
  const place = usePlace();
  const today = useToday();
  const [text, setText] = useState('');
  const keys = keysOf(definition);
  const address = listAddressOf(place.query, keys);
  const { filters, sort, openId } = address;

  const typed = text.trim();
  const query: ListQuestion<K> = {
    kind,
    filter: { ...filterOf(filters), ...(typed !== '' && { text: typed }) },
    sort,
    today,
  };
  const pages = useListPages(query);
  const state = useRegisterState();
  const selection = useSelection(JSON.stringify([name, query.filter]), {
    idAt: (index) => pages.rowAt(index)?.id ?? null,
    idsBetween: async (from, to) => {
      const { rows } = await register.list({ ...query, offset: from, limit: to - from + 1 });
      return rows.map(({ id }) => id);
    },
    allIds: () => register.ids({ ...query, offset: 0, limit: 0 }),
  });

  const views = useListViews(definition, address);
  const go = (next: ListAddress<SortOf<K>>) => goTo(listPlace(next, keys), { replace: true });
  return {
    ...definition,
    ...address,
    ...views,
    query,
    pages,
    selection,
    state,
    text,
    setText,
    // Coming from the list leaves a step to come back to; going on to the next one does not.
    open: (id) => goTo(listPlace({ ...address, openId: id }, keys), { replace: openId !== null && id !== null }),
    setFilters: (next) => go({ ...address, filters: next }),
    setSort: (next) => go({ ...address, sort: next }),
    fields: useMemo(() => fields.filter((field) => field.kind === 'range' || field.options.length > 0), [fields]),
  };
}

type ListViews<K extends RegisterKind> = Pick<
  RegisterList<K>,
  | 'choice'
  | 'settings'
  | 'currentViewId'
  | 'hasUnkeptSettings'
  | 'setColumns'
  | 'openView'
  | 'saveView'
  | 'renameView'
  | 'deleteView'
>;

function useListViews<K extends RegisterKind>(
  definition: ListDefinition<K>,
  address: ListAddress<SortOf<K>>,
): ListViews<K> {
  const station = useStation();
  const { settings, change, hasFailed } = useListSettings(definition.name);
  const keys = keysOf(definition);
  const usual: ColumnChoice = { shown: definition.usualColumns, widths: {} };
  const choice = settings.columns ?? usual;
  const isCurrent = ({ query, columns }: ListSettings['views'][number]) =>
    isSameList(listAddressOf(query, keys), address, keys) && JSON.stringify(columns) === JSON.stringify(choice);
  const changeView = (id: string, next: (view: ListSettings['views'][number]) => ListSettings['views']) =>
    change({ ...settings, views: settings.views.flatMap((view) => (view.id === id ? next(view) : [view])) });
  return {
    choice,
    settings,
    hasUnkeptSettings: hasFailed,
    currentViewId: settings.views.find(isCurrent)?.id ?? null,
    setColumns: (columns) => change({ ...settings, columns }),
    openView(id) {
      const view = settings.views.find((each) => each.id === id);
      if (!view) return;
      change({ ...settings, columns: view.columns });
      goTo(listPlace({ ...listAddressOf(view.query, keys), openId: null }, keys));
    },
    saveView(name) {
      const { query } = listPlace({ ...address, openId: null }, keys);
      const view = { id: station.newUid(), name, query, columns: choice };
      // A list of the same name is meant to take the other's place.
      change({ columns: choice, views: [...settings.views.filter((each) => each.name !== name), view] });
    },
    renameView: (id, name) => changeView(id, (view) => [{ ...view, name }]),
    deleteView: (id) => changeView(id, () => []),
  };
}

const keysOf = <K extends RegisterKind>(definition: ListDefinition<K>): ListAddressKeys<SortOf<K>> => ({
  ...definition,
  filterIds: definition.fields.map(({ id }) => id),
  sorts: LIST_SORTS[definition.kind],
});
