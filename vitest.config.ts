import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], order: number, maxWorkers: number) => ({
  test: {
    name,
    include,
    testTimeout: name === 'node' ? 30_000 : 180_000,
    hookTimeout: name === 'node' ? 60_000 : 180_000,
    maxWorkers,
    // Groups run one after another: a flow that waits for two seconds must not share its cores with a hundred other tests.
    sequence: { groupOrder: order },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('node', ['test/{architecture,unit,integration,security,shell,convergence}/**/*.test.ts'], 0, 2),
      project('screens', ['test/browser/**/*.test.ts', 'test/visual/**/*.test.ts'], 1, 2),
      project('flows', ['test/flows/**/*.test.ts'], 2, 1),
    ],
  },
});
