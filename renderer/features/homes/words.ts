import { dateAtStation } from '#shared/domain/calendar/date';
import { maskAddress } from '#shared/domain/privacy/mask';
import { dayText, timeText, useLanguage } from '#renderer/ui/index';
import { useIsOwnGrid, useToday } from '../people/index';

/** How lists of homes say where something is and when it was changed. */
export interface HomeWords {
  /** Outside the worker's own grids behind its mask. */
  readonly address: (home: { readonly id: string; readonly address: string }) => string;
  /** The time alone for today, else the day. */
  readonly changed: (home: { readonly changedAtMs: number }) => string;
}

/** See `HomeWords`. */
export function useHomeWords(): HomeWords {
  const language = useLanguage();
  const today = useToday();
  const isOwnGrid = useIsOwnGrid();
  return {
    address: ({ id, address }) => (isOwnGrid(id) ? address : maskAddress(address)),
    changed({ changedAtMs }) {
      const day = dateAtStation(changedAtMs);
      return day === today ? timeText(changedAtMs) : dayText(day, today, language);
    },
  };
}
