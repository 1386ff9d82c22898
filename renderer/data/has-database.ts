import { Dexie } from 'dexie';

/**
 * Whether this browser has a database of that name. Dexie's own `exists` opens the database to find out, and deletes what it made by
 * opening: whoever opens the same one in that moment loses it.
 */
export const hasDatabase = async (name: string): Promise<boolean> => (await Dexie.getDatabaseNames()).includes(name);
