import type { MonthOfHealth, MonthOfLife } from '#shared/domain/devices/month';
import { useUnsealed } from '#renderer/data/index';
import type { MonthRecord } from './view';

/** What a month says, as far as the reader may know it. */
export interface OpenedMonth {
  /** Undefined while it is being opened; null for nothing, and for what is closed. */
  readonly life: MonthOfLife | null | undefined;
  readonly health: MonthOfHealth | null | undefined;
  /** Something is there that the reader may not see. */
  readonly isClosed: boolean;
}

/** Opens a month; nothing is known of none. */
export function useMonth(month: MonthRecord | null): OpenedMonth {
  const uid = month?.uid ?? '';
  const life = useUnsealed<MonthOfLife>(month?.life, { uid, field: 'life' });
  const health = useUnsealed<MonthOfHealth>(month?.health, { uid, field: 'health' });
  const isClosed = Boolean((month?.life && life === null) || (month?.health && health === null));
  return { life, health, isClosed };
}
