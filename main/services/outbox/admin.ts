import { ulid } from 'ulid';
import { SENT_AGAIN } from '#shared/domain/messages/attempts';
import { smsNumber } from '#shared/domain/messages/sms';
import { isUndelivered, mayBecome } from '#shared/domain/messages/state';
import type { MessagesView, SystemSettings, UndeliveredView } from '#shared/ipc/messages-api';
import { AppError } from '#shared/errors/app-error';
import { err, ok, type Result } from '#shared/errors/result';
import type { Message } from '#shared/schema/types/message';
import type { MessageAdmin } from '../message-ports';
import type { Audit } from '../ports';
import type { Channels } from './channel';
import { sendText } from './channels/sms';
import { sendSigned } from './channels/webhook';
import { USUAL_LIFE_MS } from './check';
import type { MessageLedger } from './ledger';
import type { OutboxSettings } from './settings';
import type { MessageChanges, MessageStore } from './store';

export interface MessageAdminDeps {
  readonly settings: OutboxSettings;
  readonly ledger: MessageLedger;
  readonly store: Pick<MessageStore, 'change'>;
  readonly channels: Channels;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
  readonly timeoutMs: number;
  /** Told of a message that was changed here, and of settings that messages may have waited for. */
  readonly onChanged: (message: Message | null) => void;
}

/** Attempts that stay in a message that is sent again: those to come need room. */
const MOST_EARLIER = 60;

/** What a trial says: nobody's name, and clearly no alarm. */
const TRIAL = {
  type: 'trial',
  title: { zh: '试发一条', en: 'A trial' },
  body: { zh: '这是邻里工作站试发的消息，不用处理。', en: 'Linli sent this as a trial. Nothing is to be done.' },
} as const;

