import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { isClosed } from '#shared/schema/opened-person';
import { useGridNames, useIsOwnGrid } from '../people/index';
import type { PersonDue } from './queries';

/** How somebody on the round is named in a line. */
export interface RowWords {
  readonly nameText: (row: PersonDue) => string;
  /** What a closed file is called in full; undefined for one that is open. */
  readonly closedTitle: (row: PersonDue) => string | undefined;
  /** The address, masked outside one's own grids; of a closed file the grid alone, since where a child lives says whose it is. */
  readonly addressText: (row: PersonDue) => string;
}

/** See `RowWords`. */
export function useRowWords(): RowWords {
  const { t } = useTranslation('people');
  const gridName = useGridNames();
  const isOwnGrid = useIsOwnGrid();
  return {
    nameText: ({ person }) => person.name ?? t('closed.short'),
    closedTitle: ({ person }) => (isClosed(person) ? t('closed.name') : undefined),
    addressText: ({ person, address }) => {
      if (isClosed(person)) return gridName(person._id) ?? '';
      return isOwnGrid(person._id) ? (address ?? '') : maskAddress(address ?? '');
    },
  };
}
