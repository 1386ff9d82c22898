import { join } from 'node:path';
import { upstreamChecks } from '#main/host/open-upstream';
import { openDurableFolder } from '#main/services/durable-folder';
import type { DataKeys } from '#main/services/key-ports';
import type { Transfers } from '#main/services/transfer-port';
import { startTransfers } from '#main/services/transfers/transfers';
import { startUpstream } from '#main/services/upstream/upstream';
import { replicate } from '#sync-server/embedded/replicate';
import type { EdgeHub } from '#sync-server/embedded/types';
import { STATION, WORKER_UID } from '#test/support/builders';
import type { RecordedLog } from '#test/support/quiet-log';
import { memoryAudit } from '#test/support/services';
import { noTransfers } from '#test/support/absent-services';
import type { Door } from './door';
import { pause } from './limited';
import { mortalParts } from './mortal-parts';
import type { Feature, Move } from './operations';
import { FASTER } from './sleeper';

/** What a host does with its hub beside serving devices: transfers, and keeping it together with the district. */
export interface HubServices {
  readonly transfers: Transfers;
  send(move: Move): Promise<boolean>;
  look(): Promise<void>;
  isQuiet(): Promise<boolean>;
  isUpstreamQuiet(since: number): Promise<boolean>;
  describe(): string;
  /** What they met that they do not understand. */
  troubles(): readonly string[];
  /** The power goes: nothing that they do reaches a disk any more. */
  cut(): void;
  /** Answers what went on after it. */
  stop(): Promise<readonly string[]>;
}

export interface HubServicesOptions {
  readonly folder: string;
  readonly hub: EdgeHub;
  readonly features: readonly Feature[];
  readonly door: Door | null;
  readonly dataKeys: DataKeys;
  readonly log: RecordedLog;
  readonly now: () => number;
  /** Ahead of it by the days that have passed for the upstream alone. */
  readonly upstreamNow: () => number;
}

/** How often the upstream is asked whether there is something new, when nothing else has it asked. */
const LOOK_EVERY_MS = 200;
const GATHER_MS = 2;
const RETRY_MS = 20;

const TURNS = 15;

/** Resolves after so many turns of the event loop, a millisecond each at the least. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await pause(1);
}

/** Opens them as the host does: transfers first, so that what a hub that was set back lacks is there before any device asks. */
export async function openHubServices(options: HubServicesOptions): Promise<HubServices> {
  const { folder: root, hub: whole, features, door, dataKeys, log, now, upstreamNow } = options;
  const { hub, folder, cut } = mortalParts(whole, await openDurableFolder(join(root, 'host-only')));
  const audit = memoryAudit(now);
  const logged = log.lines.length;
  const transfers = features.includes('moves')
    ? await startTransfers({ hub, station: { id: STATION }, dataKeys, folder, audit, log, now }, RETRY_MS)
    : null;
  const follow = (transfers ?? noTransfers).follow;
  const upstream =
    door &&
    (await startUpstream(
      { station: STATION, lookEveryMs: LOOK_EVERY_MS, gatherMs: GATHER_MS },
      {
        ...{ hub, folder, replicate, audit, log, now: upstreamNow },
        ...upstreamChecks,
        follow: async (database, record) => 'ok' in (await follow({ database, record, judge: () => null })),
        // Its waits are shortened as those of an engine are: a history is over before a real back-off would be.
        random: () => 2 / FASTER - 1,
      },
    ));
  if (door && upstream && upstream.view().set === null) {
    const { url, user, password } = door;
    const set = await upstream.set(WORKER_UID, { on: true, url, user, password, authority: null });
    if (!set.ok) throw set.error;
  }

  return {
    transfers: transfers ?? noTransfers,
    send: async (move) => {
      const answer = await transfers?.start(WORKER_UID, { ...move, reason: '' });
      return answer?.outcome === 'started';
    },
    look: async () => void (await upstream?.tryNow()),
    isQuiet: async () => {
      await transfers?.settled();
      const health = transfers?.health();
      return !health || (health.ok && health.facts['moving'] === 0);
    },
    isUpstreamQuiet: async (since) => {
      await upstream?.settled();
      const view = upstream?.view();
      if (!view || view.trouble !== null) return false;
      return view.databases.every(
        ({ state, left, currentAtMs }) => state === 'current' && left === 0 && (currentAtMs ?? 0) >= since,
      );
    },
    describe: () => {
      const view = upstream?.view();
      const databases = view?.databases.map(({ name, state, trouble, left, refusedHere, refusedThere }) =>
        [name, state, trouble, left, refusedHere, refusedThere].join(' '),
      );
      return JSON.stringify({ upstream: view?.trouble, databases, transfers: transfers?.health() });
    },
    troubles: () =>
      log.lines
        .slice(logged)
        .filter(({ event }) => /^upstream\.(internal|here|unsettled)$|^transfers\.failed$/.test(event))
        .map(({ event, fields }) => `${event} ${JSON.stringify(fields)}`),
    cut,
    async stop() {
      await upstream?.stop();
      await transfers?.stop();
      if (!door) return [];
      // What was on its way when it stopped arrives: not within a time, but when this process has looked at its sockets often enough.
      await turns();
      const before = door.requests();
      await turns();
      const after = door.requests();
      return after > before ? [`${after - before} requests to the district`] : [];
    },
  };
}
