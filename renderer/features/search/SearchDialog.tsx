import { useEffect } from 'react';
import { SearchPanel } from './components/SearchPanel';
import { useRemembersPeople } from './recent';
import { closeSearch, openSearch, useIsSearchOpen } from './search-open';

/** Finds any person, home, enterprise or command from anywhere: Ctrl+K. Listens by itself; drawn once beside the pages. */
export function SearchDialog() {
  const isOpen = useIsSearchOpen();
  useRemembersPeople();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      openSearch();
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
      // The lock takes the pages away; the next to open them begins without it.
      closeSearch();
    };
  }, []);
  return isOpen ? <SearchPanel onClose={closeSearch} /> : null;
}
