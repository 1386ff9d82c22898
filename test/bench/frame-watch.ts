import type { Page } from 'playwright-core';

/** How long inputs took to be seen, and tasks to end, ms. */
export interface FrameTimes {
  /** From the event's own time to after the frame that follows it was painted. */
  readonly inputs: readonly number[];
  /** The browser's own figure for inputs that took 16 ms or longer, in steps of 8. */
  readonly slowEvents: readonly number[];
  readonly longTasks: readonly number[];
}

interface Watch {
  take(): FrameTimes;
}
declare global {
  interface Window {
    frameWatch?: Watch;
  }
}

/** Begins to watch the page; what was seen is handed out by `takeFrameTimes`. */
export async function watchFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    let [inputs, slowEvents, longTasks]: number[][] = [[], [], []];
    const afterPaint = (then: () => void) =>
      requestAnimationFrame(() => {
        // A message posted in a frame is handled once that frame is painted.
        const channel = new MessageChannel();
        channel.port1.onmessage = then;
        channel.port2.postMessage(null);
      });
    const note = (event: Event) => {
      const at = event.timeStamp;
      afterPaint(() => inputs?.push(performance.now() - at));
    };
    const types = ['keydown', 'pointerdown', 'click', 'wheel'];
    for (const type of types) {
      addEventListener(type, note, { capture: true, passive: true });
    }
    const durations = (into: () => number[] | undefined) => (list: PerformanceObserverEntryList) =>
      into()?.push(
        ...list
          .getEntries()
          .filter(({ entryType, name }) => entryType === 'longtask' || types.includes(name))
          .map(({ duration }) => duration),
      );
    new PerformanceObserver(durations(() => slowEvents)).observe({
      type: 'event',
      durationThreshold: 16,
    } as PerformanceObserverInit);
    new PerformanceObserver(durations(() => longTasks)).observe({ type: 'longtask' });
    window.frameWatch = {
      take() {
        const taken = { inputs: inputs ?? [], slowEvents: slowEvents ?? [], longTasks: longTasks ?? [] };
        [inputs, slowEvents, longTasks] = [[], [], []];
        return taken;
      },
    };
  });
}

/** What was seen since the last time, after everything that is under way has been painted. */
export async function takeFrameTimes(page: Page): Promise<FrameTimes> {
  return page.evaluate(async () => {
    // Observers hear of an entry some time after it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    if (!window.frameWatch) throw new Error('nobody watches this page');
    return window.frameWatch.take();
  });
}
