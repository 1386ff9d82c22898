import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { recordedLog } from '#test/support/quiet-log';
import type { ComingUp } from './hub-side';

/** Where a hub has its databases, and what may happen to them while it does not run. */
export interface HubFiles {
  open(): Promise<EdgeHub>;
  /** Called while the hub runs; what it answers makes of the files, once the hub has stopped, what a power cut leaves. */
  crash(): Promise<() => Promise<void>>;
  copy(): Promise<void>;
  restore(back: number): Promise<void>;
  recreate(): Promise<void>;
  close(): Promise<void>;
}

/** The embedded hub over files in an empty folder. */
export function embeddedFiles(folder: string, names: readonly string[]): HubFiles {
  const files = join(folder, 'hub');
  const epochsFile = join(folder, 'epochs.json');
  const copies: string[] = [];
  return {
    async open() {
      const hub = await openEdgeHub({ folder: files, epochsFile, atRest: AT_REST, now: Date.now, log: recordedLog() });
      for (const name of names) await hub.create(name);
      return hub;
    },
    async crash() {
      const noted = await readFile(epochsFile, 'utf8');
      return () => writeFile(epochsFile, noted);
    },
    async copy() {
      const copy = join(folder, `copy-${copies.length + 1}`);
      await cp(files, copy, { recursive: true });
      copies.unshift(copy);
    },
    async restore(back) {
      const copy = copies[back % Math.max(1, copies.length)];
      if (copy === undefined) return;
      await rm(files, { recursive: true, force: true });
      await cp(copy, files, { recursive: true });
    },
    async recreate() {
      await rm(files, { recursive: true, force: true });
      await mkdir(files);
    },
    close: async () => undefined,
  };
}

/** Does to the files of a hub that does not run what befalls it; a crash is made of `HubFiles.crash`. */
export async function changeFiles(files: HubFiles, coming: ComingUp): Promise<void> {
  if (coming.how === 'copy') await files.copy();
  if (coming.how === 'restore') await files.restore(coming.back);
  if (coming.how === 'recreate') await files.recreate();
}
