import type { Positions } from '#renderer/data/index';
import { locate } from '../../visits/index';

/** Tells the host where this device stands, where the worker agrees; false where the device does not say. Throws as calls of the hub do. */
export async function tellPosition(positions: Positions, geolocation: Geolocation | undefined): Promise<boolean> {
  const found = await locate(geolocation);
  if (found.kind !== 'found') return false;
  const { lat, lng, accuracyMeters } = found.place;
  await positions.tell({ lat, lng, accuracyMeters });
  return true;
}
