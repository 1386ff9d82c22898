import { createRoot } from 'react-dom/client';
import { BehaviorSubject } from 'rxjs';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { DataKey, Practice } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Device, HandingOver } from '#renderer/data/types';
import { start } from '../../../../renderer/staff/start';
import type { KeptPhoto } from './fake-media';
import { DEVICE, fakeStation, type FakeStation, type FakeSync } from './fake-station';

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
  /** The practice station's pictures, opened, by id. */
  readonly pictures: Readonly<Record<string, KeptPhoto>>;
}

/**
 * The staff screens over a station in memory. The address chooses: `begin` how the device opens, `times` how often every person is
 * there, `homes` how many households the grids have (`few`, else as many as usual), `idle` after how many ms the screens lock.
 */
z.config({ jitless: true });
const query = new URLSearchParams(location.search);
const homes = query.get('homes') === 'few' ? 'few' : 'usual';
const data = (await (await fetch(`/harness/${homes}`)).json()) as ScreenData;
const begin = query.get('begin') ?? 'signed-out';

let station: FakeStation | null = null;
let updates = 0;
let isUpdateReady = false;
/** How often a device that waits has asked; the answer comes at the third time. */
let asked = 0;
const updateListeners = new Set<() => void>();

const handingOver$ = new BehaviorSubject<HandingOver | null>(null);

async function open(code: string, passphrase: string): Promise<FakeStation> {
  station = await fakeStation(data, {
    code,
    passphrase,
    times: Number(query.get('times') ?? 1),
    isEmpty: begin === 'empty',
    mustChange: begin === 'must-change',
    idleLockMs: Number(query.get('idle') ?? 600_000),
  });
  station.handingOver$.subscribe(handingOver$);
  return station;
}

const isAway = begin === 'hub-away' || begin === 'hub-away-known';
const known = begin === 'hub-away-known' ? ['lijg', 'zhangxm'] : [];

const device: Device = {
  async open() {
    if (begin === 'never') return new Promise(() => undefined);
    if (begin === 'other-tab') return { kind: 'failed', error: new AppError('device.other-tab', 'other tab') };
    return {
      kind: 'signed-out',
      practice: isAway || begin === 'pending' || begin === 'real' ? null : data.practice,
      stationName: isAway ? null : '青禾里社区服务中心',
      known,
      last: known[0] ?? null,
      unsent: begin === 'hub-away-known' ? 3 : 0,
      hasTraining: begin === 'real',
      homeOrigin: begin === 'training' ? 'http://127.0.0.1:8440' : null,
      device: DEVICE,
    };
  },
  handingOver$,
  openTraining: () => Promise.reject(new AppError('hub.unreachable', 'away', { retry: true })),
  openPracticeTerminal: () => Promise.reject(new AppError('hub.unreachable', 'away', { retry: true })),
  async signIn(code, passphrase) {
    const account = data.practice.accounts.find((each) => each.code === code);
    if (isAway && !known.includes(code)) throw new AppError('hub.unreachable', 'away', { retry: true });
    if (!account || account.passphrase !== passphrase) throw new AppError('auth.wrong', 'wrong');
    asked += 1;
    if (begin === 'pending' && asked < 3) throw new AppError('auth.device-pending', 'pending');
    if (begin === 'revoked') throw new AppError('auth.device-revoked', 'revoked');
    return open(code, passphrase);
  },
  async signOut() {
    station = null;
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
