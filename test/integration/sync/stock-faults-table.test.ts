import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('the table of faults of stock parts names tests that exist', () => {
  const lines = readFileSync('test/integration/sync/README.md', 'utf8').split('\n');
  const rows = lines.flatMap((line) => {
    const [, , file = '', name = ''] = line.split('|').map((cell) => cell.trim());
    const path = /^`((?:integration|unit|security)\/[\w/-]+)`$/.exec(file)?.[1];
    return path === undefined ? [] : [{ path: `test/${path}.test.ts`, name }];
  });
  expect(rows.length).toBeGreaterThan(30);
  const missing = rows.filter(({ path, name }) => !readFileSync(path, 'utf8').includes(`it('${name}'`));
  expect(missing).toEqual([]);
});
