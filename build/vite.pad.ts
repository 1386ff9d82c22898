import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The rating pad: an entry of its own, under `/pad/` at the kiosks' door, with nothing of the staff screens' data layer in it. */
export default defineConfig({
  root: path.join(repository, 'renderer/pad'),
  base: '/pad/',
  logLevel: 'warn',
  build: {
    outDir: path.join(repository, 'out/renderer/pad'),
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
  },
  plugins: [react()],
});
