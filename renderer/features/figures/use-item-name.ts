import { useItems } from '../services/index';

/** What an item of the catalogue is called; its number where this device does not know it. */
export function useItemName(): (itemNumber: string) => string {
  const items = useItems();
  const names = new Map(items?.map(({ number, now }) => [number, now.name]));
  return (itemNumber) => names.get(itemNumber) ?? itemNumber;
}
