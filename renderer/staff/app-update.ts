import { registerSW } from 'virtual:pwa-register';

/** A version of these screens that waits to take over. */
export interface AppUpdate {
  isReady(): boolean;
  subscribe(listener: () => void): () => void;
  /** Lets it take over and reloads. Drafts are on disk by then: leaving the page flushes them. */
  apply(): void;
}

/** An hour: a tablet stays open for weeks. */
const LOOK_EVERY_MS = 60 * 60_000;

/** Registers the service worker, which starts these screens with the host away, and watches for a newer one. */
export function watchForUpdate(): AppUpdate {
  let ready = false;
  const listeners = new Set<() => void>();
  const takeOver = registerSW({
    onNeedRefresh() {
      ready = true;
      for (const listener of listeners) listener();
    },
    onRegisteredSW(_url, registration) {
      if (!registration) return;
      // Offline there is nothing to find; the next look comes by itself.
      setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS);
    },
  });
  return {
    isReady: () => ready,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    apply: () => void takeOver(true),
  };
}
