import { z } from 'zod';
import { recordStorage } from '#renderer/data/open-databases';
import { createLocalCipher } from '#renderer/data/local-cipher';
import type { HubSide } from '../hub-side';
import type { History } from '../operations';
import { playHistory, type Verdict } from '../play-history';
import type { Disk } from '../replica';

/**
 * Plays histories in a real browser: RxDB and the control store over real IndexedDB, closed as the product closes it. The hub runs
 * beside the browser and serves this page; what a history does to it goes over a bridge.
 */

// The gateway's policy for pages forbids making code out of text.
z.config({ jitless: true });

/** Calls a method of the hub that runs beside the browser. */
type Bridge = (method: keyof HubSide, args: readonly unknown[]) => Promise<unknown>;

const bridge = (globalThis as unknown as { readonly linliHub: Bridge }).linliHub;

const call =
  <K extends keyof HubSide>(method: K) =>
  (...args: readonly unknown[]): Promise<never> =>
    bridge(method, args) as Promise<never>;

function hubAt(databases: readonly string[]): HubSide {
  return {
    origin: location.origin,
    databases,
    // Districts stay in Node: what a browser adds is its disk.
    district: null,
    issue: call('issue'),
    expire: call('expire'),
    regrant: call('regrant'),
    goDown: call('goDown'),
    comeUp: call('comeUp'),
    erase: call('erase'),
    send: call('send'),
    records: call('records'),
    positions: call('positions'),
    isQuiet: call('isQuiet'),
    passTime: call('passTime'),
    troubles: call('troubles'),
  };
}

const LOCAL_KEY = new Uint8Array(32).fill(7);

async function indexedDbDisk(): Promise<Disk> {
  return recordStorage(await createLocalCipher(LOCAL_KEY, 'records')) as unknown as Disk;
}

const api = {
  play: (history: History, databases: readonly string[]): Promise<Verdict> =>
    playHistory(history, hubAt(databases), indexedDbDisk),
};

export type HistoryPage = typeof api;
(globalThis as unknown as { linliHistories: HistoryPage }).linliHistories = api;
