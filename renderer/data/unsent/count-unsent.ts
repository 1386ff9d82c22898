import { Dexie } from 'dexie';
import { ControlDatabase } from '../control/control-database';
import type { PersonRow } from '../device-database';
import { controlNameOf } from '../open-databases';
import { legacyNameOf } from '../take-over';

/** Unsent rows of everybody on this device; asks for no key. */
export async function countUnsent(everybody: readonly PersonRow[]): Promise<number> {
  const names = new Set(await Dexie.getDatabaseNames());
  const present = everybody.filter(({ database }) => names.has(controlNameOf(database)));
  const counts = await Promise.all(present.map(countOf));
  const legacy = [...names].filter((name) => LEGACY_CONTROL.test(name));
  // Cut short, a take-over leaves the same rows in both.
  const left = legacy.filter((name) => !counts.some((each) => each.takenOver === name));
  const all = [...counts.map(({ unsent }) => unsent), ...(await Promise.all(left.map(countInLegacy)))];
  return all.reduce((sum, count) => sum + count, 0);
}

/** As release 0.1 named its databases. */
const LEGACY_CONTROL = /^linli-[a-z][a-z0-9]+-.+-control$/;

async function countOf(person: PersonRow): Promise<{ readonly unsent: number; readonly takenOver: string | null }> {
  const database = new ControlDatabase(controlNameOf(person.database));
  try {
    const [all, written, mark] = await Promise.all([
      database.outbox.count(),
      database.delivered.filter(({ outcome }) => outcome === 'written').count(),
      database.marks.get('taken-over'),
    ]);
    return { unsent: Math.max(0, all - written), takenOver: mark ? controlNameOf(legacyNameOf(person)) : null };
  } finally {
    database.close();
  }
}

async function countInLegacy(name: string): Promise<number> {
  const database = new Dexie(name);
  try {
    await database.open();
    return await database.table('outbox').count();
  } catch {
    return 0; // Gone in this very moment.
  } finally {
    database.close();
  }
}
