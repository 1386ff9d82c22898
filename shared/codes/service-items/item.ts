import type { Duration } from '../../schema/types/incident-category';

/** A material of an item, by the guide that was found. */
export interface CatalogueMaterial {
  readonly name: string;
  /** Of everybody, only where `when` holds, or fetched as an electronic certificate where the station can. */
  readonly need: 'required' | 'conditional' | 'electronic';
  readonly when: string | null;
}

/** How long something may take: as the guide has it, and as a limit where it is one. */
export interface CatalogueLimit {
  readonly text: string;
  readonly limit: Duration | null;
}

/** One item of the catalogue (办事事项). Null is what no source was found for: screens say 未提供. */
export interface CatalogueItem {
  /** Its number; never given to another item. */
  readonly number: string;
  readonly family: string;
  readonly name: string;
  /** Kind of authority that decides; the station names its own. */
  readonly department: string;
  readonly who: string | null;
  readonly materials: readonly CatalogueMaterial[] | null;
  readonly statutory: CatalogueLimit | null;
  readonly promised: CatalogueLimit | null;
  readonly basis: string | null;
  /** The guide that materials and limits are from, often of another region, and its date as far as known. */
  readonly source: { readonly name: string; readonly date: string | null } | null;
}

/** What everybody brings. */
export const needed = (name: string): CatalogueMaterial => ({ name, need: 'required', when: null });
/** What is brought where something holds. */
export const onlyIf = (when: string, name: string): CatalogueMaterial => ({ name, need: 'conditional', when });
/** What the station fetches where it can. */
export const electronic = (name: string): CatalogueMaterial => ({ name, need: 'electronic', when: null });
/** A limit in working days. */
export const workingDays = (amount: number): Duration => ({ amount, unit: 'working-days' });
/** A limit in days. */
export const days = (amount: number): Duration => ({ amount, unit: 'days' });

type Found = Pick<CatalogueItem, 'number' | 'family' | 'name' | 'department'> & Partial<CatalogueItem>;
/** An item with null for everything that was not found. */
export const item = (found: Found): CatalogueItem => ({
  ...{ who: null, materials: null, statutory: null, promised: null, basis: null, source: null },
  ...found,
});
