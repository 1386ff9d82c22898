import {
  kioskAnnouncementsSchema,
  kioskCatalogueSchema,
  kioskHomeSchema,
  kioskPaths,
  type KioskAnnouncements,
  type KioskCatalogue,
  type KioskHome,
} from '#shared/ipc/kiosk-api';
import { hallPaths } from '#shared/ipc/board-api';
import { readEventStream } from '#shared/sync/event-stream';
import type { Kept } from './kept';
import type { KioskHost } from './kiosk-host';

/** What a kiosk knows of its station at this moment; all of it is for everybody. */
export interface Known {
  /** `opening`: nothing was heard yet. */
  readonly state: 'opening' | 'here' | 'away';
  /** As last heard; null before the first time. */
  readonly home: KioskHome | null;
  readonly catalogue: KioskCatalogue | null;
  readonly announcements: KioskAnnouncements['announcements'];
  /** What the host's clock is ahead of this machine's. */
  readonly aheadMs: number;
}

/** Keeps `Known` current by itself, also after the host was gone. */
export interface Contact {
  known(): Known;
  onChange(listener: () => void): () => void;
  /** Begins; answers how to stop. */
  start(): () => void;
}

/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 1500;
/** Catalogue and announcements change a few times a day at most. */
const PAPERS_EVERY_MS = 60_000;
/** Nobody sees the difference, and a busy hall changes many times a second. */
const HOME_AT_MOST_EVERY_MS = 1000;

/** See `Contact`. */
export function createContact(host: KioskHost, kept: Kept): Contact {
  const listeners = new Set<() => void>();
  let known: Known = {
    state: 'opening',
    home: null,
    catalogue: kept.catalogue(),
    announcements: kept.announcements()?.announcements ?? [],
    aheadMs: 0,
  };
  let homeAskedMs = 0;
  let homeWanted: ReturnType<typeof setTimeout> | null = null;
  let papersAtMs = 0;

  function change(changed: Partial<Known>): void {
    known = { ...known, ...changed };
    for (const listener of [...listeners]) listener();
  }

  async function askHome(signal: AbortSignal): Promise<boolean> {
    homeAskedMs = performance.now();
    const answer = await host.ask(kioskPaths.home, kioskHomeSchema, { signal });
    if (signal.aborted || answer.kind !== 'ok') return false;
    change({ state: 'here', home: answer.value, aheadMs: answer.value.nowMs - Date.now() });
    return true;
  }

  /** The hall has changed: the first page says how many wait. */
  function wantHome(signal: AbortSignal): void {
    if (homeWanted !== null) return;
    const inMs = Math.max(0, homeAskedMs + HOME_AT_MOST_EVERY_MS - performance.now());
    homeWanted = setTimeout(() => {
      homeWanted = null;
      void askHome(signal);
    }, inMs);
  }

  async function askPapers(signal: AbortSignal): Promise<void> {
    papersAtMs = performance.now();
    const mark = known.catalogue?.mark;
    const [catalogue, announcements] = await Promise.all([
      host.ask(kioskPaths.catalogue, kioskCatalogueSchema, {
        signal,
        ...(mark !== undefined && { mark: `"${mark}"` }),
      }),
      host.ask(kioskPaths.announcements, kioskAnnouncementsSchema, { signal }),
    ]);
    if (signal.aborted) return;
    // Unchanged is no answer of that form; what is there stays.
    if (catalogue.kind === 'ok') {
      kept.setCatalogue(catalogue.value);
      change({ catalogue: catalogue.value });
    }
    if (announcements.kind === 'ok') {
      kept.setAnnouncements(announcements.value);
      change({ announcements: announcements.value.announcements });
    }
  }

  /** Hears of the hall until the connection ends. */
  async function listen(signal: AbortSignal): Promise<void> {
    const response = await fetch(hallPaths.stream, {
      headers: { authorization: `Bearer ${host.token()}`, accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    if (response.status === 401) {
      await host.ask(kioskPaths.home, kioskHomeSchema, { signal });
      return;
    }
    if (!response.ok || !response.body) return;
    await readEventStream(response.body, signal, STREAM_SILENCE_MS, () => wantHome(signal));
  }

  async function keepOn(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (await askHome(signal)) {
        void askPapers(signal);
        await listen(signal).catch(() => undefined);
      }
      if (signal.aborted) return;
      change({ state: 'away' });
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  return {
    known: () => known,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start: () => {
      const ending = new AbortController();
      const { signal } = ending;
      const papers = setInterval(() => {
        if (known.state !== 'here') return;
        if (performance.now() - papersAtMs >= PAPERS_EVERY_MS) void askPapers(signal);
        // Opening and closing of the hall come with the clock, and no stream says so.
        wantHome(signal);
      }, PAPERS_EVERY_MS / 2);
      void keepOn(signal);
      return () => {
        ending.abort();
        clearInterval(papers);
        if (homeWanted !== null) clearTimeout(homeWanted);
      };
    },
  };
}
