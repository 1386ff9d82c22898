import { message as messageType, messageSchema, type Message, type MessageContent } from '#shared/schema/types/message';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { mayPrune } from '#shared/domain/messages/keeping';
import { kindOf } from '#shared/domain/messages/kinds';
import { databaseName, documentId } from '#shared/schema/ids';
import { canonicalJson } from '#shared/sync/canonical-json';
import type { DurableFolder } from '../durable-folder';
import { errorFields } from '../error-fields';
import { followHub, type FollowedDatabase, type FollowedHub, type FollowedRow } from '../follow-hub';
import { createGridKeys } from '../grid-keys';
import type { WritableDatabase } from '../host-writer';
import type { MessageAdmin } from '../message-ports';
import type { Audit, Log, Outbox, Service, StaffAdmin } from '../ports';
import type { DataKeys } from '../key-ports';
import type { ListedDatabase } from '../records-of';
import { createMessageAdmin } from './admin';
import { createAttempt } from './attempt';
import type { Channels } from './channel';
import { createAppChannel } from './channels/app';
import { createLogChannel } from './channels/log';
import { createSmsChannel } from './channels/sms';
import { createWebhookChannel } from './channels/webhook';
import { checkMessage } from './check';
import { contactPhone } from './contact-phone';
import { fillMessage } from './fill';
import { createMessageLedger } from './ledger';
import { createNotices } from './notices';
import { createPruner } from './prune';
import { createWaitingMessages, type Waiting } from './queue';
import { openOutboxSettings } from './settings';
import { createReaderMoves } from './reader-moves';
import { createMessageStore, recordKey } from './store';

export interface OutboxDeps {
  readonly station: string;
  readonly hub: FollowedHub & { database(name: string): (FollowedDatabase & WritableDatabase & ListedDatabase) | null };
  /** The sealed host-only folder. */
  readonly folder: DurableFolder;
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly staff: Pick<StaffAdmin, 'list'>;
  readonly audit: Pick<Audit, 'append'>;
  /** Staff uid in whose name the host writes. */
  readonly author: () => string;
  readonly log: Log;
  readonly now: () => number;
  readonly random: () => number;
}

export interface OutboxOptions {
  /** How often the clock is looked at, ms. */
  readonly lookEveryMs?: number;
  /** For the whole of one request to another system, ms. */
  readonly timeoutMs?: number;
  /** Pauses between looks at what came of a text message, ms. */
  readonly reportAfterMs?: readonly number[];
  /** What is on its way has so long to arrive when the host stops, ms. */
  readonly stopWaitsMs?: number;
  /** Ways beside those of the product, or in their place. */
  readonly channels?: Channels;
}

export interface OutboxService extends Outbox, Service {
  /** What is set about messages, and those that do not arrive. */
  readonly messages: MessageAdmin;
}

/** A message that is due goes out at most so late, after sleep and a changed clock too: timers are not trusted for longer. */
const LOOK_EVERY_MS = 5_000;
const TIMEOUT_MS = 15_000;
/** Messages in hand at once, and on one way: a system that hangs holds up itself alone. */
const AT_ONCE = 8;
const AT_ONCE_A_LANE = 2;
const STOP_WAITS_MS = 3_000;
const DAY_MS = 86_400_000;

/**
 * Opens the store of messages and begins to send what is due. Resolves before what waits has been read: nothing waits for it.
 * `host.data-damaged` when its settings cannot be read.
 */
