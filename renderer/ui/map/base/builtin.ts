import { readExtract, type Extract } from '#shared/geo/extract';
import address from './qinghe-map.json?url';

/** Fetches the base map of the practice station, which comes with the program: a part of it like any page. Rejects when it cannot be had. */
export async function builtinExtract(): Promise<Extract> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the built-in map came as ${response.status}`);
  return readExtract(await response.json());
}
