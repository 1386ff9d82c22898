import path from 'node:path';
import { build } from 'vite';
import { startChromium } from '#test/support/chromium';
import type { HubSide } from './hub-side';
import type { History } from './operations';
import type { HistoryPage } from './page/page';
import type { Verdict } from './play-history';
import { withHub } from './run-history';

const ROOT = path.resolve('.');
const OUT = path.join(ROOT, 'out/convergence/page');

/** Devices that one page can play: each holds an event stream, and a browser opens six connections to an origin. */
const MOST_REPLICAS = 3;

/** Builds the page that plays histories; its folder. */
export async function buildHistoryPage(): Promise<string> {
  await build({
    configFile: false,
    root: path.join(ROOT, 'test/convergence/page'),
    logLevel: 'warn',
    build: { outDir: OUT, emptyOutDir: true, target: 'chrome120', chunkSizeWarningLimit: 4000 },
  });
  return OUT;
}

/** Plays a history in a Chromium of its own, over real IndexedDB. `pageFolder` is what `buildHistoryPage` answered. */
export function runInChromium(history: History, pageFolder: string): Promise<Verdict> {
  return withHub({ grids: history.grids, pageFolder }, async (hub) => {
    const chromium = await startChromium();
    try {
      await chromium.page.exposeFunction('linliHub', (method: keyof HubSide, args: readonly unknown[]) => {
        const called = hub[method];
        if (typeof called !== 'function') throw new Error(`the hub cannot ${method}`);
        return (called as (...all: readonly unknown[]) => Promise<unknown>)(...args);
      });
      await chromium.page.goto(hub.origin);
      const asked = { ...history, replicas: Math.min(history.replicas, MOST_REPLICAS) };
      return await chromium.page.evaluate(
        ([each, databases]) =>
          (globalThis as unknown as { linliHistories: HistoryPage }).linliHistories.play(each, databases),
        [asked, hub.databases] as const,
      );
    } finally {
      await chromium.close();
    }
  });
}
