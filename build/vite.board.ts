import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The hall board: an entry and an origin of its own, with nothing of the staff screens' data layer in it. */
export default defineConfig({
  root: path.join(repository, 'renderer/board'),
  logLevel: 'warn',
  build: {
    outDir: path.join(repository, 'out/renderer/board'),
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
  },
  plugins: [react()],
});
