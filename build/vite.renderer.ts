import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { typeScale } from './type-scale.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The staff screens: an app that a tablet installs and that starts with the host away. */
export default defineConfig({
  root: path.join(repository, 'renderer/staff'),
  logLevel: 'warn',
  build: {
    outDir: path.join(repository, 'out/renderer/staff'),
    emptyOutDir: true,
    target: 'chrome120',
    sourcemap: true,
    // The whole app is read from the device after the first visit, so one large part costs nothing that many small ones save.
    chunkSizeWarningLimit: 4000,
    rolldownOptions: {
      output: {
        // What a new version of ours leaves as it was keeps its name, so that a tablet that updates does not fetch it again.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store)[\\/]/,
            },
            {
              name: 'database',
              test: /node_modules[\\/](rxdb|rxjs|dexie|mingo|event-reduce-js|broadcast-channel)[\\/]/,
            },
            { name: 'rules', test: /node_modules[\\/](zod|jose|hash-wasm|@noble\/hashes)[\\/]/ },
          ],
        },
      },
    },
  },
  css: { postcss: { plugins: [typeScale()] } },
  plugins: [
    react(),
    icon(),
    VitePWA({
      strategies: 'generateSW',
      filename: 'sw.js',
      // The page asks before it changes under somebody's hands: the new worker waits until it is told to take over.
      registerType: 'prompt',
      injectRegister: null,
      manifest: {
        id: '/',
        name: '邻里工作站',
        short_name: '邻里',
        lang: 'zh-CN',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#F6F4EF',
        theme_color: '#17607A',
        icons: [{ src: '/icon.svg', type: 'image/svg+xml', sizes: 'any', purpose: 'any' }],
      },
      workbox: {
        // The base map of the practice station is JSON; a screen that has never shown it needs it in a stairwell.
        globPatterns: ['**/*.{js,css,html,svg,png,woff2,json}'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        navigateFallback: '/index.html',
        // What the host answers is never answered by the worker.
        navigateFallbackDenylist: [/^\/api\//, /^\/hub\//],
        cleanupOutdatedCaches: true,
        clientsClaim: false,
        skipWaiting: false,
        sourcemap: false,
      },
    }),
  ],
});

/** Puts the product's icon beside the screens. */
function icon(): Plugin {
  return {
    name: 'linli-icon',
    generateBundle() {
      this.emitFile({
        type: 'asset',
        fileName: 'icon.svg',
        source: readFileSync(path.join(repository, 'build/icons/icon.svg'), 'utf8'),
      });
    },
  };
}
