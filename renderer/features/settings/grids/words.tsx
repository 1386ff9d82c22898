import { useTranslation } from 'react-i18next';
import { Pill, useLanguage } from '#renderer/ui/index';
import type { GridView } from './queries';

/** What a grid is called; its number while its record has not come. */
export function useGridTitle(): (grid: GridView) => string {
  const { t } = useTranslation(['grids', 'settings']);
  const language = useLanguage();
  return ({ number, record }) => {
    const name = record?.name;
    return ((language === 'en' ? name?.en : undefined) ?? name?.zh) || t('grid', { ns: 'settings', number });
  };
}

/** Who looks after a grid, by name. */
export function useWorkersText(): (grid: GridView) => string {
  const { t } = useTranslation(['grids', 'settings']);
  return ({ workers }) => workers.map(({ name }) => name).join(t('join', { ns: 'settings' })) || t('workers.none');
}

/** A number with its thousands apart; a dash for what this device does not hold. */
export function useCountText(): (count: number | null) => string {
  const { t } = useTranslation('grids');
  return (count) => (count === null ? '—' : t('number', { count }));
}

/** Whether a grid is as it should be; the first thing that is not. */
export function GridState({ grid: { record, households, troubles } }: { readonly grid: GridView }) {
  const { t } = useTranslation('grids');
  const [first] = troubles;
  if (record === null) return <Pill shape="progress">{t('state.half-made')}</Pill>;
  if (first !== undefined) return <Pill shape="due">{t(`trouble.${first}`)}</Pill>;
  return households === null ? (
    <Pill shape="idle">{t('state.not-here')}</Pill>
  ) : (
    <Pill shape="done">{t('state.good')}</Pill>
  );
}
