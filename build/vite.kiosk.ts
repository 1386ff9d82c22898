import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The kiosk: an entry and an origin of its own, with nothing of the staff screens' data layer in it. */
export default defineConfig({
  root: path.join(repository, 'renderer/kiosk'),
  logLevel: 'warn',
  build: {
    outDir: path.join(repository, 'out/renderer/kiosk'),
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
  },
  plugins: [
    react(),
    // A kiosk that is switched on while the host is gone says so itself, in place of the browser's own page about it.
    VitePWA({
      strategies: 'generateSW',
      filename: 'sw.js',
      // The page says when: nobody's half-filled form is lost (`renderer/kiosk/host/newer`).
      registerType: 'prompt',
      injectRegister: null,
      manifest: false,
      workbox: {
        globPatterns: ['**/*.{js,css,html,woff2}'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        navigateFallback: '/index.html',
        // What the host answers is never answered by the worker, and the pads at this door have pages of their own.
        navigateFallbackDenylist: [/^\/(?:api|intake|pad)(?:\/|$)/],
        inlineWorkboxRuntime: true,
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false,
        sourcemap: false,
      },
    }),
  ],
});
