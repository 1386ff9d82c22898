import { useTranslation } from 'react-i18next';
import type { TransferCounts } from '#shared/ipc/transfer-api';

/** Says how many files, visits and other records; what there is none of is left out. */
export function useCountWords(): (counts: Pick<TransferCounts, 'people' | 'visits' | 'others'>) => string {
  const { t } = useTranslation('transfer');
  return (counts) =>
    (['people', 'visits', 'others'] as const)
      .filter((what) => counts[what] > 0)
      .map((what) => t(`takes.${what}`, { count: counts[what] }))
      .join(t('takes.join'));
}
