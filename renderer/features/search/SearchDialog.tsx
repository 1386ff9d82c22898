import { useEffect } from 'react';
import type { SearchActions } from './commands';
import { SearchPanel } from './components/SearchPanel';
import { useRemembersPeople } from './recent';
import { closeSearch, useIsSearchOpen } from './search-open';

interface SearchDialogProps {
  /** What commands do that are no page, by their id; one without an entry is not offered. */
  readonly actions: SearchActions;
  /** Keys that do the same as a command, in words; '' for none. */
  readonly keysOf: (command: string) => string;
}

/** Finds any person, home, enterprise or command from anywhere. Drawn once beside the pages; `openSearch` opens it. */
export function SearchDialog({ actions, keysOf }: SearchDialogProps) {
  const isOpen = useIsSearchOpen();
  useRemembersPeople();
  // The lock takes the pages away; the next to open them begins without it.
  useEffect(() => closeSearch, []);
  return isOpen ? <SearchPanel actions={actions} keysOf={keysOf} onClose={closeSearch} /> : null;
}
