import type { UpstreamTrial } from '#shared/ipc/upstream-api';
import { createAsker, type UpstreamAddress } from './ask';
import { greet } from './greet';
import { checkClaim, type Claim } from './marker';
import { createRemotePeer } from './remote-peer';
import { troubleOf } from './trouble';

/** A person waits for it. */
const TRIAL_MS = 15_000;

/** Tries an upstream without writing anything there: what stands against it, and against each database. */
export async function tryUpstream(
  address: UpstreamAddress,
  names: readonly string[],
  claim: Claim,
): Promise<UpstreamTrial> {
  const asker = createAsker(address);
  const signal = AbortSignal.timeout(TRIAL_MS);
  try {
    const version = await greet(asker, signal);
    const databases: UpstreamTrial['databases'] = [];
    for (const name of names) databases.push({ name, trouble: await troubleWith(name) });
    return { trouble: null, version, databases };
  } catch (thrown) {
    return { trouble: signal.aborted ? 'unreachable' : troubleOf(thrown), version: '', databases: [] };
  } finally {
    asker.close();
  }

  async function troubleWith(name: string): Promise<UpstreamTrial['databases'][number]['trouble']> {
    try {
      await checkClaim(createRemotePeer(asker, name, signal, false), claim);
      return null;
    } catch (thrown) {
      return signal.aborted ? 'unreachable' : troubleOf(thrown);
    }
  }
}
