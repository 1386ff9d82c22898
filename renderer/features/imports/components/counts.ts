import { useTranslation } from 'react-i18next';

const KINDS = ['people', 'households', 'dwellings', 'buildings', 'enterprises', 'certificates', 'changed'] as const;

/** Says how many of what an import made and changed; only what there is. */
export function useCountsText(): (counts: Readonly<Partial<Record<(typeof KINDS)[number], number>>>) => string {
  const { t } = useTranslation('imports');
  return (counts) => {
    const parts = KINDS.flatMap((kind) => {
      const count = counts[kind] ?? 0;
      return count > 0 ? [t(`count.${kind}`, { count })] : [];
    });
    return parts.length === 0 ? t('count.nothing') : parts.join(t('count.join'));
  };
}
