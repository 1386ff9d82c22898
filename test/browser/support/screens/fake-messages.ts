import { setsMessages, type Access } from '#shared/domain/access/access';
import { USUAL_QUIET_HOURS } from '#shared/domain/messages/quiet-hours';
import { AppError } from '#shared/errors/app-error';
import type { MessagesView, SystemView, UndeliveredView } from '#shared/ipc/messages-api';
import type { StationAdmin } from '#renderer/data/index';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SECRET = `whsec_${'Z'.repeat(43)}=`;

/** Messages of the host in memory: two systems, and messages that did not arrive for each reason; `isEmpty`: none of it. */
export function fakeMessages(
  access: Access,
  nowMs: () => number,
  asks: (isGranted: boolean) => Promise<void>,
  isEmpty: boolean,
  staff: string,
): StationAdmin['messages'] {
  let view: MessagesView = {
    channels: [{ name: 'app', quietHours: USUAL_QUIET_HOURS }],
    keepDays: 180,
    systems: isEmpty ? [] : systemsOf(nowMs()),
    undelivered: isEmpty ? [] : undeliveredOf(nowMs(), staff),
    more: 0,
    sms: null,
  };
  const asked = () => asks(setsMessages(access));
  const put = (change: Partial<MessagesView>): MessagesView => (view = { ...view, ...change });
  const system = (name: string): SystemView => {
    const found = view.systems.find((each) => each.name === name);
    if (!found) throw new AppError('request.not-found', 'no such system');
    return found;
  };
  const message = (id: string): UndeliveredView => {
    const found = view.undelivered.find((each) => each.id === id);
    if (!found) throw new AppError('request.not-found', 'no such message');
    return found;
  };
  return {
    async view() {
      await asked();
      return view;
    },
    async set({ quietHours, keepDays = view.keepDays }) {
      await asked();
      const channels = view.channels.map((each) =>
        each.name === quietHours?.channel ? { ...each, quietHours: quietHours.hours } : each,
      );
      return put({ channels, keepDays });
    },
    async setSystem({ isNew, ...wanted }) {
      await asked();
      const before = isNew ? null : system(wanted.name);
      const systems = [
        ...view.systems.filter(({ name }) => name !== wanted.name),
        { last: null, waiting: 0, ...before, ...wanted },
      ];
      return { view: put({ systems }), secret: before?.url === wanted.url ? null : SECRET };
    },
    async renewSecret(name) {
      await asked();
      system(name);
      return { view, secret: SECRET };
    },
    async removeSystem(name) {
      await asked();
      system(name);
      return put({ systems: view.systems.filter((each) => each.name !== name) });
    },
    async trySystem(name) {
      await asked();
      const { url } = system(name);
      if (url.includes('refuses')) return { hasArrived: false, code: 'http-401', tookMs: 84 };
      return { hasArrived: true, code: 'ok', tookMs: 120 };
    },
    async setSms({ gateway }) {
      await asked();
      const channels = view.channels.filter(({ name }) => name !== 'sms');
      if (!gateway) return put({ sms: null, channels });
      const { key: _key, ...shown } = gateway;
      const sms = { name: 'sms', quietHours: USUAL_QUIET_HOURS };
      return put({ sms: { ...shown, last: null, waiting: 0 }, channels: [...channels, sms] });
    },
    async trySms(to) {
      await asked();
      return to.endsWith('0')
        ? { hasArrived: false, code: 'http-401', tookMs: 84 }
        : { hasArrived: true, code: 'ok', tookMs: 120 };
    },
    async sendAgain(id) {
      await asked();
      const again = { ...message(id), state: 'queued' as const, tries: 0, code: null, nextAttemptAtMs: nowMs() };
      return put({ undelivered: view.undelivered.map((each) => (each.id === id ? again : each)) });
    },
    async giveUp(id) {
      await asked();
      message(id);
      return put({ undelivered: view.undelivered.filter((each) => each.id !== id) });
    },
  };
}

const systemsOf = (nowMs: number): MessagesView['systems'] => [
  {
    name: 'duty-desk',
    url: 'https://duty.example.gov.cn/hooks/linli',
    authority: null,
    on: false,
    kinds: ['alarm'],
    last: { atMs: nowMs - 26 * HOUR_MS, code: 'ok', hasArrived: true },
    waiting: 1,
  },
  {
    name: 'street',
    url: 'https://platform.street.example.gov.cn/api/in',
    authority: null,
    on: true,
    kinds: ['alarm', 'incident', 'other'],
    last: { atMs: nowMs - 14 * MINUTE_MS, code: 'http-503', hasArrived: false },
    waiting: 2,
  },
];

function undeliveredOf(nowMs: number, staff: string): MessagesView['undelivered'] {
  const one = (number: number, zh: string, en: string, change: Partial<UndeliveredView>): UndeliveredView => ({
    id: `message~qinghe~${String(number).padStart(32, '0')}`,
    channel: 'webhook',
    recipient: { kind: 'system', name: 'street' },
    urgency: 'normal',
    title: { zh, en },
    createdAtMs: nowMs - number * 3 * HOUR_MS,
    state: 'queued',
    tries: 0,
    code: null,
    nextAttemptAtMs: nowMs + 20 * MINUTE_MS,
    expiresAtMs: nowMs + 60 * HOUR_MS,
    ...change,
  });
  return [
    one(1, '…家水管爆裂', 'Burst pipe at …', { state: 'failed', tries: 1, code: 'http-422' }),
    one(2, '您的口令重设过了', 'Your passphrase was set anew', {
      channel: 'app',
      recipient: { kind: 'staff', uid: staff },
      state: 'failed',
      tries: 1,
      code: 'not-reached',
    }),
    one(3, '停水通知', 'Water is off', {
      state: 'expired',
      expiresAtMs: nowMs - HOUR_MS,
      tries: 9,
      code: 'unreachable',
    }),
    one(4, '井盖丢失', 'A manhole cover is missing', { tries: 3, code: 'http-503' }),
    one(5, '3幢有人报警', 'Alarm at building 3', {
      recipient: { kind: 'system', name: 'duty-desk' },
      urgency: 'urgent',
    }),
    one(6, '周报好了', 'The weekly report is ready', { urgency: 'low', nextAttemptAtMs: nowMs + 9 * HOUR_MS }),
  ];
}
