import type { BulkRow } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import type { StepAuthors } from '../../department-port';
import type { Sessions } from '../../ports';
import type { Transfers } from '../../transfer-port';
import { followMoved } from './follow-moved';
import type { HubDatabasePort } from '../hub-port';
import { malformed, Refusal } from '../refusals';
import type { Asker } from '../routes/route-access';
import { checkSize, judgeRow } from './row-checks';
import { bringsUnitSteps } from './step-checks';

export interface RowsRequest {
  readonly rows: readonly unknown[];
  readonly newEdits: boolean;
  readonly asker: Asker;
  /** From the request's header; devices must send one. */
  readonly replica: string | null;
  readonly nowMs: number;
}

/**
 * Writes the rows that may be written and answers for each. Another hub's replicator brings whole revisions and is held
 * only to the shape and size of rows; a device's rows are checked, each against its author's rights and what is stored, in one
 * step with the write; those whose record lies in another grid now are brought there after the others. A replica that writes for another device already is refused whole.
 */
export async function applyRows(
  database: HubDatabasePort,
  { rows, newEdits, asker, replica, nowMs }: RowsRequest,
  sessions: Pick<Sessions, 'claimReplica'>,
  transfers: Pick<Transfers, 'follow'>,
  steps: StepAuthors,
): Promise<readonly BulkRow[]> {
  if (asker.kind === 'replicator') return replicate(database, rows, newEdits);
  if (asker.kind === 'revoked') throw new Refusal(403, 'auth.device-revoked', 'a revoked device writes nothing');

  if (!newEdits) throw new Refusal(403, 'access.denied', 'new_edits: only hubs bring revisions of their own');
  if (replica === null) throw malformed('a device names its replica');
  const identity = parseDatabaseName(database.name);
  if (!identity) throw new Refusal(403, 'access.denied', 'devices write to databases of records only');
  if (!(await sessions.claimReplica(asker, replica)))
    throw new Refusal(403, 'access.denied', 'the replica is another device’s');
  if (!steps.isReady() && rows.some(bringsUnitSteps))
    throw new Refusal(503, 'hub.busy', 'the station’s units are not read yet');
  const context = { database: identity, author: asker, steps, nowMs };
  const away: Readonly<Record<string, unknown>>[] = [];
  const answers = await database.bulkDocs({
    rows,
    newEdits: true,
    judge: (row, stored) => {
      const refusal = judgeRow(row, stored, context);
      if (refusal?.code === 'row.moved') away.push(row);
      return refusal;
    },
  });
  const followed = new Map<string, BulkRow>();
  for (const row of away) followed.set(String(row['_id']), await followMoved(row, database.name, transfers, context));
  return answers.map(
    (answer) => ('code' in answer && answer.code === 'row.moved' && followed.get(answer.id)) || answer,
  );
}

async function replicate(
  database: HubDatabasePort,
  rows: readonly unknown[],
  newEdits: boolean,
): Promise<readonly BulkRow[]> {
  const answers: (BulkRow | undefined)[] = rows.map((row) => {
    const refusal = checkSize(row);
    return refusal ? { id: String((row as { _id?: unknown })._id ?? ''), ...refusal } : undefined;
  });
  const written = await database.bulkDocs({ rows: rows.filter((_row, index) => !answers[index]), newEdits });
  const refused = answers.filter((answer) => answer !== undefined);
  if (!newEdits) return [...refused, ...written];
  const inOrder = written[Symbol.iterator]();
  return answers.map((answer) => answer ?? (inOrder.next().value as BulkRow));
}
