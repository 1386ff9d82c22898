import type { FilterValues, Place, Sort } from '#renderer/ui/index';

/** What an address says about a list. */
export interface ListAddress<S extends string> {
  readonly filters: FilterValues;
  readonly sort: Sort<S>;
  /** `_id` of what stands opened beside the list. */
  readonly openId: string | null;
}

export interface ListAddressKeys<S extends string> {
  readonly path: string;
  /** Choices that say which list it is: `{ tab: 'households' }`. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** Under which the opened one stands. */
  readonly openKey: string;
  /** Filters that the list knows; others in an address count for nothing. */
  readonly filterIds: readonly string[];
  readonly sorts: readonly S[];
  readonly defaultSort: Sort<S>;
}

/** Reads what a place says; an order that the list does not know is its usual one. */
export function listAddressOf<S extends string>(query: Place['query'], keys: ListAddressKeys<S>): ListAddress<S> {
  const text = query['sort'] ?? '';
  const by = keys.sorts.find((each) => each === text.replace(/^-/, ''));
  return {
    filters: Object.fromEntries(keys.filterIds.map((id) => [id, query[id] ?? ''])),
    sort: by === undefined ? keys.defaultSort : { by, descending: text.startsWith('-') },
    openId: query[keys.openKey] ?? null,
  };
}

/** The place of a list; what it does by itself does not stand in it. */
export function listPlace<S extends string>(
  { filters, sort, openId }: ListAddress<S>,
  { path, fixed, openKey, defaultSort, filterIds }: ListAddressKeys<S>,
): Place {
  const isUsual = sort.by === defaultSort.by && sort.descending === defaultSort.descending;
  return {
    path,
    query: {
      ...fixed,
      ...Object.fromEntries(filterIds.map((id) => [id, filters[id] ?? ''])),
      sort: isUsual ? '' : `${sort.descending ? '-' : ''}${sort.by}`,
      [openKey]: openId ?? '',
    },
  };
}

/** Whether two addresses show the same list, whatever stands opened. */
export function isSameList<S extends string>(a: ListAddress<S>, b: ListAddress<S>, keys: ListAddressKeys<S>): boolean {
  const textOf = (address: ListAddress<S>) => JSON.stringify(listPlace({ ...address, openId: null }, keys).query);
  return textOf(a) === textOf(b);
}
