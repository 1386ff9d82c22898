import { isDeepStrictEqual } from 'node:util';
import { err, ok, type Result } from '#shared/errors/result';
import { AppError } from '#shared/errors/app-error';
import type { SetUpstream, UpstreamView } from '#shared/ipc/upstream-api';
import { ownerOfMedia } from '#shared/media/names';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import type { Audit, Log, Service } from '../ports';
import type { Upstream } from '../upstream-port';
import type { CheckRecord } from './admission';
import { createAsker, type Asker, type UpstreamAddress } from './ask';
import { createDigest, type Digest } from './digest';
import { exchange, isCompareDue, unsentOf, type ExchangeProgress } from './exchange';
import { openUpstreamFiles, UNKNOWN, type KnownDatabase, type UpstreamSettings } from './files';
import { greet } from './greet';
import type { CheckMedia } from './media-peer';
import type { Replicate, UpstreamHub } from './ports';
import { createRounds, type Rounds } from './rounds';
import { settleSince, type FollowMoved } from './settle-leaves';
import { isOfStation } from './sides';
import { tryUpstream } from './trial';
import { troubleOf } from './trouble';
import { createViews } from './views';

export interface UpstreamConfig {
  readonly station: string;
  /** See `RoundsDeps`. */
  readonly lookEveryMs?: number;
  readonly gatherMs?: number;
}

export interface UpstreamDeps {
  readonly hub: UpstreamHub;
  readonly replicate: Replicate;
  readonly check: CheckRecord;
  readonly checkMedia: CheckMedia;
  readonly follow: FollowMoved;
  /** The host-only store. */
  readonly folder: DurableFolder;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
}

export interface UpstreamService extends Upstream, Service {
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
}

const LOOK_EVERY_MS = 60_000;
const GATHER_MS = 2_000;
/** Databases of records that are served at once: a large one does not hold up the small ones, and the station stays quick. */
const AT_ONCE = 3;
/** How old the time may be that a restart shows as the last one when all was there. */
const NOTE_EVERY_MS = 10 * 60_000;

/**
 * Keeps the station's databases and their counterparts at the district together, when it is set and there. The station never waits for
 * it. `host.data-damaged` when what it keeps in the host-only store cannot be read.
 */
