import type { Access, OpenPlace } from '#shared/domain/access/access';
import { may } from '#shared/domain/access/access';
import type { SealedClass } from '#shared/domain/access/table';
import { recordTypes } from '#shared/schema/registry';

/** What may be done with records of one type. */
export interface TypeRights {
  readonly title: { readonly zh: string; readonly en: string };
  readonly type: string;
  readonly read: boolean;
  readonly create: boolean;
  readonly edit: boolean;
}

/** Databases that are open in the same way: one of the station's, or several grids. */
export interface Area {
  readonly kind: OpenPlace['kind'];
  /** Empty but for grids. */
  readonly gridNumbers: readonly number[];
  /** Empty where no type of record is kept yet. */
  readonly types: readonly TypeRights[];
}

/** How far one class of sealed values is open in some grids. */
export interface ClassReach {
  readonly class: SealedClass;
  readonly all: readonly number[];
  /** Only what the person recorded. */
  readonly own: readonly number[];
  readonly none: readonly number[];
}

/** What the access table grants, as a manager reads it: databases with their types, and classes by grid. Nothing is added to it. */
export function overviewOf(
  access: Access,
  stationGrids: readonly number[],
): { readonly areas: readonly Area[]; readonly classes: readonly ClassReach[] } {
  const areas: Area[] = [];
  for (const place of access.places) {
    const types = typesIn(access, place);
    const same = areas.find((area) => area.kind === place.kind && JSON.stringify(area.types) === JSON.stringify(types));
    if (same && place.gridNumber !== null) {
      areas[areas.indexOf(same)] = { ...same, gridNumbers: [...same.gridNumbers, place.gridNumber] };
    } else areas.push({ kind: place.kind, gridNumbers: place.gridNumber === null ? [] : [place.gridNumber], types });
  }
  const classes = (['general', 'health', 'child'] as const).map((name): ClassReach => {
    const held = (as: 'class' | 'author') =>
      access.keys.filter((key) => key.class === name && key.as === as).map(({ gridNumber }) => gridNumber);
    const [all, own] = [held('class'), held('author')];
    return { class: name, all, own, none: stationGrids.filter((grid) => !all.includes(grid) && !own.includes(grid)) };
  });
  return { areas, classes };
}

function typesIn(access: Access, place: OpenPlace): readonly TypeRights[] {
  return recordTypes
    .filter(({ database }) => database === place.kind)
    .map(({ type, title }) => ({
      type,
      title,
      read: may(access, 'read', type, place),
      create: may(access, 'create', type, place),
      edit: may(access, 'edit', type, place),
    }))
    .filter(({ read, create, edit }) => read || create || edit);
}
