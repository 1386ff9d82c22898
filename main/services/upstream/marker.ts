import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { RemotePeer } from './remote-peer';
import { TroubleError } from './trouble';

/** What the station leaves in each of its databases upstream. It does not replicate, so a database made anew has none. */
const MARKER = 'linli-station';

const markerSchema = z.looseObject({ station: z.string(), owner: z.string(), instance: z.string() });

export interface Claim {
  readonly station: string;
  /** The one installation of the station that may write there. */
  readonly owner: string;
}

/**
 * The name of this very database upstream, which changes when it is made anew; an unmarked one is marked. TroubleError `other-station`
 * for one that another station, or another installation of this one, has marked.
 */
export async function claimDatabase(remote: RemotePeer, { station, owner }: Claim, nowMs: number): Promise<string> {
  for (let tries = 0; tries < 3; tries += 1) {
    const found = markerSchema.safeParse(await remote.getLocal(MARKER)).data;
    if (found) {
      if (found.station === station && found.owner === owner) return found.instance;
      throw new TroubleError('other-station', 'marked by another station');
    }
    // Somebody who marks it at the same moment is met in the next round.
    await remote.putLocal(MARKER, { station, owner, instance: randomUUID(), atMs: nowMs });
  }
  throw new TroubleError('busy', 'the marker does not stay');
}

/** What stands against using this database, without marking it. */
export async function checkClaim(remote: RemotePeer, { station, owner }: Claim): Promise<void> {
  await remote.head();
  const found = markerSchema.safeParse(await remote.getLocal(MARKER)).data;
  if (found && (found.station !== station || found.owner !== owner))
    throw new TroubleError('other-station', 'marked by another station');
}
