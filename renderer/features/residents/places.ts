import type { Place } from '#renderer/ui/index';
import { RESIDENTS_PATH } from '../people/index';

export { RESIDENTS_PATH };

/** The list with somebody opened, by `_id`, or nobody; `filters` by the names in `filters.ts`. */
export const residentsPlace = ({
  person = null,
  filters = {},
}: { readonly person?: string | null; readonly filters?: Readonly<Record<string, string>> } = {}): Place => ({
  path: RESIDENTS_PATH,
  query: { ...filters, person: person ?? '' },
});
