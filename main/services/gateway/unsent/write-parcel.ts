import type { ErrorCode } from '#shared/errors/app-error';
import type { BulkRow, Parcel, ParcelAnswers } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName } from '#shared/schema/ids';
import { inCurrentForm, joinRecords } from '#shared/sync/outbox';
import { followMoved } from '../rows/follow-moved';
import type { GatewayDeps } from '../gateway-types';
import type { HubDatabasePort, HubLeaf } from '../hub-port';
import { judgeRow, type RowContext } from '../rows/row-checks';

/** What became of one parcel. */
export type Answer = ParcelAnswers['answers'][number];

/** Writes of others to one record that a parcel is merged with, at most, before its bearer is told to come again. */
const MERGES = 5;

/** Writes what a parcel holds as a row of `author`'s, merged with what is in place. */
export async function writeParcel(
  content: Parcel,
  author: RowContext['author'],
  database: HubDatabasePort,
  { now, transfers, stepAuthors }: Pick<GatewayDeps, 'now' | 'transfers' | 'stepAuthors'>,
): Promise<Answer> {
  const identity = parseDatabaseName(content.db);
  if (!identity) return refused('row.wrong-database');
  const { _rev: _ignored, ...record } = content.record;
  const context = { database: identity, author, steps: stepAuthors, nowMs: now() };
  let row: Record<string, unknown> = { ...record, ...(content.rev === '' ? {} : { _rev: content.rev }) };
  for (let round = 0; round <= MERGES; round += 1) {
    let inPlace: HubLeaf | null = null;
    const [written] = await database.bulkDocs({
      rows: [row],
      newEdits: true,
      judge: (judged, stored) => {
        inPlace = stored;
        return judgeRow(judged, stored, context);
      },
    });
    const isAway = written && 'code' in written && written.code === 'row.moved';
    const answer = isAway ? await followMoved({ ...record }, content.db, transfers, context) : written;
    const outcome = outcomeOf(answer, inPlace);
    if (outcome) return outcome;
    if (!isAway) row = nextRow(record as unknown as WireRecord, inPlace);
  }
  return refused('row.conflict');
}

/** The answer to a parcel whose row came to rest; null when it has to be brought together with what is in place. */
function outcomeOf(answer: BulkRow | undefined, inPlace: HubLeaf | null): Answer | null {
  if (!answer) return refused('internal');
  if ('ok' in answer) return { outcome: 'written', id: answer.id, rev: answer.rev };
  // The hub has seen this write already: its device may put it out of its mind.
  if (answer.code === 'row.stale-vector' && inPlace)
    return { outcome: 'written', id: answer.id, rev: inPlace.rev, isKnown: true };
  return answer.code === 'row.conflict' ? null : refused(answer.code ?? 'row.malformed');
}

/** The record ready to replace the leaf in place, brought together with it by the policies of its type. */
function nextRow(record: WireRecord, inPlace: HubLeaf | null): Record<string, unknown> {
  // The hub was restored to a state from before the revision that the row was made from: it is new there.
  if (!inPlace) return { ...record };
  const stored = Object.fromEntries(
    Object.entries(inPlace.body).filter(([field]) => field === '_id' || field[0] !== '_'),
  );
  const joined = joinRecords(inCurrentForm(stored as unknown as WireRecord), inCurrentForm(record));
  return { ...joined, _rev: inPlace.rev };
}

export const refused = (code: ErrorCode): Answer => ({ outcome: 'refused', code });