/** See `MessageAdmin`. Every change is in the audit chain: who, which system or message, and what; no address and no secret. */
export function createMessageAdmin(deps: MessageAdminDeps): MessageAdmin {
  const { settings, ledger, store, channels, audit, now, timeoutMs, onChanged } = deps;

  function view(): MessagesView {
    const isThere = (name: string) => name !== 'sms' || settings.sms() !== null;
    const reaching = Object.entries(channels).filter(([name, { disturbs }]) => disturbs && isThere(name));
    const systems = Object.entries(settings.endpoints()).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      channels: reaching.map(([name]) => ({ name, quietHours: settings.quietHours(name) })),
      keepDays: settings.keepDays(),
      systems: systems.map(([name, { secret: _kept, ...system }]) => ({ name, ...system, ...ledger.of(name) })),
      sms: smsView(),
      ...ledger.undelivered(),
    };
  }

  function smsView(): MessagesView['sms'] {
    const gateway = settings.sms();
    if (!gateway) return null;
    const { key: _kept, ...shown } = gateway;
    return { ...shown, ...ledger.of({ channel: 'sms' }) };
  }

  async function changeMessage(
    id: string,
    decide: (message: Message) => MessageChanges | null,
  ): Promise<Result<Message, AppError>> {
    let isChanged = false;
    const message = await store.change(id, (each) => {
      const changes = decide(each);
      isChanged = changes !== null;
      return changes;
    });
    if (!message || !isChanged) return notFound('no such message that has not arrived');
    onChanged(message);
    return ok(message);
  }

  return {
    view,
    set: async (by, { quietHours, keepDays }) => {
      if (quietHours) {
        if (!channels[quietHours.channel]?.disturbs) return malformed('quietHours.channel: it reaches no people');
        const set = await settings.setQuietHours(quietHours.channel, quietHours.hours);
        if (!set.ok) return set;
        await audit.append({ kind: 'messages-set', by, subject: quietHours.channel, detail: 'quiet-hours' });
      }
      if (keepDays !== undefined) {
        await settings.setKeepDays(keepDays);
        await audit.append({ kind: 'messages-set', by, subject: null, detail: `keep-days ${keepDays}` });
      }
      onChanged(null);
      return ok(view());
    },
    setSystem: async (by, { name, isNew, ...wanted }) => {
      const before = settings.endpoint(name);
      if (isNew && before) return malformed('name: another system has it');
      if (!isNew && !before) return malformed('name: no such system');
      const set = await settings.setEndpoint(name, wanted);
      if (!set.ok) return set;
      await audit.append({ kind: 'system-set', by, subject: name, detail: changesIn(before, wanted) });
      onChanged(null);
      return ok({ view: view(), secret: set.value });
    },
    renewSecret: async (by, name) => {
      const secret = await settings.renewSecret(name);
      if (secret === null) return notFound('no such system');
      await audit.append({ kind: 'system-set', by, subject: name, detail: 'secret' });
      return ok({ view: view(), secret });
    },
    removeSystem: async (by, name) => {
      if (!settings.endpoint(name)) return notFound('no such system');
      await settings.removeEndpoint(name);
      await audit.append({ kind: 'system-removed', by, subject: name, detail: null });
      onChanged(null);
      return ok(view());
    },
    trySystem: async (name) => {
      const to = settings.endpoint(name);
      if (!to) return notFound('no such system');
      const { type, ...text } = TRIAL;
      const atMs = now();
      const begun = performance.now();
      const content = {
        id: `trial-${ulid(atMs)}`,
        type,
        createdAtMs: atMs,
        data: { urgency: 'low', ...text, values: {} },
      };
      const outcome = await sendSigned(to, content, { now, timeoutMs, signal: new AbortController().signal });
      const tookMs = Math.round(performance.now() - begun);
      return ok({ hasArrived: outcome.kind === 'delivered', code: outcome.code, tookMs });
    },
    setSms: async (by, { gateway }) => {
      const before = settings.sms();
      const key = gateway?.key ?? (before?.url === gateway?.url ? before?.key : undefined);
      if (gateway && key === undefined) return malformed('key: another address needs its own');
      await settings.setSms(gateway && key !== undefined ? { ...gateway, key } : null);
      const detail = gateway ? `${gateway.on ? 'on' : 'off'}${gateway.key === undefined ? '' : ' key'}` : 'removed';
      await audit.append({ kind: gateway ? 'system-set' : 'system-removed', by, subject: 'sms', detail });
      onChanged(null);
      return ok(view());
    },
    trySms: async (to) => {
      const gateway = settings.sms();
      if (!gateway) return notFound('no gateway');
      const number = smsNumber(to);
      if (number === null) return malformed('to: no mobile number');
      const { type: _type, title: _title, body } = TRIAL;
      const begun = performance.now();
      const text = { id: `trial-${ulid(now())}`.toLowerCase(), to: number, filled: { body, values: {} } };
      const outcome = await sendText(gateway, text, { now, timeoutMs, signal: new AbortController().signal });
      const hasArrived = outcome.kind === 'delivered' || outcome.kind === 'sent';
      return ok({ hasArrived, code: outcome.code, tookMs: Math.round(performance.now() - begun) });
    },
    sendAgain: async (by, id) => {
      const changed = await changeMessage(id, (message) => (isOpen(message) ? again(message, now()) : null));
      if (!changed.ok) return changed;
      await audit.append({ kind: 'message-resent', by, subject: id, detail: changed.value.template });
      return ok(view());
    },
    giveUp: async (by, id) => {
      const changed = await changeMessage(id, (message) => (isOpen(message) ? { state: 'cancelled' } : null));
      if (!changed.ok) return changed;
      await audit.append({ kind: 'message-given-up', by, subject: id, detail: changed.value.template });
      return ok(view());
    },
  };
}

/** Not while it is on its way: what comes of that is known in seconds. */
const isOpen = ({ state }: Pick<UndeliveredView, 'state'>): boolean =>
  isUndelivered(state) && mayBecome(state, 'cancelled');

/** Due at once, worth as long as a new one, and with all attempts before it. */
function again({ attempts, expiresAtMs, notBeforeMs }: Message, nowMs: number): MessageChanges {
  const mark = { id: ulid(nowMs), atMs: nowMs, code: SENT_AGAIN };
  const dueAtMs = Math.max(nowMs, notBeforeMs);
  return {
    state: 'queued',
    attempts: [...attempts.slice(-MOST_EARLIER), mark],
    nextAttemptAtMs: dueAtMs,
    expiresAtMs: Math.max(expiresAtMs, dueAtMs + USUAL_LIFE_MS),
  };
}

/** Which of its settings were changed; for the audit, which takes no values. */
function changesIn(before: SystemSettings | null, next: SystemSettings): string {
  const isChanged = (field: keyof SystemSettings) => JSON.stringify(before?.[field]) !== JSON.stringify(next[field]);
  const fields = (['url', 'authority', 'kinds'] as const).filter(isChanged);
  return [next.on ? 'on' : 'off', ...(before ? fields : ['new'])].join(' ');
}

const malformed = (said: string): Result<never, AppError> => err(new AppError('request.malformed', said));
const notFound = (said: string): Result<never, AppError> => err(new AppError('request.not-found', said));
