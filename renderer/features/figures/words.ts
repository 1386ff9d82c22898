import { useTranslation } from 'react-i18next';
import { percentText } from '#shared/domain/workbench/kpis';

/** A share in percent, or the word for nothing to measure. */
export function usePercent(): (share: number | null) => string {
  const { t } = useTranslation('figures');
  return (share) => (share === null ? t('nothing') : `${percentText(share)}%`);
}

/** What is lacking to the target in words, or that it is met; in percentage points, one decimal. */
export function useGap(): (share: number, target: number) => { readonly isMet: boolean; readonly text: string } {
  const { t } = useTranslation('figures');
  return (share, target) => {
    const isMet = share >= target;
    // A gap is never rounded down to nothing.
    const points = (Math.max(1, Math.ceil((target - share) * 1000 - 1e-9)) / 10).toFixed(1);
    return { isMet, text: isMet ? t('met') : t('gap', { points }) };
  };
}

/** Minutes of a span in ms, whole; the word for none where nobody was served. */
export function useMinutes(): (ms: number | null) => string {
  const { t } = useTranslation('figures');
  return (ms) => (ms === null ? t('nothing') : t('minutes', { count: Math.round(ms / 60_000) }));
}
