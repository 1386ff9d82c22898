import { rulesWith, type QualityRule } from '#shared/domain/quality/rules';
import { databaseName, parseDocumentId } from '#shared/schema/ids';
import type { QualityRuleSetting } from '#shared/schema/types/quality';
import { errorFields } from '../error-fields';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { Log } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';
import { shownIn, type Hideable } from './read-records';

export type CheckedDatabase = ListedDatabase & WritableDatabase;

/** The hub as the check needs it. */
export interface CheckedHub {
  names(): readonly string[];
  database(name: string): CheckedDatabase | null;
}

/** What is known of the whole station while its grids are checked one by one: links may lead from one into another. */
export interface StationIndex {
  hasBuilding(uid: string): boolean;
  hasDwelling(uid: string): boolean;
  hasHousehold(uid: string): boolean;
}

/** Reads the uids of buildings and homes. Of a station that cannot be read whole no link is said to lead nowhere. */
export async function readIndex(
  hub: CheckedHub,
  station: string,
  grids: readonly { readonly name: string; readonly scope: string }[],
  log: Log,
): Promise<StationIndex> {
  const buildings = new Set<string>();
  const dwellings = new Set<string>();
  const households = new Set<string>();
  let isWhole = true;
  const commons = hub.database(databaseName('commons', station));
  if (commons) {
    for await (const page of recordsOf(commons, 'building', station)) for (const { uid } of page) buildings.add(uid);
  }
  for (const { name, scope } of grids) {
    try {
      const database = hub.database(name);
      if (!database) continue;
      const isShown = await shownIn(database, scope);
      await addUids(database, 'dwelling', scope, isShown, dwellings);
      await addUids(database, 'household', scope, isShown, households);
    } catch (thrown) {
      isWhole = false;
      log.warn('quality.unread', { db: name, ...errorFields(thrown) });
    }
  }
  return {
    hasBuilding: (uid) => !commons || buildings.has(uid),
    hasDwelling: (uid) => !isWhole || dwellings.has(uid),
    hasHousehold: (uid) => !isWhole || households.has(uid),
  };
}

async function addUids(
  database: ListedDatabase,
  type: string,
  scope: string,
  isShown: (record: Hideable) => boolean,
  uids: Set<string>,
): Promise<void> {
  for await (const page of recordsOf<Hideable>(database, type, scope)) {
    for (const { uid } of page.filter(isShown)) uids.add(uid);
  }
}

/** The rules as the station has set them. */
export async function readRules(hub: CheckedHub, station: string): Promise<readonly QualityRule[]> {
  const commons = hub.database(databaseName('commons', station));
  const settings: QualityRuleSetting[] = [];
  if (commons) {
    for await (const page of recordsOf<QualityRuleSetting>(commons, 'quality-rule', station)) settings.push(...page);
  }
  return rulesWith(settings);
}

/** Whether a record of that `_id` is one that lists show. */
export async function isListed(hub: CheckedHub, id: string): Promise<boolean> {
  const scope = parseDocumentId(id)?.scope;
  const database = scope === undefined ? null : hub.database(`grid-${scope}`);
  if (!database || scope === undefined) return false;
  const answer = await database.get(id, WINNER);
  return answer.found && (await shownIn(database, scope))(answer.document as Hideable);
}
