/** A home in a building, as far as the plan needs it. */
export interface PlannedHome {
  readonly id: string;
  readonly unit: string;
  readonly floor: number;
  readonly room: string;
}

/** Rooms of one door on every floor, one above the other. */
export interface PlanColumn {
  readonly unit: string;
  readonly door: string;
}

export interface FloorPlan<H extends PlannedHome> {
  /** From the first unit and door to the last. */
  readonly columns: readonly PlanColumn[];
  /** Units with how many columns each takes. */
  readonly units: readonly { readonly unit: string; readonly columns: number }[];
  /** From the top floor down. Homes of the same place stand in the same cell. */
  readonly floors: readonly { readonly floor: number; readonly cells: readonly (readonly H[])[] }[];
}

/** Lays the homes of a building out as it stands: floors from the top, units side by side, doors in their order. */
export function planOf<H extends PlannedHome>(homes: readonly H[]): FloorPlan<H> {
  const cells = new Map<string, H[]>();
  const columns = new Map<string, PlanColumn>();
  for (const home of homes) {
    const door = doorOf(home);
    const column = `${home.unit}|${door}`;
    columns.set(column, { unit: home.unit, door });
    const cell = `${column}|${home.floor}`;
    cells.set(cell, [...(cells.get(cell) ?? []), home]);
  }
  const ordered = [...columns.values()].sort(
    (a, b) =>
      a.unit.localeCompare(b.unit, 'zh', { numeric: true }) || a.door.localeCompare(b.door, 'zh', { numeric: true }),
  );
  const floors = [...new Set(homes.map(({ floor }) => floor))].sort((a, b) => b - a);
  const units = [...new Set(ordered.map(({ unit }) => unit))];
  return {
    columns: ordered,
    units: units.map((unit) => ({ unit, columns: ordered.filter((column) => column.unit === unit).length })),
    floors: floors.map((floor) => ({
      floor,
      cells: ordered.map(({ unit, door }) => cells.get(`${unit}|${door}|${floor}`) ?? []),
    })),
  };
}

/** The door on its floor: 301 and 1201 are doors 01. A room that does not begin with its floor is a door of its own name. */
function doorOf({ floor, room }: PlannedHome): string {
  const prefix = String(floor);
  return room.length > prefix.length && room.startsWith(prefix) ? room.slice(prefix.length) : room;
}
