import { useMemo } from 'react';
import type { WireRecord } from '#shared/schema/envelope';
import type { Building, Grid, Point } from '#shared/schema/types/place';
import { useLiveQuery, useRegisterAnswer } from '#renderer/data/index';
import { useToday } from '../../people/index';
import type { Suggestion } from '#renderer/ui/index';

/** A building or home that may be meant. */
export interface FoundPlace extends Suggestion {
  readonly address: string;
  readonly buildingUid: string | null;
  readonly grid: number | null;
  /** The middle of the building; null where that is not known. */
  readonly point: Point | null;
}

/** As many as are read at a glance. */
const SHOWN = { buildings: 5, dwellings: 4 } as const;

const allOf = (type: string) => ({
  selector: { type },
  sort: [{ type: 'asc' as const }, { rank: 'asc' as const }],
});

/** Buildings and homes on this device whose address holds what is typed, buildings first; empty for nothing typed. */
export function usePlacesFound(text: string): readonly FoundPlace[] {
  const today = useToday();
  const typed = text.trim();
  const buildings = useLiveQuery<Building & WireRecord>('reference', allOf('building'));
  const grids = useLiveQuery<Grid & WireRecord>('reference', allOf('grid'));
  const dwellings = useRegisterAnswer(
    (register) =>
      typed === ''
        ? Promise.resolve([])
        : register.search({ text: typed, kinds: ['dwelling'], limit: SHOWN.dwellings, today }),
    [typed, today],
  );
  return useMemo(() => {
    if (typed === '') return [];
    const gridOf = (uid: string) => grids?.find((grid) => grid.uid === uid) ?? null;
    const found = buildingsFound(buildings ?? [], typed).slice(0, SHOWN.buildings);
    return [
      ...found.map((building): FoundPlace => {
        const grid = gridOf(building.gridUid);
        return {
          key: building.uid,
          label: building.name,
          detail: [building.street, grid?.name.zh].filter(Boolean).join(' · '),
          address: `${building.street}${building.name}`,
          buildingUid: building.uid,
          grid: grid?.number ?? null,
          point: building.center,
        };
      }),
      ...(dwellings ?? []).map(({ uid, title, grid, detail }): FoundPlace => ({
        key: uid,
        label: title,
        detail,
        address: title,
        buildingUid: null,
        grid,
        point: null,
      })),
    ];
  }, [typed, buildings, grids, dwellings]);
}

/** Buildings whose street and name hold every word that was typed; those whose name begins with it first. */
function buildingsFound<B extends Pick<Building, 'name' | 'street'>>(
  buildings: readonly B[],
  typed: string,
): readonly B[] {
  const words = typed.toLowerCase().split(/\s+/u).filter(Boolean);
  const last = words.at(-1) ?? '';
  const rank = ({ name }: B) => (name.startsWith(last) ? 0 : 1);
  const order = new Intl.Collator('zh', { numeric: true });
  return buildings
    .filter(({ name, street }) => words.every((word) => `${street}${name}`.toLowerCase().includes(word)))
    .sort((a, b) => rank(a) - rank(b) || order.compare(a.name, b.name));
}
