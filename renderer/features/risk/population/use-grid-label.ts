import { useMemo } from 'react';
import type { WireRecord } from '#shared/schema/envelope';
import type { Grid } from '#shared/schema/types/place';
import { useAll } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';

/** What a grid is called, by its number; the number where no name is known. */
export function useGridLabel(): (grid: number) => string {
  const language = useLanguage();
  const grids = useAll<Grid & WireRecord>('reference', 'grid');
  return useMemo(() => {
    const names = new Map(grids?.map(({ number, name }) => [number, (language === 'en' ? name.en : null) ?? name.zh]));
    return (grid) => names.get(grid) ?? String(grid);
  }, [grids, language]);
}
