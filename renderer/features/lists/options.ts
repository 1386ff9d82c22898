import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { KEY_KINDS } from '#shared/domain/people/key-people';
import type { WireRecord } from '#shared/schema/envelope';
import type { Building, Grid } from '#shared/schema/types/place';
import { useLiveQuery } from '#renderer/data/index';
import { useLanguage, type FilterOption } from '#renderer/ui/index';

const allOf = (type: string) => ({
  selector: { type },
  sort: [{ type: 'asc' as const }, { rank: 'asc' as const }],
});

/** The station's grids by number, as choices; empty while loading. */
export function useGridOptions(): readonly FilterOption[] {
  const language = useLanguage();
  const grids = useLiveQuery<Grid & WireRecord>('reference', allOf('grid'));
  return useMemo(
    () =>
      grids?.map(({ number, name }) => ({
        value: String(number),
        label: (language === 'en' ? name.en : undefined) ?? name.zh,
      })) ?? [],
    [grids, language],
  );
}

/** What a grid is called, by its number. */
export function useGridName(): (grid: number) => string {
  const options = useGridOptions();
  return useMemo(() => {
    const names = new Map(options.map(({ value, label }) => [value, label]));
    return (grid) => names.get(String(grid)) ?? String(grid);
  }, [options]);
}

/** Buildings by street and name, with their numbers as numbers, as choices by uid; empty while loading. */
export function useBuildingOptions(): readonly FilterOption[] {
  const buildings = useLiveQuery<Building & WireRecord>('reference', allOf('building'));
  return useMemo(() => {
    const options =
      buildings?.map(({ uid, street, name }) => ({ value: uid, label: `${street} ${name}`.trim() })) ?? [];
    const order = new Intl.Collator('zh', { numeric: true });
    return options.sort((a, b) => order.compare(a.label, b.label));
  }, [buildings]);
}

/** The archives of key people, as choices. */
export function useKindOptions(): readonly FilterOption[] {
  const { t } = useTranslation('people');
  return KEY_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }));
}

/** The values of several choices as numbers. */
export const numbersOf = (values: readonly string[]): readonly number[] =>
  values.map(Number).filter((each) => Number.isInteger(each));

/** Those of the values that are among the known ones: an address may name anything. */
export function knownOf<T extends string>(known: readonly T[], values: readonly string[]): readonly T[] {
  return known.filter((each) => values.includes(each));
}
