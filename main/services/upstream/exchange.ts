import { createHash } from 'node:crypto';
import { recordTypes } from '#shared/schema/registry';
import type { CheckRecord } from './admission';
import type { Asker } from './ask';
import type { KnownDatabase } from './files';
import { claimDatabase, type Claim } from './marker';
import type { CheckMedia } from './media-peer';
import type { Replicate, UpstreamDatabase } from './ports';
import { settleLeaves, settleSince, type FollowMoved } from './settle-leaves';
import { createSides } from './sides';

export interface ExchangeDeps {
  readonly name: string;
  readonly database: UpstreamDatabase;
  readonly asker: Asker;
  readonly claim: Claim;
  readonly replicate: Replicate;
  readonly check: CheckRecord;
  readonly checkMedia: CheckMedia;
  readonly follow: FollowMoved;
  /** Notes in the station's digest how far a database has come. */
  readonly note: (database: string, seq: string) => Promise<void>;
  readonly signal: AbortSignal;
  readonly now: () => number;
  /** Called as it goes. */
  readonly tell: (progress: ExchangeProgress) => void;
}

export interface ExchangeProgress {
  readonly step: 'sending' | 'taking';
  /** How far the edge hub's database is there by now. */
  readonly sent: string;
  /** Upstream changes to come. */
  readonly coming: number;
}

export interface Exchanged {
  readonly known: KnownDatabase;
  /** The database upstream is not the one that was known. */
  readonly isMadeAnew: boolean;
  readonly leavesSettled: number;
}

/** Whether both sides are to be compared although nothing says that they differ. */
export const isCompareDue = ({ comparedAtMs }: Pick<KnownDatabase, 'comparedAtMs'>, nowMs: number): boolean =>
  nowMs - comparedAtMs >= COMPARE_EVERY_MS;

/** How often both sides are compared although nothing says that they differ. */
const COMPARE_EVERY_MS = 24 * 3_600_000;

/** Types that this build takes in: another build looks at everything again that was passed over. */
const TYPES = createHash('sha256')
  .update(JSON.stringify(recordTypes.map(({ type, version }) => `${type}.${version}`).sort()))
  .digest('hex')
  .slice(0, 16);

/**
 * Brings one database and its counterpart upstream together: what is here goes up, what is there comes down. Answers what to remember;
 * throws what went wrong, and what was done by then is found done the next time.
 */
export async function exchange(kept: KnownDatabase, deps: ExchangeDeps): Promise<Exchanged> {
  const { name, database, claim, replicate, follow, note, signal, now, tell } = deps;
  const settleOptions = { name, database, follow };
  let leavesSettled = 0;
  const settle = async (ids: readonly string[]) => void (leavesSettled += await settleLeaves(ids, settleOptions));
  const { local, remote, batchRows, hasLeaves } = createSides({ ...deps, settle });
  const { epoch } = database.position();
  const reader = `${epoch} ${TYPES}`;
  const before = kept.reader === reader ? kept : { ...kept, reader, taken: '0', refusedHere: 0 };
  let head = await remote.head();
  const isDue = isCompareDue(before, now());
  const unsent = unsentOf(before, database);
  if (head === before.taken && unsent === 0 && !isDue) return unchanged({ ...before, currentAtMs: now() });

  const instance = await claimDatabase(remote, claim, now());
  const isMadeAnew = before.instance !== null && before.instance !== instance;
  const isOlder = sequenceNumber(head) < sequenceNumber(before.taken);
  let known: KnownDatabase =
    before.instance === instance
      ? before
      : { ...before, instance, sent: '0', taken: '0', refusedThere: 0, refusedHere: 0 };
  // What was refused is offered again; everything else is found there.
  if (isDue && known.refusedThere > 0) known = { ...known, round: known.round + 1, refusedThere: 0 };

  const shared = { batchRows, signal };
  const send = async (): Promise<void> => {
    tell({ step: 'sending', sent: known.sent, coming: 0 });
    const sent = await replicate({
      ...shared,
      source: local,
      target: remote,
      name: `up ${name} ${epoch} ${instance} ${known.round}`,
      onBatch: ({ seq }) => tell({ step: 'sending', sent: seq, coming: 0 }),
    });
    known = { ...known, sent: sent.seq, refusedThere: known.refusedThere + sent.refused.length };
    head = await remote.head();
    await note(name, head);
  };
  const take = async (): Promise<void> => {
    tell({ step: 'taking', sent: known.sent, coming: 0 });
    const taken = await replicate({
      ...shared,
      source: remote,
      target: local,
      name: `down ${name} ${reader} ${instance}`,
      onBatch: ({ left }) => tell({ step: 'taking', sent: known.sent, coming: left }),
    });
    known = { ...known, refusedHere: known.refusedHere + taken.refused.length };
  };

  if (unsentOf(known, database) > 0 || isDue || isOlder) await send();
  if (isDue) known = { ...known, comparedAtMs: now() };
  const seen = head;
  if (seen !== known.taken || isDue) await take();
  known = { ...known, taken: seen };
  if (hasLeaves) {
    // A crash between a write and its settling leaves leaves that no page brings again.
    const looked = await settleSince(known.settled, settleOptions, () => signal.aborted);
    leavesSettled += looked.settled;
    known = { ...known, settled: looked.seq };
  }
  // What came down is there already, and what became of leaves is not.
  if (unsentOf(known, database) > 0) await send();
  return { known: { ...known, currentAtMs: now() }, isMadeAnew, leavesSettled };
}

const unchanged = (known: KnownDatabase): Exchanged => ({ known, isMadeAnew: false, leavesSettled: 0 });

/** Writes of the edge hub's database that are not upstream. */
export function unsentOf({ sent }: Pick<KnownDatabase, 'sent'>, database: Pick<UpstreamDatabase, 'position'>): number {
  const { epoch, seq } = database.position();
  const [, ofEpoch] = sent.split('-', 2);
  return Math.max(0, sequenceNumber(seq) - (ofEpoch === epoch ? sequenceNumber(sent) : 0));
}

/** The number that a sequence begins with, here and in CouchDB. */
const sequenceNumber = (seq: string): number => Number.parseInt(seq, 10) || 0;
