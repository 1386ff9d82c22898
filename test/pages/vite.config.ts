import path from 'node:path';
import { defineConfig } from 'vite';

const repository = path.resolve(import.meta.dirname, '../..');

/** The page of `device.ts`, built with the product's own settings. */
export default defineConfig({
  root: path.join(repository, 'test/pages'),
  logLevel: 'warn',
  build: {
    outDir: path.join(repository, 'out/test-pages'),
    emptyOutDir: true,
    target: 'chrome120',
    chunkSizeWarningLimit: 4000,
  },
});
