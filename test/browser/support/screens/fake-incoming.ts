import { setsMessages, type Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { IncomingView, KeyView } from '#shared/ipc/incoming-api';
import type { StationAdmin } from '#renderer/data/index';

const DAY_MS = 86_400_000;

/** Keys of the host in memory: one that is used, one that never was, one that was revoked; `isEmpty`: none. */
export function fakeIncoming(
  access: Access,
  nowMs: () => number,
  asks: (isGranted: boolean) => Promise<void>,
  isEmpty: boolean,
): StationAdmin['incoming'] {
  let view: IncomingView = {
    keys: isEmpty ? [] : keysOf(nowMs()),
    residents: { on: true, rulesAct: false, applies: true },
  };
  const asked = () => asks(setsMessages(access));
  return {
    async view() {
      await asked();
      return view;
    },
    async makeKey({ name, scopes, perMinute }) {
      await asked();
      if (view.keys.some((key) => key.name === name && key.revokedAtMs === null))
        throw new AppError('request.malformed', 'name: another key has it');
      const id = `key000001${view.keys.length}`;
      const made: KeyView = {
        id,
        name,
        scopes,
        perMinute,
        createdAtMs: nowMs(),
        lastUsedAtMs: null,
        revokedAtMs: null,
        reports: 0,
      };
      view = { ...view, keys: [made, ...view.keys] };
      return { view, key: `linli.${id}.${'Z'.repeat(43)}` };
    },
    async revokeKey(id) {
      await asked();
      view = { ...view, keys: view.keys.map((key) => (key.id === id ? { ...key, revokedAtMs: nowMs() } : key)) };
      return view;
    },
    async setResidents(residents) {
      await asked();
      return (view = { ...view, residents });
    },
  };
}

function keysOf(now: number): IncomingView['keys'] {
  const key = (id: string, name: string, change: Partial<KeyView>): KeyView => ({
    id,
    name,
    scopes: ['read', 'write'],
    perMinute: 120,
    createdAtMs: now - 40 * DAY_MS,
    lastUsedAtMs: null,
    revokedAtMs: null,
    reports: 0,
    ...change,
  });
  return [
    key('key0000001', '市城管平台', { lastUsedAtMs: now - 600_000, reports: 128 }),
    key('key0000002', '街道值班', { scopes: ['read'], perMinute: 30 }),
    key('key0000003', '旧平台', { lastUsedAtMs: now - 30 * DAY_MS, revokedAtMs: now - 20 * DAY_MS, reports: 12 }),
  ];
}
