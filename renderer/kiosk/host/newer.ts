/** A newer version of the kiosk's own pages that waits to take over. */
export interface Newer {
  isWaiting(): boolean;
  onChange(listener: () => void): () => void;
  /** Asks whether there is one: when the host is back it may be another version. */
  look(): void;
  /** Lets it take over; the page is loaded anew. For a moment in which nobody loses anything. */
  takeOver(): void;
}

/** Beside the page; the worker keeps the kiosk's own files and answers for nothing else (`build/vite.kiosk.ts`). */
export const WORKER = '/sw.js';
/** An hour: a kiosk stands for months without being loaded anew. */
const LOOK_EVERY_MS = 60 * 60_000;

/** Registers the worker, with which the kiosk starts while the host is gone. Where workers are forbidden it starts with the host alone. */
export function watchForNewer(workers: ServiceWorkerContainer | undefined = navigator.serviceWorker): Newer {
  const listeners = new Set<() => void>();
  let registration: ServiceWorkerRegistration | null = null;
  let isLeaving = false;

  function told(): void {
    for (const listener of [...listeners]) listener();
  }

  function follow(found: ServiceWorkerRegistration): void {
    registration = found;
    found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', told));
    found.installing?.addEventListener('statechange', told);
    told();
  }

  const look = (): void => void registration?.update().catch(() => undefined);

  // Missing where the origin is not a safe one.
  if (workers) {
    workers.addEventListener('controllerchange', () => {
      // The first worker of a kiosk takes a page that is of the same version.
      if (isLeaving) location.reload();
    });
    workers.register(WORKER).then(follow, () => undefined);
    setInterval(look, LOOK_EVERY_MS);
  }

  return {
    isWaiting: () => registration?.waiting != null && workers?.controller != null,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    look,
    takeOver: () => {
      isLeaving = true;
      registration?.waiting?.postMessage({ type: 'SKIP_WAITING' });
    },
  };
}
