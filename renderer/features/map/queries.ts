import { useMemo } from 'react';
import { accessOf, may } from '#shared/domain/access/access';
import { readArea, readRing } from '#shared/schema/area';
import type { WireRecord } from '#shared/schema/envelope';
import type { Building, Grid, MultiPolygon, Position, Ring, Staff } from '#shared/schema/types/place';
import { useAll, useRegisterAnswer, useSession, type RegisterCounts } from '#renderer/data/index';
import { useToday } from '../people/index';

export type GridRecord = Grid & WireRecord;
export type BuildingRecord = Building & WireRecord;
export type StaffRecord = Staff & WireRecord;

/** A grid with what the map shows of it. */
export interface GridOnMap {
  readonly number: number;
  readonly record: GridRecord;
  readonly boundary: MultiPolygon | null;
  /** Null where this device does not hold the grid. */
  readonly counts: RegisterCounts | null;
  /** People with an open account, by post. */
  readonly team: Readonly<Record<'grid-worker' | 'building-head' | 'volunteer', readonly StaffRecord[]>>;
}

/** A building that stands somewhere. */
export interface BuildingOnMap {
  readonly record: BuildingRecord;
  readonly center: Position;
  readonly ring: Ring | null;
  readonly gridNumber: number | null;
}

/** The grids by number; undefined while loading. */
export function useGridsOnMap(): readonly GridOnMap[] | undefined {
  const grids = useAll<GridRecord>('reference', 'grid');
  const staff = useAll<StaffRecord>('reference', 'staff');
  const counts = useCountsByGrid();
  return useMemo(() => {
    if (!grids || !staff) return undefined;
    const active = staff.filter((person) => person.active);
    const of = (post: Staff['post'], number: number) =>
      active
        .filter((person) => person.post === post && person.gridNumbers.includes(number))
        .sort((a, b) => (a.code < b.code ? -1 : 1));
    return [...grids]
      .sort((a, b) => a.number - b.number)
      .map((record) => ({
        number: record.number,
        record,
        boundary: boundaryOf(record),
        counts: counts?.get(record.number) ?? null,
        team: {
          'grid-worker': of('grid-worker', record.number),
          'building-head': of('building-head', record.number),
          volunteer: of('volunteer', record.number),
        },
      }));
  }, [grids, staff, counts]);
}

/** What the register counts in each grid that this device holds; undefined while it is being counted. */
function useCountsByGrid(): ReadonlyMap<number, RegisterCounts> | undefined {
  const held = useHeldGrids();
  const today = useToday();
  return useRegisterAnswer(
    async (register) =>
      new Map(await Promise.all(held.map(async (grid) => [grid, await register.counts(today, grid)] as const))),
    [today, held.join()],
  );
}

/** Numbers of the grids whose people this device holds. */
export function useHeldGrids(): readonly number[] {
  const { databases } = useSession();
  return databases.flatMap(({ name }) => /^grid-.*-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
}

/** The buildings that stand somewhere; undefined while loading. */
export function useBuildingsOnMap(): readonly BuildingOnMap[] | undefined {
  const buildings = useAll<BuildingRecord>('reference', 'building');
  const grids = useAll<GridRecord>('reference', 'grid');
  return useMemo(() => {
    if (!buildings || !grids) return undefined;
    const numbers = new Map(grids.map(({ uid, number }) => [uid, number]));
    return buildings.flatMap((record): BuildingOnMap[] => {
      const ring = ringOf(record);
      const [corner] = ring ?? [];
      const { center } = record;
      const at: Position | undefined = center ? [center.lng, center.lat] : corner;
      return at ? [{ record, center: at, ring, gridNumber: numbers.get(record.gridUid) ?? null }] : [];
    });
  }, [buildings, grids]);
}

/** Whether the signed-in person may change the boundaries of grids, and whether grids may be added. */
export function useMayDraw(): { readonly edits: boolean; readonly adds: boolean } {
  const { staff, stationGrids } = useSession();
  return useMemo(() => {
    const { post: actor, functions, gridNumbers } = staff;
    const access = accessOf({ actor, functions, gridNumbers }, stationGrids);
    const commons = { kind: 'commons', gridNumber: null } as const;
    return { edits: may(access, 'edit', 'grid', commons), adds: may(access, 'create', 'grid', commons) };
  }, [staff, stationGrids]);
}

// Records come as the same object until they change: what their texts tell is read once.
const boundaries = new WeakMap<GridRecord, MultiPolygon | null>();
const rings = new WeakMap<BuildingRecord, Ring | null>();

/** A record's boundary; null where nobody has drawn it. */
export function boundaryOf(record: GridRecord): MultiPolygon | null {
  const known = boundaries.get(record);
  if (known !== undefined) return known;
  const boundary = record.boundary ? readArea(record.boundary) : null;
  boundaries.set(record, boundary);
  return boundary;
}

function ringOf(record: BuildingRecord): Ring | null {
  const known = rings.get(record);
  if (known !== undefined) return known;
  const ring = record.footprint ? readRing(record.footprint) : null;
  rings.set(record, ring);
  return ring;
}
