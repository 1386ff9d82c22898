// `npm test`: types, lint, build, then the tests; `npm run thorough`: also those that take long. Ends with one line: how many tests passed,
// how many tests and steps failed.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { findChromium } from './chromium.mjs';
import { runNode } from './run.mjs';
import { root } from './targets.mjs';

const THOROUGH = '--thorough';
const given = process.argv.slice(2);
if (given.includes(THOROUGH)) process.env.THOROUGH = '1';

const REPORT = path.join(root, '.cache/test-report.json');

/** Two at a time, on as many cores; a step of a row begins when the one before it has ended. */
const rows = [
  [['lint', ['node_modules/eslint/bin/eslint.js', '.']]],
  [
    ['build', ['build/build.mjs', '--for-tests']],
    ['types', ['build/typecheck.mjs']],
    ['format', ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.']],
  ],
];

/** Steps that failed; without a build no test runs, since it would run what was built before. */
const failedSteps = [];
await Promise.all(
  rows.map(async (row) => {
    for (const [name, args] of row) if ((await runNode(args)) !== 0) failedSteps.push(name);
  }),
);

const chromium = await findChromium();
if (!chromium) {
  failedSteps.push('chromium');
  console.error('no Chromium: install one, set CHROME_PATH, or run npm ci again');
}

let { passed, failed } = { passed: 0, failed: 0 };
if (!failedSteps.includes('build')) {
  mkdirSync(path.dirname(REPORT), { recursive: true });
  rmSync(REPORT, { force: true });
  const env = chromium ? { ...process.env, CHROME_PATH: chromium } : process.env;
  const args = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
    ...given.filter((flag) => flag !== THOROUGH),
  ];
  const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', ...args], env);
  ({ passed, failed } = readReport());
  // Something outside a test can fail too: an import, a hook, an error that nobody awaited.
  if (code !== 0 && failed === 0) failed = 1;
}

for (const step of failedSteps) console.log(`${step}: failed`);
console.log(`${passed} passed, ${failed + failedSteps.length} failed`);
process.exit(failed + failedSteps.length === 0 ? 0 : 1);

function readReport() {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(REPORT, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
