import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { DataKey, Practice } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Device } from '#renderer/data/types';
import { start } from '../../../../renderer/staff/start';
import { fakeStation, type FakeStation, type FakeSync } from './fake-station';

/** What a test reaches in the page under test. */
export interface Harness {
  readonly station: FakeStation | null;
  setSync(change: Partial<FakeSync>): void;
  announceUpdate(): void;
  readonly updates: number;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

/** What the server behind this page serves. */
export interface ScreenData {
  readonly nowMs: number;
  readonly records: readonly WireRecord[];
  readonly keys: readonly DataKey[];
  readonly practice: Practice;
}

/**
 * The staff screens over a station in memory. The address chooses: `who` a staff code, `begin` how the device opens,
 * `times` how often every person is there.
 */
z.config({ jitless: true });
const query = new URLSearchParams(location.search);
const data = (await (await fetch('/harness/data')).json()) as ScreenData;
const begin = query.get('begin') ?? 'open';
const who = query.get('who') ?? 'lijg';

let station: FakeStation | null = null;
let updates = 0;
let isUpdateReady = false;
const updateListeners = new Set<() => void>();

async function open(code: string): Promise<FakeStation> {
  station = await fakeStation(data, { code, times: Number(query.get('times') ?? 1), isEmpty: begin === 'empty' });
  return station;
}

const device: Device = {
  async open() {
    if (begin === 'never') return new Promise(() => undefined);
    if (begin === 'other-tab') return { kind: 'failed', error: new AppError('device.other-tab', 'other tab') };
    if (begin === 'signed-out')
      return { kind: 'signed-out', practice: data.practice, stationName: '青禾里社区服务中心' };
    if (begin === 'hub-away') return { kind: 'signed-out', practice: null, stationName: null };
    return { kind: 'open', station: await open(who) };
  },
  async signIn(code, passphrase) {
    const account = data.practice.accounts.find((each) => each.code === code);
    if (!account || account.passphrase !== passphrase) throw new AppError('auth.wrong', 'wrong');
    return open(code);
  },
  async signOut() {
    station = null;
    history.replaceState(null, '', '/?begin=signed-out');
  },
};

window.harness = {
  get station() {
    return station;
  },
  get updates() {
    return updates;
  },
  setSync: (change) => station?.setSync(change),
  announceUpdate() {
    isUpdateReady = true;
    for (const listener of updateListeners) listener();
  },
};

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
start(createRoot(root), device, {
  isReady: () => isUpdateReady,
  subscribe(listener) {
    updateListeners.add(listener);
    return () => updateListeners.delete(listener);
  },
  apply: () => {
    updates += 1;
    location.reload();
  },
});
