import { useTranslation } from 'react-i18next';
import type { Hall } from '#shared/domain/queue/hall';
import type { InLine } from '#shared/domain/queue/order';
import { useLanguage } from '#renderer/ui/index';
import { useItemName } from '../services/index';

/** What numbers, groups and times are called on the counter screen. */
export interface CounterWords {
  groupName(letter: string): string;
  /** What a number was taken for: the item, else its group. */
  aboutOf(about: { readonly itemNumber: string | null; readonly group: string }): string;
  /** Minutes and seconds of a span. */
  spanText(ms: number): string;
  becauseText(because: NonNullable<InLine['because']>, aheadMs: number): string;
}

/** Whole minutes of a span; never below 0. */
export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / 60_000));

/** See `CounterWords`. */
export function useCounterWords(hall: Pick<Hall, 'groups'>): CounterWords {
  const { t } = useTranslation('counter');
  const language = useLanguage();
  const itemName = useItemName();
  const groupName = (letter: string): string => {
    const name = hall.groups.find((group) => group.letter === letter)?.name;
    return (language === 'en' ? name?.en : undefined) ?? name?.zh ?? letter;
  };
  return {
    groupName,
    aboutOf: ({ itemNumber, group }) => itemName(itemNumber) ?? groupName(group),
    spanText: (ms) =>
      t('minutes.short', {
        minutes: minutesOf(ms),
        seconds: String(Math.max(0, Math.floor(ms / 1000)) % 60).padStart(2, '0'),
      }),
    becauseText: (because, aheadMs) => {
      const why = t(`because.${because}`);
      return aheadMs < 60_000 ? why : t('because.ahead', { why, minutes: minutesOf(aheadMs) });
    },
  };
}
