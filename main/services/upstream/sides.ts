import { ownerOfMedia } from '#shared/media/names';
import { parseDatabaseName } from '#shared/schema/ids';
import type { CheckRecord } from './admission';
import type { Asker } from './ask';
import { createHubPeer } from './hub-peer';
import { createMediaPeer, type CheckMedia } from './media-peer';
import type { Peer, UpstreamDatabase } from './ports';
import { createRemotePeer, type RemotePeer } from './remote-peer';

export interface SidesDeps {
  readonly name: string;
  readonly database: UpstreamDatabase;
  readonly asker: Asker;
  readonly check: CheckRecord;
  readonly checkMedia: CheckMedia;
  readonly settle: (ids: readonly string[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Both sides of a database for one run. */
export interface Sides {
  readonly local: Peer;
  readonly remote: RemotePeer;
  /** Documents of one batch: a request of a few MB at the most, and what a crash has to do again. */
  readonly batchRows: number;
  /** Whether documents may have several leaves that are to become one. */
  readonly hasLeaves: boolean;
}

const RECORDS = 1000;
const PICTURES = 8;

export function createSides({ name, database, asker, check, checkMedia, settle, signal }: SidesDeps): Sides {
  if (ownerOfMedia(name) !== null) {
    const local = createMediaPeer(name, database, checkMedia);
    return { local, remote: createRemotePeer(asker, name, signal, true), batchRows: PICTURES, hasLeaves: false };
  }
  const identity = parseDatabaseName(name);
  if (!identity) throw new Error('not a database of a station');
  const local = createHubPeer({ database, identity, check, settle });
  return { local, remote: createRemotePeer(asker, name, signal, false), batchRows: RECORDS, hasLeaves: true };
}

/** Whether a hub database is this station's and goes upstream: its records, and the pictures that belong to them. */
export const isOfStation = (name: string, station: string): boolean =>
  parseDatabaseName(ownerOfMedia(name) ?? name)?.station === station;
