import type { Health, Session } from '#shared/ipc/station-api';
import { publicKeySchema } from '#shared/ipc/station-api';
import type { DataKeys, StationKeys } from '../key-ports';
import type { Account } from './accounts';
import type { Device } from './device-file';
import type { Standing } from './standing';
import type { Tokens } from './tokens';

interface SessionMakerDeps {
  readonly station: Health['station'];
  readonly tokens: Tokens;
  readonly standingOf: (account: Account) => Standing;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly stationKeys: Pick<StationKeys, 'hub' | 'recovery' | 'derive'>;
  readonly now: () => number;
}

/** Screens lock after five idle minutes: a visit's questions are answered well within it, a tablet left on a table is not. */
export const IDLE_LOCK_MS = 5 * 60_000;

/** Makes the answer to a sign-in or renewal: a new token, and all that the person may hold at this moment. */
export function createSessionMaker(deps: SessionMakerDeps): (account: Account, device: Device) => Promise<Session> {
  const { station, tokens, standingOf, dataKeys, stationKeys, now } = deps;
  return async (account, device) => {
    if (device.escrowSalt === null) throw new Error('a revoked device gets no session');
    // Keys first: one that is minted here changes what the session is said to grant.
    const keys = await dataKeys.keysFor(standingOf(account).keyPlaces);
    const { access, databases, stationGrids, grants } = standingOf(account);
    const { uid, code, name, post, gridNumbers, mustChangePassphrase, generation: gen } = account;
    return {
      ...(await tokens.issue({ iss: station.id, sub: uid, device: device.id, gen })),
      staff: { uid, code, name, post, gridNumbers: [...gridNumbers], functions: [...access.functions] },
      stationGrids: [...stationGrids],
      mustChangePassphrase,
      grants,
      station,
      // Whoever has to choose a passphrase first is told what there will be, and opens none of it.
      databases: [...databases],
      keys: mustChangePassphrase ? [] : [...keys],
      device: {
        id: device.id,
        escrowKey: stationKeys.derive('escrow', uid, device.id, device.escrowSalt),
        deliveryKey: stationKeys.derive('delivery', uid, device.id, device.deliverySalt),
        hubKey: publicKeySchema.parse(stationKeys.hub.public),
        recoveryKey: publicKeySchema.parse(stationKeys.recovery),
        idleLockMs: IDLE_LOCK_MS,
      },
      nowMs: now(),
    };
  };
}
