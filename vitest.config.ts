import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], order: number, maxWorkers: number) => ({
  test: {
    name,
    include,
    testTimeout: needsNoBrowser(name) ? 30_000 : 180_000,
    hookTimeout: needsNoBrowser(name) ? 60_000 : 180_000,
    maxWorkers,
    exclude: name === 'node' ? IN_A_BROWSER : name === 'screens' && !isThorough ? THOROUGH_ONLY : [],
    // Files that hold nothing between them share what they import: reading it anew for each took longer than half of their tests.
    isolate: name !== 'unit',
    // Groups run one after another: a flow that waits for two seconds must not share its cores with a hundred other tests.
    sequence: { groupOrder: order },
    ...(name === 'screens' && { globalSetup: ['test/browser/support/screens/setup.ts'] }),
  },
});

const needsNoBrowser = (name: string): boolean => name === 'unit' || name === 'node';

/** Beside tests that need none. */
const IN_A_BROWSER = ['test/convergence/in-chromium.test.ts'];

/** Screens that are looked at in every run; flows go through most others, too. */
const SHORT_SCREENS = ['messages', 'motion', 'receipt', 'shell', 'sync'];

/** Left to `npm run thorough`: every other screen, every screen before axe both ways, the pictures. */
const THOROUGH_ONLY = [
  `test/browser/screens/!(${SHORT_SCREENS.join('|')}).test.ts`,
  'test/browser/device/journal.test.ts',
  'test/visual/**/*.test.ts',
  'test/browser/tables/export.test.ts',
];
const isThorough = process.env['THOROUGH'] === '1';

export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/unit/!(sessions)/**/*.test.ts'], 0, 2),
      // Sessions replace a module.
      project('node', ['test/{architecture,integration,security,shell,convergence,unit/sessions}/**/*.test.ts'], 1, 2),
      project('screens', ['test/browser/**/*.test.ts', 'test/visual/**/*.test.ts', ...IN_A_BROWSER], 2, 2),
      project('flows', ['test/flows/**/!(visit).test.ts'], 3, 2),
      // Alone: it says how soon things are there.
      project('timed-flows', ['test/flows/visit.test.ts'], 4, 1),
    ],
  },
});
