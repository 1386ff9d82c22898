import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], order: number, maxWorkers: number) => ({
  test: {
    name,
    include,
    testTimeout: name === 'node' ? 30_000 : 180_000,
    hookTimeout: name === 'node' ? 60_000 : 180_000,
    maxWorkers,
    exclude: name === 'node' ? IN_A_BROWSER : name === 'screens' && !isThorough ? THOROUGH_ONLY : [],
    // Groups run one after another: a flow that waits for two seconds must not share its cores with a hundred other tests.
    sequence: { groupOrder: order },
    ...(name === 'screens' && { globalSetup: ['test/browser/support/screens/setup.ts'] }),
  },
});

/** Beside tests that need none. */
const IN_A_BROWSER = ['test/convergence/in-chromium.test.ts'];

/** Left to `npm run thorough`: every screen before axe both ways, the pictures, and screens that few people see or that flows go through too. */
const THOROUGH_ONLY = [
  'test/browser/screens/{accessibility,announcements,child-files,conflicts,discard,door,elder,homes,imports,incident-tables,incidents,kept,map,map-files,map-layers,map-reshape,matters,merge,person,photo-model,quality,residents,reveal,search,settings,settings-*,station,storage,transfer,voice,workbench}.test.ts',
  'test/browser/device/journal.test.ts',
  'test/visual/**/*.test.ts',
  'test/browser/tables/export.test.ts',
];
const isThorough = process.env['THOROUGH'] === '1';

export default defineConfig({
  test: {
    projects: [
      project('node', ['test/{architecture,unit,integration,security,shell,convergence}/**/*.test.ts'], 0, 2),
      project('screens', ['test/browser/**/*.test.ts', 'test/visual/**/*.test.ts', ...IN_A_BROWSER], 1, 2),
      project('flows', ['test/flows/**/!(visit).test.ts'], 2, 2),
      // Alone: it says how soon things are there.
      project('timed-flows', ['test/flows/visit.test.ts'], 3, 1),
    ],
  },
});
