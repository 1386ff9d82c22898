// Publishes the record formats: bundles `sync-server/provision/format`, runs it, and writes what it answers.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Makes the bundle of `publish.ts` that vite is about to build (by `nodeBundle`) write the formats to `outDir`. */
export function publishFormat(config, outDir) {
  const writeFormat = {
    name: 'publish record formats',
    async closeBundle() {
      const bundle = path.join(config.build.outDir, 'publish.js');
      // Node keeps a module by its address: a second build in one process must not get the first one's.
      const { publishedFormat } = await import(`${pathToFileURL(bundle).href}?at=${process.hrtime.bigint()}`);
      rmSync(outDir, { recursive: true, force: true });
      mkdirSync(outDir, { recursive: true });
      for (const { name, text } of publishedFormat()) writeFileSync(path.join(outDir, name), text);
    },
  };
  return { ...config, plugins: [writeFormat] };
}
