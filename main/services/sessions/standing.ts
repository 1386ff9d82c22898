import { createHash } from 'node:crypto';
import type { Access } from '#shared/domain/access/access';
import { canonicalJson } from '#shared/sync/canonical-json';
import {
  databasesFor,
  keysFor,
  stationAccess,
  type OpenDatabase,
  type StationGrids,
} from '#sync-server/access/hub-access';
import type { Caller } from '../ports';
import type { DataKeys, KeyPlace } from '../key-ports';
import type { Account } from './accounts';

/** What an account opens at this moment. */
export interface Standing {
  readonly access: Access;
  readonly databases: readonly OpenDatabase[];
  readonly keyPlaces: readonly KeyPlace[];
  readonly stationGrids: readonly number[];
  /** See `Session.grants`. */
  readonly grants: string;
}

export interface StandingDeps {
  readonly station: string;
  /** Grids the station has at this moment. */
  readonly gridNumbers: () => readonly number[];
  readonly dataKeys: Pick<DataKeys, 'versionOf'>;
}

/** Looks accounts up in the access table. Every request asks, so what was found is remembered until something of it changes. */
export function createStandings({ station, gridNumbers, dataKeys }: StandingDeps): (account: Account) => Standing {
  const known = new WeakMap<Account, { readonly standing: Standing; readonly keys: string }>();
  return (account) => {
    const stationGrids = [...gridNumbers()].sort((a, b) => a - b);
    const remembered = known.get(account);
    const isSameStation = remembered && String(remembered.standing.stationGrids) === String(stationGrids);
    const opened = isSameStation ? remembered.standing : openedBy(account, { id: station, gridNumbers: stationGrids });
    const keys = dataKeys.versionOf(opened.keyPlaces);
    if (isSameStation && remembered.keys === keys) return remembered.standing;
    const standing = { ...opened, grants: grantsOf(account, opened, keys) };
    known.set(account, { standing, keys });
    return standing;
  };
}

function openedBy(account: Account, station: StationGrids): Omit<Standing, 'grants'> {
  return {
    access: stationAccess(account, station),
    databases: databasesFor(account, station),
    keyPlaces: keysFor(account, station),
    stationGrids: station.gridNumbers,
  };
}

/** Sixteen letters that stand for all that a session tells of rights: equal for equal ones. */
function grantsOf(account: Account, { databases, keyPlaces, stationGrids }: Omit<Standing, 'grants'>, keys: string) {
  const { uid, code, name, post, gridNumbers, functions } = account;
  const staff = { uid, code, name, post, gridNumbers, functions };
  const text = canonicalJson({ staff, databases, keyPlaces, stationGrids, keys });
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** The person behind a token of that device. */
export function callerOf(account: Account, device: string, { access, databases, grants }: Standing): Caller {
  return {
    kind: 'person',
    staff: account.uid,
    post: account.post,
    device,
    access,
    databases: new Map(databases.map(({ name, access: right }) => [name, right])),
    grants,
    mustChangePassphrase: account.mustChangePassphrase,
  };
}
