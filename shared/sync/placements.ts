import { goesWithSomebody } from '../domain/transfers/transfers';
import { documentId, parseDatabaseName, parseDocumentId } from '../schema/ids';
import type { ControlStore } from './ports';

/**
 * Ids under which this device may hold the same things in its other grids: whoever goes to another grid lies in both for a while, on a
 * device that has both.
 */
export async function otherPlacements(
  control: Pick<ControlStore, 'cursors'>,
  ids: readonly string[],
): Promise<readonly string[]> {
  const moving = ids.flatMap((id) => {
    const parsed = parseDocumentId(id);
    return parsed && goesWithSomebody(parsed.type) ? [parsed] : [];
  });
  if (moving.length === 0) return [];
  const scopes = (await control.cursors()).flatMap(({ db }) => {
    const database = parseDatabaseName(db);
    return database?.kind === 'grid' ? [database.scope] : [];
  });
  return moving.flatMap(({ type, scope, key }) =>
    scopes.filter((other) => other !== scope).map((other) => documentId(type, other, key)),
  );
}
