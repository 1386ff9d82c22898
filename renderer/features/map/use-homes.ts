import { useEffect, useMemo, useState } from 'react';
import { concatMap, throttleTime } from 'rxjs';
import { KEY_KINDS, type KeyKind } from '#shared/domain/people/key-people';
import type { Position } from '#shared/schema/types/place';
import { useRegister, type DwellingRow, type ListFilter, type Register } from '#renderer/data/index';
import { useToday } from '../people/index';
import { boxOf, homePosition, type BuildingFrame } from './home-places';
import type { BuildingOnMap } from './queries';

/** A home with its place on the map. */
export interface HomeOnMap {
  readonly row: DwellingRow;
  readonly position: Position;
  /** Kinds of key people who live there. */
  readonly kinds: readonly KeyKind[];
}

/** The register hands out so many homes at once: a page of them is copied within a frame. */
const PAGE_ROWS = 1500;
/** Homes are read again this long after the register has changed: a first sync changes it many times a second. */
const SETTLE_MS = 1500;

/** Every home that this device holds and that stands somewhere; undefined until all have been read once. */
export function useHomesOnMap(buildings: readonly BuildingOnMap[] | undefined): readonly HomeOnMap[] | undefined {
  const rows = useDwellingRows();
  return useMemo(() => {
    if (!rows || !buildings) return undefined;
    const frames = new Map(
      buildings.map(({ record, center, ring }) => {
        const frame: BuildingFrame = { center, ring, units: record.units, floors: record.floors };
        return [record.uid, { frame, box: boxOf(frame) }] as const;
      }),
    );
    return rows.dwellings.flatMap((row): HomeOnMap[] => {
      const building = frames.get(row.buildingUid);
      if (!building) return [];
      const position = homePosition(building.box, building.frame, row);
      return [{ row, position, kinds: KEY_KINDS.filter((kind) => rows.byKind[kind].has(row.id)) }];
    });
  }, [rows, buildings]);
}

interface DwellingRows {
  readonly dwellings: readonly DwellingRow[];
  readonly byKind: Readonly<Record<KeyKind, ReadonlySet<string>>>;
}

function useDwellingRows(): DwellingRows | undefined {
  const register = useRegister();
  const today = useToday();
  const [rows, setRows] = useState<DwellingRows>();
  useEffect(() => {
    const stop = new AbortController();
    const read$ = register.version$.pipe(
      throttleTime(SETTLE_MS, undefined, { leading: true, trailing: true }),
      // A register that has failed says so in its state.
      concatMap(() => readAll(register, today, stop.signal).catch(() => null)),
    );
    const subscription = read$.subscribe((read) => {
      if (read !== null) setRows(read);
    });
    return () => {
      stop.abort();
      subscription.unsubscribe();
    };
  }, [register, today]);
  return rows;
}

const sort = { by: 'address', descending: false } as const;

/** All dwellings that a filter finds, a page at a time; null when it was stopped. */
export async function readDwellings(
  register: Register,
  filter: ListFilter,
  today: string,
  signal: AbortSignal,
): Promise<readonly DwellingRow[] | null> {
  const dwellings: DwellingRow[] = [];
  for (let total = Infinity; dwellings.length < total;) {
    const query = { kind: 'dwelling', filter, sort, offset: dwellings.length, limit: PAGE_ROWS, today } as const;
    const page = await register.list<'dwelling'>(query);
    if (signal.aborted) return null;
    dwellings.push(...page.rows);
    total = page.rows.length === 0 ? 0 : page.total;
  }
  return dwellings;
}

async function readAll(register: Register, today: string, signal: AbortSignal): Promise<DwellingRows | null> {
  const dwellings = await readDwellings(register, {}, today, signal);
  if (dwellings === null) return null;
  const sets = await Promise.all(
    KEY_KINDS.map(async (kind) => {
      const ids = await register.ids({ kind: 'dwelling', filter: { kinds: [kind] }, sort, offset: 0, limit: 0, today });
      return [kind, new Set(ids)] as const;
    }),
  );
  return signal.aborted ? null : { dwellings, byKind: Object.fromEntries(sets) as unknown as DwellingRows['byKind'] };
}
