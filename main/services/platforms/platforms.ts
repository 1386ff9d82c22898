import { dateAtStation } from '#shared/domain/calendar/date';
import { standingOf } from '#shared/domain/applications/standing';
import { isPossibleIn, nextStep, type StepContent } from '#shared/domain/applications/steps';
import { gateProblem } from '#shared/domain/platforms/gate';
import { payloadOf } from '#shared/domain/platforms/payload';
import {
  afterAnswer,
  isTransmissionDue,
  isTransmissionOver,
  type PlatformAnswer,
} from '#shared/domain/platforms/transmission';
import { AppError } from '#shared/errors/app-error';
import type { PlatformsView } from '#shared/ipc/platforms-api';
import { databaseName, parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { application as applicationType, applicationSchema, type Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';
import {
  ATTEMPTS_KEPT,
  transmission as transmissionType,
  transmissionSchema,
  type Transmission,
} from '#shared/schema/types/transmission';
import { errorFields } from '../error-fields';
import { followHub, type FollowedHub, type FollowedRow, type Follower } from '../follow-hub';
import { uidOfText } from '../host-step-id';
import type { Platforms } from '../platform-port';
import type { Log, Service } from '../ports';
import type { PlatformClient } from './client';
import { gather, type GatherDeps } from './gather';
import type { PlatformSettingsFile, StoredPlatform } from './settings-file';
import type { PlatformStore } from './store';
import { withoutRev } from '../records-of';

export interface PlatformsDeps extends GatherDeps {
  readonly hub: FollowedHub & GatherDeps['hub'];
  readonly settings: PlatformSettingsFile;
  readonly store: PlatformStore;
  readonly client: PlatformClient;
  /** What the catalogue says; null as long as it is not read. */
  readonly catalogue: () => { version(itemNumber: string, versionId: string): ItemVersion | null } | null;
  readonly log: Log;
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

export interface PlatformsService extends Platforms, Service {
  /** Resolves when everything that is due was tried once. */
  settled(): Promise<void>;
}

/** How soon what is due goes out, at the latest. */
const LOOK_MS = 5_000;

/**
 * Takes accepted applications on to the platforms of their departments: puts each in once, sends it as soon as it can be sent, asks how far it
 * is, and writes what the platform says as steps of the application. What it did stands in the transmission's record, so a host that was killed
 * anywhere goes on; what was sent and not answered goes out again under the same name, and the platform takes it once.
 */
export function startPlatforms(deps: PlatformsDeps, lookEveryMs = LOOK_MS): PlatformsService {
  const { station, hub, settings, store, client, catalogue, log, now, random } = deps;
  const desk = databaseName('desk', station);
  const accepted = new Map<string, Application>();
  const known = new Map<string, Transmission>();
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let isWaiting = false;
  let hasFailed = false;

  function note({ id, doc, deleted }: FollowedRow): void {
    const place = parseDocumentId(id);
    const record = deleted || !doc ? null : withoutRev(doc);
    if (place?.type === applicationType.type) {
      const application = record && applicationSchema.safeParse(liftRecord(applicationType, record)).data;
      const isAccepted = application && standingOf(application.startedAtMs, application.steps).acceptedAtMs !== null;
      if (application && isAccepted) accepted.set(application.uid, application);
      else if (application) accepted.delete(application.uid);
    } else if (place?.type === transmissionType.type) {
      const transmission = record && transmissionSchema.safeParse(liftRecord(transmissionType, record)).data;
      if (transmission) known.set(transmission.applicationUid, transmission);
    }
  }

  const follower: Follower = followHub({
    hub,
    log,
    since: {},
    wants: (name) => name === desk,
    take: async (_name, rows) => {
      for (const row of rows) note(row);
      look();
    },
  });

  function look(): void {
    if (stopping.signal.aborted || isWaiting) return;
    isWaiting = true;
    running = running.then(async () => {
      isWaiting = false;
      try {
        await putIn();
        await sendDue();
        hasFailed = false;
      } catch (thrown) {
        hasFailed = true;
        log.error('platforms.failed', errorFields(thrown));
      }
    });
  }

  const versionOf = ({ itemNumber, versionId }: Application) => catalogue()?.version(itemNumber, versionId) ?? null;

  /** The platform of an application's department; null for none. */
  function platformOf(application: Application): readonly [string, StoredPlatform] | null {
    const department = versionOf(application)?.department ?? null;
    return (
      Object.entries(settings.all()).find(([, each]) => department !== null && each.departments.includes(department)) ??
      null
    );
  }

  async function putIn(): Promise<void> {
    for (const application of accepted.values()) {
      if (stopping.signal.aborted) return;
      if (known.has(application.uid)) continue;
      const found = platformOf(application);
      const { state, acceptedAtMs } = standingOf(application.startedAtMs, application.steps);
      const isOpen = state === 'accepted' || state === 'in-progress';
      if (!found || !isOpen || (acceptedAtMs ?? 0) < found[1].sinceMs || !found[1].on) continue;
      await store.begin(application, found[0], found[1].title);
      const begun = await store.change(application.uid, () => null);
      if (begun) known.set(application.uid, begun);
    }
  }

  /** Platforms side by side, so that one that hangs holds up itself alone; at one platform one after the other. */
  async function sendDue(): Promise<void> {
    const lanes = new Map<string, Transmission[]>();
    for (const each of known.values())
      if (isTransmissionDue(each, now())) lanes.set(each.platform, [...(lanes.get(each.platform) ?? []), each]);
    await Promise.all(
      [...lanes].map(async ([name, due]) => {
        const platform = settings.get(name);
        if (!platform || gateProblem(platform, dateAtStation(now()))) return;
        for (const each of due.sort((a, b) => a.nextAttemptAtMs - b.nextAttemptAtMs)) {
          if (stopping.signal.aborted) return;
          const answer = await attempt(each, platform);
          // Nobody answers there: the others would wait as long.
          if (answer?.kind === 'none') return;
        }
      }),
    );
  }

  async function attempt(transmission: Transmission, platform: StoredPlatform): Promise<PlatformAnswer | null> {
    const { applicationUid, state, round, receipt } = transmission;
    const application = await store.application(applicationUid);
    const standing = application && standingOf(application.startedAtMs, application.steps).state;
    // What this host decided by the platform's word is still to be written down.
    const isDecidedThere = application?.steps.some(({ id }) => id === stepId(applicationUid, 'decide')) ?? false;
    const isOver = standing !== 'accepted' && standing !== 'in-progress' && !isDecidedThere;
    if (!application || isOver) {
      // Decided or withdrawn here: what is not there yet does not go, what is there is asked about no more.
      await write(applicationUid, () => ({ state: 'dropped' }));
      return null;
    }
    const { signal } = stopping;
    const name = `${applicationUid}.${round}`;
    const answer =
      state === 'waiting' || receipt === null
        ? await client.submit(
            platform,
            name,
            payloadOf(await gather(application, versionOf(application), deps), platform.fields),
            signal,
          )
        : await client.ask(platform, `${name}.${now()}`, receipt, signal);
    if (signal.aborted) return null;
    // Steps first: a host that is killed in between asks again, is told the same and finds them there.
    if (answer.kind === 'standing' && answer.state === 'started')
      await step(applicationUid, 'start', { kind: 'start' }, null);
    if (answer.kind === 'decided')
      await step(applicationUid, 'decide', { kind: 'decide', outcome: answer.outcome }, answer.reason);
    await write(applicationUid, (current) => {
      const code = answer.kind === 'none' || answer.kind === 'refused' ? answer.code : 'ok';
      const attempts = [...current.attempts, { atMs: now(), code }].slice(-ATTEMPTS_KEPT);
      const next = afterAnswer(current, answer, { nowMs: now(), jitter: random() });
      const said = answer.kind === 'decided' || answer.kind === 'refused' ? { said: answer.reason } : {};
      return { ...next, attempts, ...said };
    });
    if (answer.kind !== 'standing') log.info('platforms.answer', { id: applicationUid, code: answer.kind });
    return answer;
  }

  async function write(applicationUid: string, change: Parameters<PlatformStore['change']>[1]): Promise<void> {
    const written = await store.change(applicationUid, change);
    if (written) known.set(applicationUid, written);
  }

  /** A step in the host's name, once; none where the application has gone past it. */
  async function step(
    uid: string,
    what: 'start' | 'decide',
    content: StepContent,
    words: string | null,
  ): Promise<void> {
    const id = stepId(uid, what);
    await store.addStep(uid, async ({ startedAtMs, steps }) => {
      const { state, heads } = standingOf(startedAtMs, steps);
      if (steps.some((each) => each.id === id) || !isPossibleIn(state, content.kind)) return null;
      const note = words === null ? null : await store.seal(words, { uid, field: 'steps.note', entryId: id });
      return nextStep({ heads }, { id, written: store.touch(), post: 'host', note, photoIds: [] }, content);
    });
  }

  function view(): PlatformsView {
    const today = dateAtStation(now());
    const platforms = Object.entries(settings.all()).map(([name, { secret: _secret, sinceMs: _since, ...shown }]) => {
      const own = [...known.values()].filter(({ platform }) => platform === name);
      const attempts = own.flatMap((each) => each.attempts).sort((a, b) => b.atMs - a.atMs);
      return {
        ...shown,
        ...{ name, problem: gateProblem(shown, today), last: attempts[0] ?? null },
        waiting: own.filter(({ state }) => state === 'waiting').length,
        refused: own.filter(({ state }) => state === 'refused').length,
      };
    });
    return { platforms };
  }

  const timer = setInterval(look, lookEveryMs).unref();
  return {
    view,
    set: async (by, wanted) => {
      const secret = await settings.set(by, wanted);
      look();
      return { view: view(), secret };
    },
    remove: async (by, name) => {
      await settings.remove(by, name);
      return view();
    },
    again: async (applicationUid) => {
      const { round = 0, state } = known.get(applicationUid) ?? {};
      if (state !== 'refused') throw new AppError('request.not-found', 'nothing of this application was refused');
      await write(applicationUid, (current) =>
        current.state === 'refused'
          ? {
              state: 'waiting',
              round: round + 1,
              tries: 0,
              nextAttemptAtMs: now(),
              receipt: null,
              sentAtMs: null,
              said: null,
            }
          : null,
      );
      look();
      return known.get(applicationUid)?.round ?? round;
    },
    settled: async () => {
      await follower.settled();
      look();
      await running;
      await follower.settled();
    },
    health: () => ({
      ok: !hasFailed,
      facts: {
        waiting: [...known.values()].filter(({ state }) => state === 'waiting').length,
        open: [...known.values()].filter(({ state }) => !isTransmissionOver(state)).length,
      },
    }),
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
      await follower.stop();
    },
  };
}

const stepId = (uid: string, what: 'start' | 'decide'): string => uidOfText(`platform ${uid} ${what}`);
