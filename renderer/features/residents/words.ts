import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { maskAddress } from '#shared/domain/privacy/mask';
import type { PersonRow } from '#renderer/data/index';
import { dayText, timeText, useLanguage } from '#renderer/ui/index';
import { useIsOwnGrid, useToday } from '../people/index';

/** `•••• 6021`, or nothing. */
export const tailText = (tail: string | null): string => (tail === null ? '' : `•••• ${tail}`);

export interface ResidentWords {
  /** A closed file has no name and no address. */
  readonly name: (row: PersonRow) => string;
  readonly address: (row: PersonRow) => string;
  readonly changed: (row: { readonly changedAtMs: number }) => string;
}

/** What a list says of somebody: addresses outside the worker's own grids stay behind their mask. */
export function useResidentWords(): ResidentWords {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const today = useToday();
  const isOwnGrid = useIsOwnGrid();
  return {
    name: ({ name }) => name ?? t('closed.short'),
    address: ({ id, address }) => (isOwnGrid(id) ? address : maskAddress(address)),
    changed({ changedAtMs }) {
      const day = dateAtStation(changedAtMs);
      return day === today ? timeText(changedAtMs) : dayText(day, today, language);
    },
  };
}