export async function startOutbox(deps: OutboxDeps, options: OutboxOptions = {}): Promise<OutboxService> {
  const { station, hub, log, now } = deps;
  const settings = await openOutboxSettings(deps.folder);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  // Whoever booked lies at the desk, under the station's own key.
  const hasGrid = (scope: string): boolean => scope === station || hub.database(`grid-${scope}`) !== null;
  const keys = createGridKeys({ ...deps, hasGrid });
  const notices = createNotices({ ...deps, keys });
  const channels: Channels = {
    app: createAppChannel({ staff: deps.staff, notices }),
    log: createLogChannel(deps),
    webhook: createWebhookChannel({ endpoint: (name) => settings.endpoint(name), now, timeoutMs }),
    sms: createSmsChannel({
      gateway: settings.sms,
      phoneOf: (message) => contactPhone(message, { station, hub, keys }),
      ...{ now, timeoutMs, reportAfterMs: options.reportAfterMs },
    }),
    ...options.channels,
  };
  const store = createMessageStore(deps);
  const attempt = createAttempt({
    store,
    channels,
    fill: (message) => fillMessage(message, { station, hub, keys }),
    quietHours: settings.quietHours,
    now,
    random: deps.random,
    onTrouble: (id, thrown) => log.warn('outbox.channel-failed', { id, ...errorFields(thrown) }),
  });
  const waiting = createWaitingMessages();
  const ledger = createMessageLedger();
  const pruner = createPruner({
    sweep: async (isOver) => {
      const isOld = (message: Message) => mayPrune(message, settings.keepDays(), now());
      const erased = await store.prune(isOld, isOver);
      return erased + (await notices.prune(settings.keepDays() * DAY_MS, isOver));
    },
    log,
    now,
  });
  const idOf = (key: string) => documentId(messageType.type, station, key);
  const messageOf = (key: string) => store.change(idOf(key), () => null);
  const readerMoves = createReaderMoves({ station, staff: deps.staff, notices, messageOf, log });
  const inHand = new Map<string, { readonly lane: string; readonly done: Promise<void> }>();
  const troubled = new Set<string>();
  const stopping = new AbortController();
  let isStopped = false;

  function take(rows: readonly FollowedRow[]): void {
    for (const { id, deleted, doc } of rows) {
      const message = deleted ? null : (messageSchema.safeParse(doc).data ?? null);
      note(id, message);
    }
    look();
  }

  function note(id: string, message: Message | null): void {
    for (const list of [waiting, ledger]) {
      if (message) list.note(message);
      else list.drop(id);
    }
  }

  /**
   * Whether the way is closed for the moment. What has become too late is seen to all the same, and what a run that ended was sending
   * waits again, where it can be given up.
   */
  function mustWait({ channel, recipient, expiresAtMs, isLeft }: Waiting): boolean {
    if (isLeft) return false;
    const way = Object.hasOwn(channels, channel) ? channels[channel] : undefined;
    return way?.isClosed?.(recipient) === true && now() < expiresAtMs;
  }

  function look(): void {
    if (isStopped) return;
    pruner.look();
    readerMoves.look();
    for (const each of waiting.due(now())) {
      const { id, lane } = each;
      if (inHand.size >= AT_ONCE) return;
      if (mustWait(each)) continue;
      const onLane = [...inHand.values()].filter((each) => each.lane === lane).length;
      if (inHand.has(id) || onLane >= AT_ONCE_A_LANE) continue;
      inHand.set(id, { lane, done: treat(id) });
    }
  }

  async function treat(id: string): Promise<void> {
    // Once it is noted as being in hand.
    await Promise.resolve();
    try {
      const message = await attempt(id, stopping.signal);
      note(id, message);
      waiting.release(id);
      troubled.delete(id);
    } catch (thrown) {
      log.error('outbox.failed', { id, ...errorFields(thrown) });
      troubled.add(id);
      waiting.hold(id, now());
    }
    inHand.delete(id);
    look();
  }

  const desk = databaseName('desk', station);
  const isDesk = (database: string) => database === desk;
  const follower = followHub({ hub, log, since: {}, wants: isDesk, take: async (_database, rows) => take(rows) });
  const timer = setInterval(look, options.lookEveryMs ?? LOOK_EVERY_MS).unref();

  const messages = createMessageAdmin({
    ...deps,
    settings,
    ledger,
    store,
    channels,
    timeoutMs,
    onChanged: (message) => {
      if (message) note(message._id, message);
      look();
    },
  });

  const put: Outbox['put'] = async (given) => {
    const content = checkMessage(given, channels, now());
    if (!content.ok) return content;
    const { message, isNew } = await store.add(given.key, content.value, given.by ?? null);
    if (!isNew && !isSame(message, content.value))
      return err(new AppError('request.malformed', 'key: another message has it already'));
    note(message._id, message);
    look();
    return ok({ id: message._id, state: message.state, isNew });
  };

  return {
    messages,
    put,
    tellSystems: async ({ key, ...message }) => {
      const wanting = Object.entries(settings.endpoints()).filter(
        ([, { on, kinds }]) => on && kinds.includes(kindOf(message.template)),
      );
      for (const [name] of wanting) {
        const recipient = { kind: 'system', name } as const;
        const told = await put({ ...message, key: `${key} to ${name}`, channel: 'webhook', recipient });
        if (!told.ok) return told;
      }
      return ok(wanting.length);
    },
    stateOf: async (key) => (await messageOf(recordKey(key)))?.state ?? null,
    cancel: async (key) => {
      const id = idOf(recordKey(key));
      const message = await store.change(id, ({ state }) => (state === 'queued' ? { state: 'cancelled' } : null));
      if (message) note(id, message);
      return message?.state === 'cancelled';
    },
    health: () => {
      const oldestMs = waiting.oldestMs();
      const age = oldestMs === null ? {} : { oldestWaitsMs: Math.max(0, now() - oldestMs) };
      return { ok: troubled.size === 0, facts: { waiting: waiting.size(), inHand: inHand.size, ...age } };
    },
    stop: async () => {
      isStopped = true;
      clearInterval(timer);
      await follower.stop();
      await pruner.stop();
      await readerMoves.stop();
      const done = Promise.all([...inHand.values()].map((each) => each.done));
      const impatience = setTimeout(() => stopping.abort(), options.stopWaitsMs ?? STOP_WAITS_MS);
      await done;
      clearTimeout(impatience);
    },
  };
}

/** Texts may differ: a sender that was upgraded between two tries says the same in other words. */
const SAID_ONCE = ['channel', 'recipient', 'template', 'values'] as const satisfies readonly (keyof MessageContent)[];

const isSame = (message: Message, content: MessageContent): boolean =>
  SAID_ONCE.every((field) => canonicalJson(message[field]) === canonicalJson(content[field]));
