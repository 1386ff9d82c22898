import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/** The hub's child program as plain JavaScript, for tests that need a process of their own to kill, trace or starve. */
export async function bundleChild(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  // Inside the project, so that the program finds its packages.
  const folder = join(process.cwd(), '.cache', `hub-child-${process.pid}`);
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: join(import.meta.dirname, 'hub-child.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: 'hub-child.mjs' } },
    },
  });
  return { path: join(folder, 'hub-child.mjs'), remove: () => rm(folder, { recursive: true, force: true }) };
}
