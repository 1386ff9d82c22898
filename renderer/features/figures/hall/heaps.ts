import { useTranslation } from 'react-i18next';
import type { FiguresOf } from '#shared/domain/queue/statistics';
import type { QueueStatisticsView } from '#shared/ipc/queue-api';
import { useLanguage } from '#renderer/ui/index';
import type { ExportedFigures } from '../../export/index';
import { useItemName } from '../use-item-name';
import { useHallNow } from './use-statistics';

/** By what numbers are heaped. */
const HALL_HEAPS = ['byHour', 'byGroup', 'byCounter', 'byItem'] as const;
export type HallHeap = (typeof HALL_HEAPS)[number];

/** What a line of a heap is called: an hour, a line of the hall, a window, an item. */
export function useKeyNames(): (heap: HallHeap, key: string) => string {
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const hall = useHallNow();
  const itemName = useItemName();
  return (heap, key) => {
    switch (heap) {
      case 'byHour':
        return t('hall.hour', { hour: Number(key) });
      case 'byCounter':
        return t('hall.counter', { id: key });
      case 'byItem':
        return itemName(key);
      case 'byGroup': {
        const name = hall?.groups.find(({ letter }) => letter === key)?.name;
        return name ? `${key} ${(language === 'en' ? name.en : undefined) ?? name.zh}` : key;
      }
    }
  };
}

/** Whole minutes for a file; null where nobody was served. */
const minutesOf = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 6000) / 10);

/** All heaps one below the other, as a file has them. */
export function useHallExport(
  figures: QueueStatisticsView | undefined,
): Pick<ExportedFigures, 'title' | 'columns' | 'rows'> {
  const { t } = useTranslation('figures');
  const nameOf = useKeyNames();
  const row = (heap: string, name: string, each: Omit<FiguresOf, 'key'>) => [
    ...[heap, name, each.taken, each.finished, each.gone],
    ...[minutesOf(each.waitMs), minutesOf(each.waitP90Ms), minutesOf(each.serviceMs)],
  ];
  const title = (name: string, width: number) => ({ title: t(name), width });
  return {
    title: t('title.hall'),
    columns: [
      title('hall.heap', 12),
      title('hall.name', 24),
      ...['taken', 'finished', 'gone', 'wait', 'wait90', 'service'].map((name) => title(`hall.file.${name}`, 14)),
    ],
    rows: figures
      ? [
          row(t('hall.whole'), '', figures.whole),
          ...HALL_HEAPS.flatMap((heap) =>
            figures[heap].map((each) => row(t(`hall.${heap}`), nameOf(heap, each.key), each)),
          ),
        ]
      : [],
  };
}
