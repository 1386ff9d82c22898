import { AppError } from '#shared/errors/app-error';
import type { DepositList } from '#shared/ipc/station-api';
import { envelopeSchema } from '#shared/schema/envelope';
import { compareVectors, vectorKey } from '#shared/sync/vector';
import type { Caller } from '../../ports';
import type { GatewayDeps } from '../gateway-types';
import type { HubDatabasePort } from '../hub-port';
import { openParcel, rowOf } from './open-parcel';
import { refused, type Answer } from './write-parcel';

type Deps = Pick<GatewayDeps, 'hub' | 'sessions' | 'stationKeys' | 'keptParcels'>;

/** What the host holds of this person and device. */
export const depositsOf = ({ staff, device }: Caller, { keptParcels }: Pick<Deps, 'keptParcels'>): DepositList => ({
  deposits: keptParcels.deposited(staff, device).map(({ record, vv }) => ({ record, state: vectorKey(vv) })),
});

/**
 * Lays down rows that did not go out, and takes back those that are not waiting any more. What the hub has by now, somebody having
 * delivered it, is answered with `written` and not laid down.
 */
export async function takeDeposits(
  parcels: readonly string[],
  withdrawn: readonly string[],
  { staff, device }: Caller,
  deps: Deps,
): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const parcel of parcels) answers.push(await deposit(parcel, deps));
  for (const record of withdrawn) await deps.keptParcels.withdraw(staff, device, record);
  return answers;
}

async function deposit(parcel: string, deps: Deps): Promise<Answer> {
  const opened = await openParcel(parcel, deps);
  if (!opened) return refused('auth.invalid');
  const { author, device, db, record } = opened.content;
  const vv = envelopeSchema.shape.vv.safeParse(record['vv']);
  if (!vv.success) return refused('row.malformed');
  const database = deps.hub.database(db);
  const rev = database ? await revOf(database, record._id, vv.data) : null;
  if (rev !== null) {
    await deps.keptParcels.withdraw(author, device, record._id);
    return { outcome: 'written', id: record._id, rev, isKnown: true };
  }
  try {
    const row = rowOf(opened.content);
    await deps.keptParcels.deposit({ author, device, db, record: record._id, row, vv: vv.data, parcel });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'hub.busy') return refused('hub.busy');
    throw thrown;
  }
  return { outcome: 'kept', id: record._id };
}

/** Revision of the hub's leaf when that has seen this state; else null. */
async function revOf(database: HubDatabasePort, id: string, vv: Readonly<Record<string, number>>) {
  const found = await database.get(id, { rev: null, latest: false, revs: false, conflicts: false });
  if (!found.found) return null;
  const { _rev: rev, vv: seen } = found.document as { readonly _rev?: unknown; readonly vv?: unknown };
  const stored = envelopeSchema.shape.vv.safeParse(seen);
  if (!stored.success || typeof rev !== 'string') return null;
  return ['equal', 'before'].includes(compareVectors(vv, stored.data)) ? rev : null;
}
