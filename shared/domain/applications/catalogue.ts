import type { Touch } from '../../schema/envelope';
import type { Duration } from '../../schema/types/incident-category';
import type { ItemVersion, ServiceItem } from '../../schema/types/service-item';
import type { ItemLimits } from './deadlines';

/** An item of the catalogue that comes with the product; whoever takes it over hands it in. */
export interface ShippedItem {
  readonly number: string;
  readonly family: string;
  readonly name: string;
  readonly department: string;
  readonly who: string | null;
  readonly materials:
    | readonly {
        readonly name: string;
        readonly need: 'required' | 'conditional' | 'electronic';
        readonly when: string | null;
      }[]
    | null;
  readonly statutory: ShippedLimit | null;
  readonly promised: ShippedLimit | null;
  readonly basis: string | null;
  readonly source: { readonly name: string; readonly date: string | null } | null;
}
interface ShippedLimit {
  readonly text: string;
  readonly limit: Duration | null;
}

/** The fields of an item as a station takes it over. */
export type ShippedFields = Pick<ServiceItem, 'number' | 'family' | 'order' | 'active' | 'versions'>;

/** Id of the version that comes with the product: the same at every station and on every device that takes it over, so that two who do make one. */
export const shippedVersionId = (number: string): string => number.padStart(26, '0');

/** An item as a station takes it over: what no source gives is null, and nothing may follow before a manager has said so. */
export function shippedFields(item: ShippedItem, order: number, written: Touch): ShippedFields {
  const { number, family, name, department, who, materials, statutory, promised, basis, source } = item;
  return {
    number,
    family,
    order,
    active: true,
    versions: [
      {
        id: shippedVersionId(number),
        written,
        name,
        department,
        who,
        materials:
          materials?.map((material, index) => ({ ...material, id: `m${index + 1}`, mayFollow: false })) ?? null,
        statutory: statutory && { ...statutory },
        promised: promised && { ...promised },
        steps: null,
        fee: null,
        form: null,
        basis,
        source: source && { ...source },
      },
    ],
  };
}

/** Items that come with the product and that the station has not got, with their places behind all that are there. */
export function itemsToOffer<T extends ShippedItem>(
  shipped: readonly T[],
  known: readonly Pick<ServiceItem, 'number' | 'order'>[],
): readonly { readonly item: T; readonly order: number }[] {
  const there = new Set(known.map(({ number }) => number));
  const first = Math.max(-1, ...known.map(({ order }) => order)) + 1;
  return shipped.filter(({ number }) => !there.has(number)).map((item, index) => ({ item, order: first + index }));
}

/** Letter of the numbers that a station gives to items of its own; those that come with the product have another. */
const OWN = 'L';

/** The number for an item of the station's own: behind all that it ever gave, `L001` first. What is put away keeps its number. */
export function nextOwnNumber(known: readonly Pick<ServiceItem, 'number'>[]): string {
  const given = known.flatMap(({ number }) => (number.startsWith(OWN) ? [Number(number.slice(OWN.length))] : []));
  return `${OWN}${String(Math.max(0, ...given) + 1).padStart(3, '0')}`;
}

/** Whether an item is of the station's own. */
export const isOwnItem = ({ number }: Pick<ServiceItem, 'number'>): boolean => number.startsWith(OWN);

/** What an item says now: the version that was written last, the same on every device that holds the same versions. */
export function currentVersion({ versions }: Pick<ServiceItem, 'versions'>): ItemVersion {
  const [first, ...others] = versions;
  if (!first) throw new Error('an item has a version');
  return others.reduce((last, each) => (isLater(each, last) ? each : last), first);
}

const isLater = (a: ItemVersion, b: ItemVersion): boolean =>
  a.written.at > b.written.at || (a.written.at === b.written.at && a.id > b.id);

/** The version that an application began with; null where this device does not know it yet. */
export const versionOf = ({ versions }: Pick<ServiceItem, 'versions'>, id: string): ItemVersion | null =>
  versions.find((version) => version.id === id) ?? null;

/** The limits of a version as deadlines are counted by. */
export const limitsOf = ({ statutory, promised }: Pick<ItemVersion, 'statutory' | 'promised'>): ItemLimits => ({
  statutory: statutory?.limit ?? null,
  promised: promised?.limit ?? null,
});

/** Names for parts that are new in a version: none was given to another material or field of the item before. */
export function newPartIds(
  { versions }: Pick<ServiceItem, 'versions'>,
  kind: 'm' | 'f',
): (alreadyIn: readonly string[]) => string {
  const numbers = versions.flatMap(({ materials, form }) =>
    [...(materials ?? []), ...(form ?? [])].map(({ id }) => numberIn(id, kind)),
  );
  return (alreadyIn) => `${kind}${Math.max(0, ...numbers, ...alreadyIn.map((id) => numberIn(id, kind))) + 1}`;
}

const numberIn = (id: string, kind: string): number => {
  const rest = id.startsWith(kind) ? Number(id.slice(1)) : Number.NaN;
  return Number.isInteger(rest) ? rest : 0;
};
