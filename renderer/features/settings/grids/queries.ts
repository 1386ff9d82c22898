import { useMemo } from 'react';
import { gridTroubles, type GridTrouble } from '#shared/domain/grids/household-band';
import type { WireRecord } from '#shared/schema/envelope';
import type { Grid, Staff } from '#shared/schema/types/place';
import { useAll, useRegisterAnswer, useSession } from '#renderer/data/index';
import { useToday } from '../../people/index';

export type GridRecord = Grid & WireRecord;
type StaffRecord = Staff & WireRecord;

/** A grid of the station with what is counted of it on this device. */
export interface GridView {
  readonly number: number;
  /** Null for a grid whose record has not come (yet). */
  readonly record: GridRecord | null;
  /** Null where this device does not hold the grid. */
  readonly households: number | null;
  readonly people: number | null;
  /** Grid workers with an open account who look after it, by name. */
  readonly workers: readonly StaffRecord[];
  readonly troubles: readonly GridTrouble[];
}

/** Every grid of the station by its number; undefined while loading. */
export function useGrids(): readonly GridView[] | undefined {
  const { stationGrids } = useSession();
  const records = useAll<GridRecord>('reference', 'grid');
  const staff = useAll<StaffRecord>('reference', 'staff');
  const counts = useGridCounts();
  return useMemo(() => {
    if (!records || !staff || !counts) return undefined;
    const numbers = new Set([...stationGrids, ...records.map(({ number }) => number)]);
    return [...numbers]
      .sort((a, b) => a - b)
      .map((number): GridView => {
        const workers = staff
          .filter(({ active, post, gridNumbers }) => active && post === 'grid-worker' && gridNumbers.includes(number))
          .sort((a, b) => (a.code < b.code ? -1 : 1));
        const counted = counts.get(number);
        const households = counted?.households ?? null;
        return {
          number,
          record: records.find((record) => record.number === number) ?? null,
          households,
          people: counted?.people ?? null,
          workers,
          troubles: gridTroubles({ households, workers: workers.length }),
        };
      });
  }, [records, staff, counts, stationGrids]);
}

/** What the register counts in each grid that this device holds. */
function useGridCounts() {
  const { databases } = useSession();
  const today = useToday();
  const held = databases.flatMap(({ name }) => /^grid-.*-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return useRegisterAnswer(
    async (register) =>
      new Map(await Promise.all(held.map(async (grid) => [grid, await register.counts(today, grid)] as const))),
    [today, held.join()],
  );
}
