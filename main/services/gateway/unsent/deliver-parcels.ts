import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, type ErrorCode } from '#shared/errors/app-error';
import { parcelSchema, type BulkRow, type Parcel, type ParcelAnswers } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName } from '#shared/schema/ids';
import { openBox, peekSigned, verifySigned } from '#shared/schema/sealed-box';
import { canonicalJson } from '#shared/sync/canonical-json';
import { inCurrentForm, joinRecords } from '#shared/sync/outbox';
import type { Caller, RevokedDevice } from '../ports';
import type { GatewayDeps } from './gateway-types';
import type { HubDatabasePort, HubLeaf } from './hub-port';
import { opens } from './route-access';
import { judgeRow } from './row-checks';

type Deps = Pick<GatewayDeps, 'hub' | 'sessions' | 'stationKeys' | 'keptParcels' | 'audit' | 'log' | 'now'>;
type Answer = ParcelAnswers['answers'][number];

/** Writes of others to one record that a parcel is merged with, at most, before its bearer is told to come again. */
const MERGES = 5;

/**
 * Takes in rows that somebody else wrote on the bearer's device and answers for each, in order. A parcel is believed for its
 * author's signature, whoever brings it, and judged by the author's rights at this moment: what these do not allow any more is kept
 * for a manager. What a revoked device brings is kept whole.
 */
export async function deliverParcels(
  parcels: readonly string[],
  bearer: Caller | RevokedDevice,
  deps: Deps,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  // One after the other: two parcels of one record must not meet.
  for (const parcel of parcels) answers.push(await takeIn(parcel, bearer, deps));
  await note(answers, bearer, deps);
  return answers;
}

async function takeIn(parcel: string, bearer: Caller | RevokedDevice, deps: Deps): Promise<Answer> {
  const opened = await openParcel(parcel, deps);
  if (!opened) return refused('auth.invalid');
  const { content, author } = opened;
  const identity = parseDatabaseName(content.db);
  const database = identity && deps.hub.database(content.db);
  if (!database) return refused('row.wrong-database');
  if (bearer.kind === 'revoked' || !author || !opens(author, 'write', content.db)) return keep(parcel, content, deps);
  // A device keeps the parcels of its own people: one that names another device’s replica was not made by this product.
  if (!(await deps.sessions.claimReplica({ device: content.device }, content.replica))) return refused('access.denied');
  const answer = await write(content, author, database, deps);
  return answer.outcome === 'refused' && answer.code === 'access.denied' ? keep(parcel, content, deps) : answer;
}

/** What a parcel holds, its signature found good, and its author as he or she stands now; null when it is not genuine. */
async function openParcel(
  parcel: string,
  { sessions, stationKeys }: Deps,
): Promise<{ readonly content: Parcel; readonly author: Caller | null } | null> {
  const signed = z.string().safeParse(await openBox(stationKeys.hub.private, parcel));
  if (!signed.success) return null;
  const claimed = parcelSchema.safeParse(peekSigned(signed.data));
  const author = claimed.success ? sessions.author(claimed.data.author, claimed.data.device) : null;
  if (!author) return null;
  const content = parcelSchema.safeParse(await verifySigned(author.deliveryKey, signed.data));
  return content.success ? { content: content.data, author: author.caller } : null;
}

async function write(content: Parcel, author: Caller, database: HubDatabasePort, deps: Deps): Promise<Answer> {
  const identity = parseDatabaseName(content.db);
  if (!identity) return refused('row.wrong-database');
  const { _rev: _ignored, ...record } = content.record;
  const context = { database: identity, author, nowMs: deps.now() };
  let row: Record<string, unknown> = { ...record, ...(content.rev === '' ? {} : { _rev: content.rev }) };
  for (let round = 0; round <= MERGES; round += 1) {
    let inPlace: HubLeaf | null = null;
    const [answer] = await database.bulkDocs({
      rows: [row],
      newEdits: true,
      judge: (judged, stored) => {
        inPlace = stored;
        return judgeRow(judged, stored, context);
      },
    });
    const outcome = outcomeOf(answer, inPlace);
    if (outcome) return outcome;
    row = mergedWith(record as unknown as WireRecord, inPlace) ?? row;
  }
  return refused('row.conflict');
}

/** The answer to a parcel whose row came to rest; null when it has to be merged with what is in place. */
function outcomeOf(answer: BulkRow | undefined, inPlace: HubLeaf | null): Answer | null {
  if (!answer) return refused('internal');
  if ('ok' in answer) return { outcome: 'written', id: answer.id, rev: answer.rev };
  // The hub has seen this write already: its device may put it out of its mind.
  if (answer.code === 'row.stale-vector' && inPlace) return { outcome: 'written', id: answer.id, rev: inPlace.rev };
  return answer.code === 'row.conflict' && inPlace ? null : refused(answer.code ?? 'row.malformed');
}

/** The record brought together with the leaf in place by the policies of its type, ready to replace that leaf. */
function mergedWith(record: WireRecord, inPlace: HubLeaf | null): Record<string, unknown> | null {
  if (!inPlace) return null;
  const stored = Object.fromEntries(
    Object.entries(inPlace.body).filter(([field]) => field === '_id' || field[0] !== '_'),
  );
  const joined = joinRecords(inCurrentForm(stored as unknown as WireRecord), inCurrentForm(record));
  return { ...joined, _rev: inPlace.rev };
}

async function keep(parcel: string, content: Parcel, { keptParcels, audit }: Deps): Promise<Answer> {
  const { author, device, db, record } = content;
  const row = createHash('sha256').update(canonicalJson(record)).digest('base64url');
  try {
    const isNew = await keptParcels.keep({ author, device, db, row, parcel });
    if (isNew)
      await audit.append({ kind: 'parcel-kept', by: author, subject: record._id.slice(0, 160), detail: device });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'hub.busy') return refused('hub.busy');
    throw thrown;
  }
  return { outcome: 'kept', id: record._id };
}

/** One entry of the audit chain for all that was written, whoever wrote it: the records carry their authors. */
async function note(answers: readonly Answer[], bearer: Caller | RevokedDevice, { audit, log }: Deps): Promise<void> {
  const count = (outcome: Answer['outcome']) => answers.filter((answer) => answer.outcome === outcome).length;
  const written = count('written');
  log.info('parcels.delivered', {
    device: bearer.device,
    rows: written,
    refused: count('refused'),
    count: answers.length,
  });
  if (written === 0) return;
  const subject = bearer.device;
  await audit.append({ kind: 'parcels-delivered', by: bearer.staff, subject, detail: String(written) });
}

const refused = (code: ErrorCode): Answer => ({ outcome: 'refused', code });
