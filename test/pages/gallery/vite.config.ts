import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { typeScale } from '../../../build/type-scale.mjs';

const repository = path.resolve(import.meta.dirname, '../../..');

/** The component page: the product's own parts with the product's own settings, outside of what ships. */
export default defineConfig({
  root: path.join(repository, 'test/pages/gallery'),
  logLevel: 'warn',
  css: { postcss: { plugins: [typeScale()] } },
  plugins: [react()],
  build: {
    outDir: path.join(repository, 'out/test-gallery'),
    emptyOutDir: true,
    target: 'chrome120',
    chunkSizeWarningLimit: 4000,
  },
});
