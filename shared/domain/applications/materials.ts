import type { ItemMaterial } from '../../schema/types/service-item';
import type { MaterialWay, PromisedMaterial } from './steps';

export type { ItemMaterial } from '../../schema/types/service-item';

/** How a material stands: `undecided` is conditional, and nobody has said whether it is needed. */
export type MaterialState = 'here' | 'not-needed' | 'promised' | 'missing' | 'undecided';

export interface CheckedMaterial<M extends ItemMaterial = ItemMaterial> {
  readonly material: M;
  readonly state: MaterialState;
  readonly way: MaterialWay | null;
  /** For `promised`: until when. */
  readonly untilMs: number | null;
}

/** The list of an application's materials with how each stands, in the order of the item. */
export function checklistOf<M extends ItemMaterial>(
  materials: readonly M[],
  brought: ReadonlyMap<string, MaterialWay>,
  promised: readonly PromisedMaterial[],
): readonly CheckedMaterial<M>[] {
  return materials.map((material) => {
    const way = brought.get(material.id) ?? null;
    const promise = promised.find(({ materialId }) => materialId === material.id);
    return {
      material,
      way,
      state: stateOf(material, way, promise),
      untilMs: way === null ? (promise?.untilMs ?? null) : null,
    };
  });
}

function stateOf(
  { need }: ItemMaterial,
  way: MaterialWay | null,
  promise: PromisedMaterial | undefined,
): MaterialState {
  // "Not needed" is an answer only where it depends on something.
  if (way === 'not-needed') return need === 'conditional' ? 'not-needed' : 'missing';
  if (way !== null) return 'here';
  if (promise) return 'promised';
  return need === 'conditional' ? 'undecided' : 'missing';
}

/** What keeps an application from being accepted, and what of it may follow. */
export interface AcceptanceCheck {
  /** Nothing is open: it can be accepted as it is. */
  readonly isComplete: boolean;
  readonly missing: readonly string[];
  readonly undecided: readonly string[];
  /** All that is missing may follow, so that it can be accepted with a promise. */
  readonly mayFollow: boolean;
}

/** Looks the list over before acceptance. */
export function checkAcceptance(list: readonly CheckedMaterial[]): AcceptanceCheck {
  const idsOf = (state: MaterialState) =>
    list.filter((each) => each.state === state).map(({ material }) => material.id);
  const missing = idsOf('missing');
  const undecided = idsOf('undecided');
  const mayFollow =
    undecided.length === 0 && list.every(({ state, material }) => state !== 'missing' || material.mayFollow);
  return { isComplete: missing.length === 0 && undecided.length === 0, missing, undecided, mayFollow };
}
