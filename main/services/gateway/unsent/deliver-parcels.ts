import { AppError } from '#shared/errors/app-error';
import type { Parcel } from '#shared/ipc/station-api';
import { parseDatabaseName } from '#shared/schema/ids';
import type { Caller, RevokedDevice } from '../../ports';
import type { KeptParcel } from '../../kept-port';
import type { GatewayDeps } from '../gateway-types';
import { openParcel, rowOf } from './open-parcel';
import { opens } from '../routes/route-access';
import { refused, writeParcel, type Answer } from './write-parcel';

type Deps = Pick<
  GatewayDeps,
  'transfers' | 'stepAuthors' | 'hub' | 'sessions' | 'stationKeys' | 'keptParcels' | 'audit' | 'log' | 'now'
>;

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
  const database = parseDatabaseName(content.db) && deps.hub.database(content.db);
  if (!database) return refused('row.wrong-database');
  if (bearer.kind === 'revoked') return keepParcel({ parcel, content, why: 'revoked' }, deps);
  if (!author || !opens(author, 'write', content.db)) return keepParcel({ parcel, content, why: 'rights' }, deps);
  // A device keeps the parcels of its own people: one that names another device’s replica was not made by this product.
  const claimer = { device: content.device, staff: content.author };
  if (!(await deps.sessions.claimReplica(claimer, content.replica))) return refused('access.denied');
  const answer = await writeParcel(content, author, database, deps);
  const isForbidden = answer.outcome === 'refused' && answer.code === 'access.denied';
  return isForbidden ? keepParcel({ parcel, content, why: 'rights' }, deps) : answer;
}

type Keeping = Pick<KeptParcel, 'parcel' | 'why' | 'by' | 'note'> & { readonly content: Parcel };

/** Keeps a parcel for a manager; written down in the audit chain when it is new. */
export async function keepParcel(
  { content, ...keeping }: Keeping,
  { keptParcels, audit }: Pick<GatewayDeps, 'keptParcels' | 'audit'>,
): Promise<Answer> {
  const { author, device, db, record } = content;
  try {
    const isNew = await keptParcels.keep({ ...keeping, author, device, db, record: record._id, row: rowOf(content) });
    if (isNew && keeping.why !== 'discarded')
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
