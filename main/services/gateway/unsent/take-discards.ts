import { decidesUnsent } from '#shared/domain/access/access';
import type { Discard } from '#shared/ipc/station-api';
import { sealBox } from '#shared/schema/sealed-box';
import type { Caller } from '../../ports';
import { keepParcel } from './deliver-parcels';
import type { GatewayDeps } from '../gateway-types';
import { openParcel } from './open-parcel';
import { denied } from '../routes/route-access';
import { refused, type Answer } from './write-parcel';

type Deps = Pick<GatewayDeps, 'sessions' | 'stationKeys' | 'keptParcels' | 'audit' | 'log'>;

/**
 * Keeps rows that the worker's device is about to drop, on the word of whoever decides about unsent records, and writes that down for
 * each. A device drops what is answered with `kept`; everything else stays there. Throws `auth.wrong`, `auth.rate-limited`,
 * `auth.must-change`, `access.denied`.
 */
export async function takeDiscards(
  { staffCode, passphrase, parcels, reason }: Discard,
  worker: Caller,
  remoteAddress: string,
  deps: Deps,
): Promise<Answer[]> {
  const { device } = worker;
  const confirmed = await deps.sessions.confirm({ staffCode, passphrase }, { device, remoteAddress });
  if (!confirmed.ok) throw confirmed.error;
  const by = confirmed.value;
  if (!decidesUnsent(by.access)) throw denied();
  // Words that a person wrote about a resident's record: the file that holds them is readable to whoever copies it.
  const note = await sealBox(deps.stationKeys.hub.public, reason);
  const answers: Answer[] = [];
  for (const parcel of parcels) answers.push(await discard(parcel, { worker, by: by.staff, note }, deps));
  const kept = answers.filter(({ outcome }) => outcome === 'kept').length;
  deps.log.info('parcels.discarded', { device, staff: by.staff, rows: kept, count: parcels.length });
  return answers;
}

interface Word {
  readonly worker: Caller;
  readonly by: string;
  readonly note: string;
}

async function discard(parcel: string, { worker, by, note }: Word, deps: Deps): Promise<Answer> {
  const opened = await openParcel(parcel, deps);
  if (!opened) return refused('auth.invalid');
  const { content } = opened;
  // One's own writes: what a colleague left here unsent is the colleague's to give up.
  if (content.author !== worker.staff) return refused('access.denied');
  const answer = await keepParcel({ parcel, content, why: 'discarded', by, note }, deps);
  if (answer.outcome !== 'kept') return answer;
  const detail = `${content.author} ${worker.device}`;
  await deps.audit.append({ kind: 'parcel-discarded', by, subject: content.record._id.slice(0, 160), detail });
  return answer;
}
