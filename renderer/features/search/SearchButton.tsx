import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLayout } from '#renderer/ui/index';
import { openSearch } from './search-open';
import './search.css';

/** The field in the header that opens the search, with the keys that do the same; a magnifier on a tablet. */
export function SearchButton({ keys }: { readonly keys: string }) {
  const { t } = useTranslation('search');
  const isTablet = useLayout() === 'tablet';
  if (isTablet) {
    return (
      <button type="button" className="icon-button" aria-label={t('open')} aria-haspopup="dialog" onClick={openSearch}>
        <Search size={20} strokeWidth={1.7} aria-hidden="true" />
      </button>
    );
  }
  return (
    <button
      type="button"
      className="search-button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K"
      onClick={openSearch}
    >
      <Search size={16} strokeWidth={1.7} aria-hidden="true" />
      <span>{t('hint')}</span>
      <kbd aria-hidden="true">{keys}</kbd>
    </button>
  );
}