export async function startUpstream(config: UpstreamConfig, deps: UpstreamDeps): Promise<UpstreamService> {
  const { hub, folder, audit, log, now } = deps;
  const { settings, progress } = await openUpstreamFiles(folder);
  const running = new Map<string, ExchangeProgress>();
  let link: { readonly asker: Asker; readonly records: Rounds; readonly pictures: Rounds } | null = null;
  let changing: Promise<unknown> = Promise.resolve();
  let trying: Promise<unknown> = Promise.resolve();
  let settling: Promise<void> = Promise.resolve();
  let isStopped = false;

  const names = (): readonly string[] => hub.names().filter((name) => isOfStation(name, config.station));
  const latest = new Map<string, KnownDatabase>();
  const knownOf = (name: string): KnownDatabase => latest.get(name) ?? progress.current().databases[name] ?? UNKNOWN;
  const unsent = (name: string): number => {
    const database = hub.database(name);
    return database ? unsentOf({ sent: running.get(name)?.sent ?? knownOf(name).sent }, database) : 0;
  };
  async function remember(name: string, known: KnownDatabase, isMadeAnew: boolean): Promise<void> {
    latest.set(name, known);
    // That all is as it was is not worth a write to the disk every minute.
    if (!isMadeAnew && !isNews(known, progress.current().databases[name])) return;
    await progress.change((current) => ({
      ...current,
      answeredAtMs: now(),
      madeAnewAtMs: isMadeAnew ? now() : current.madeAnewAtMs,
      databases: { ...current.databases, [name]: known },
    }));
  }

  /** Leaves that a crash left in the middle of a page, which nothing brings again; the district need not be there. */
  async function settleLeft(): Promise<void> {
    for (const name of names().filter((each) => ownerOfMedia(each) === null)) {
      const database = hub.database(name);
      if (!database || isStopped) continue;
      try {
        const left = { name, database, follow: deps.follow };
        const { seq } = await settleSince(knownOf(name).settled, left, () => isStopped);
        await remember(name, { ...knownOf(name), settled: seq }, false);
      } catch (thrown) {
        log.warn('upstream.unsettled', { db: name, ...errorFields(thrown) });
      }
    }
  }

  async function serve(asker: Asker, digest: Digest, name: string, signal: AbortSignal): Promise<void> {
    await settling;
    const database = hub.database(name);
    if (!database) return;
    const before = knownOf(name);
    try {
      const { known, isMadeAnew, leavesSettled } = await exchange(before, {
        ...deps,
        name,
        database,
        asker,
        note: (of, seq) => digest.note(of, seq, signal),
        claim: { station: config.station, owner: settings.current().owner },
        signal,
        tell: (at) => void running.set(name, at),
      });
      if (leavesSettled > 0) log.info('upstream.leaves-settled', { db: name, count: leavesSettled });
      if (isMadeAnew) log.warn('upstream.made-anew', { db: name });
      await remember(name, known, isMadeAnew);
    } finally {
      running.delete(name);
    }
  }

  async function open(): Promise<void> {
    const { set } = settings.current();
    if (!set?.on) return;
    const asker = createAsker(set);
    const roundsOf = (isWanted: (name: string) => boolean, atOnce: number): Rounds => {
      const digest = createDigest(asker, config.station, now);
      return createRounds({
        names: () => names().filter(isWanted),
        atOnce,
        hasUnsent: (name) => unsent(name) > 0,
        isCompareDue: (name) => isCompareDue(knownOf(name), now()),
        greet: async (signal) => void (await greet(asker, signal)),
        news: (signal) => digest.news(signal),
        exchange: (name, signal) => serve(asker, digest, name, signal),
        onTrouble: (db, thrown) =>
          log.warn(`upstream.${troubleOf(thrown)}`, { ...(db !== null && { db }), ...errorFields(thrown) }),
        now,
        random: deps.random,
        lookEveryMs: config.lookEveryMs ?? LOOK_EVERY_MS,
        gatherMs: config.gatherMs ?? GATHER_MS,
      });
    };
    // Pictures take long and have a lane of their own: no record waits for one.
    const isPicture = (name: string) => ownerOfMedia(name) !== null;
    link = { asker, records: roundsOf((name) => !isPicture(name), AT_ONCE), pictures: roundsOf(isPicture, 1) };
  }

  async function close(): Promise<void> {
    const closing = link;
    link = null;
    await Promise.all([closing?.records.stop(), closing?.pictures.stop()]);
    closing?.asker.close();
  }

  /** The settings that somebody asks for, or what is missing in them. */
  function next(wanted: SetUpstream): Result<NonNullable<UpstreamSettings['set']>, AppError> {
    const { set } = settings.current();
    const isSame = set !== null && set.url === trimmed(wanted.url) && set.user === wanted.user;
    const password = wanted.password ?? (isSame ? set.password : undefined);
    if (password === undefined)
      return err(new AppError('request.malformed', 'password: needed for a new address or user'));
    return ok({ ...wanted, url: trimmed(wanted.url), password });
  }

  async function change(by: string, wanted: SetUpstream): Promise<Result<UpstreamView, AppError>> {
    const set = next(wanted);
    if (!set.ok) return set;
    const before = settings.current().set;
    await close();
    await settings.change((current) => ({ ...current, set: set.value }));
    // What was refused may be taken now: it is offered again.
    latest.clear();
    await progress.change((current) => ({ ...current, databases: mapValues(current.databases, compareAgain) }));
    await audit.append({ kind: 'upstream-set', by, subject: null, detail: changesIn(before, set.value) });
    await open();
    return ok(views.view());
  }

  const views = createViews({
    names,
    set: () => settings.current().set,
    progress: () => progress.current(),
    knownOf,
    unsent,
    running: (name) => running.get(name) ?? null,
    rounds: (name) => (name !== null && ownerOfMedia(name) !== null ? link?.pictures : link?.records) ?? null,
  });
  const leave = hub.onChange(({ database }) => {
    if (isOfStation(database, config.station))
      (ownerOfMedia(database) === null ? link?.records : link?.pictures)?.wake();
  });
  if (settings.current().set?.on) settling = settleLeft();
  await open();

  return {
    view: views.view,
    reach: views.reach,
    set: (by, wanted) => {
      const changed = changing.then(() => change(by, wanted));
      changing = changed.catch(() => undefined);
      return changed;
    },
    trial: async (wanted) => {
      const set = next(wanted);
      if (!set.ok) return set;
      const claim = { station: config.station, owner: settings.current().owner };
      return ok(await tryUpstream(set.value, names(), claim));
    },
    tryNow: async () => {
      trying = Promise.all([link?.records.now(), link?.pictures.now()]);
      return views.view();
    },
    settled: async () => {
      await trying;
      await Promise.all([link?.records.settled(), link?.pictures.settled()]);
    },
    // The district being away is no illness of this machine.
    health: () => ({ ok: !views.isIll(), facts: views.facts() }),
    stop: async () => {
      leave();
      isStopped = true;
      await settling;
      await changing;
      await close();
    },
  };
}

const trimmed = (url: string): string => url.replace(/\/+$/, '');

function isNews(known: KnownDatabase, kept: KnownDatabase | undefined): boolean {
  if (!kept || (known.currentAtMs ?? 0) - (kept.currentAtMs ?? 0) >= NOTE_EVERY_MS) return true;
  return !isDeepStrictEqual({ ...known, currentAtMs: null }, { ...kept, currentAtMs: null });
}

const compareAgain = (known: KnownDatabase): KnownDatabase => ({ ...known, comparedAtMs: 0 });

const mapValues = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));

/** Which settings changed, for the audit chain; no values. */
function changesIn(before: UpstreamAddressAndSwitch | null, after: UpstreamAddressAndSwitch): string {
  const fields = (['on', 'url', 'user', 'password', 'authority'] as const).filter(
    (field) => before?.[field] !== after[field],
  );
  return [after.on ? 'on' : 'off', ...fields.filter((field) => field !== 'on')].join(' ');
}
type UpstreamAddressAndSwitch = UpstreamAddress & { readonly on: boolean };
