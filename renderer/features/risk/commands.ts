import { tableContent } from '#shared/domain/risk/station-table';
import type { RiskTable } from '#shared/domain/risk/table';
import type { OpenStation } from '#renderer/data/index';
import type { RuleTableRecord } from './queries';

type Writing = Pick<OpenStation, 'writer' | 'session' | 'newUid'>;

/**
 * Saves the station's table as a new revision and answers its number. The first one is the second of all: the program's own is the first.
 * Throws `access.denied`, `device.*`.
 */
export async function saveRiskTable(
  { writer, session, newUid }: Writing,
  table: RiskTable,
  known: RuleTableRecord | null,
): Promise<number> {
  const content = tableContent(table);
  if (known) {
    const saved = await writer.edit(known._id, (record) => ({
      content,
      revision: Number((record as unknown as RuleTableRecord).revision) + 1,
    }));
    return Number((saved as unknown as RuleTableRecord).revision);
  }
  const fields = { name: 'risk', revision: 2, content };
  await writer.create({ type: 'rule-table', scope: session.station.id, uid: newUid(), key: 'risk', fields });
  return 2;
}
