import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { useSession } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';
import type { SymbolWords } from './layers';
import type { GridOnMap } from './queries';

/** What a grid is called in the language of the screens. */
export function useGridName(): (grid: GridOnMap) => string {
  const language = useLanguage();
  return useCallback(({ record: { name } }) => (language === 'en' ? name.en : undefined) ?? name.zh, [language]);
}

/** What the grid of a number is called; its number for one that is not here. */
export function useGridNameByNumber(grids: readonly GridOnMap[]): (number: number) => string {
  const nameOf = useGridName();
  return useMemo(() => {
    const names = new Map(grids.map((grid) => [grid.number, nameOf(grid)]));
    return (number) => names.get(number) ?? String(number);
  }, [grids, nameOf]);
}

/** The address of a home, behind its mask outside the worker's own grids; the function stays the same while the grids do. */
export function useAddressWords(): (home: { readonly grid: number; readonly address: string }) => string {
  const { gridNumbers } = useSession().staff;
  return useCallback(
    ({ grid, address }) => (gridNumbers.includes(grid) ? address : maskAddress(address)),
    [gridNumbers],
  );
}

/** What the symbols of key people are called. */
export function useSymbolWords(): SymbolWords {
  const { t } = useTranslation(['mapPage', 'people']);
  const address = useAddressWords();
  return useMemo(
    () => ({
      home: ({ row, kinds }) =>
        t('symbol.label', {
          address: address(row),
          kinds: kinds.map((kind) => t(`kind.${kind}`, { ns: 'people' })).join(t('and')),
        }),
      building: ({ record }, count) => t('symbol.building', { building: `${record.street} ${record.name}`, count }),
    }),
    [t, address],
  );
}
