import { Dexie } from 'dexie';
import type { DeviceDatabase } from './device-database';
import { eraseJournals } from './unsent/journal-place';

/**
 * Erases everything that any station's people have on this device, also what an earlier release left, and makes it a device
 * that the host has never seen. Cut short, what is left is still closed; the names go last, so that a repeat finds them.
 */
export async function wipeDevice(database: DeviceDatabase): Promise<void> {
  // First: what a journal still knew would be brought to the host by the next who signs in here.
  await eraseJournals();
  for (const name of await Dexie.getDatabaseNames())
    if (isOurs(name) && name !== database.name) await Dexie.delete(name);
  await database.people.clear();
  await database.forgetDevice();
}

const isOurs = (name: string): boolean => /^(rxdb-dexie-|_pouch_)?linli2?-/.test(name);
