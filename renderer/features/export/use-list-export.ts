import { useTranslation } from 'react-i18next';
import type { RegisterKind } from '#renderer/data/index';
import { activeFilters, useFilterText } from '#renderer/ui/index';
import type { RegisterList } from '../lists/index';
import type { ExportSource } from './source';

/** What `ExportButton` wants of a list as it stands: filters, order and columns. */
export function useListExport<K extends RegisterKind>(
  list: Pick<RegisterList<K>, 'kind' | 'query' | 'choice' | 'pages' | 'fields' | 'filters' | 'text'>,
): Omit<ExportSource<K>, 'title' | 'ids'> {
  const { t } = useTranslation('export');
  const filterText = useFilterText();
  const { kind, query, choice, pages, fields, filters, text } = list;
  const narrowed = activeFilters(fields, filters).map((field) =>
    t('filter.field', { label: field.label, value: filterText(field, filters[field.id] ?? '') }),
  );
  const typed = text.trim();
  return {
    kind,
    query,
    columns: choice.shown,
    count: pages.total,
    filters: [...(typed === '' ? [] : [t('filter.text', { text: typed })]), ...narrowed],
  };
}
